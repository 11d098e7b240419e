"""Keeps the preview up to date with the setup, on a thread, while it is looked at. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.insight.space_preview import (
    PreviewOrder,
    SpacePreview,
    preview,
    with_duplicates,
)

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.space.preview_panel import PreviewPanel
    from tuner_gui.ui.window.forecast_desk import ForecastDesk
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk

_DELAY_MS = 200
_DUPLICATES_DELAY_MS = 400
"""Nothing is worked out while a person types: it slows typing, on a thread all the same."""


class PreviewDesk(QObject):
    """Asks for a preview after each change; while a sweep runs, only when the page is opened."""

    def __init__(
        self,
        panel: PreviewPanel,
        setup: SetupPanel,
        services: Services,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        forecast: ForecastDesk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._setup = setup
        self._live = services.live
        self._session = session
        self._sweep = sweep
        self._forecast = forecast
        self._order: PreviewOrder | None = None
        self._rows = LatestCall("preview", _DELAY_MS, self)
        self._duplicates = LatestCall("preview_duplicates", _DUPLICATES_DELAY_MS, self)
        self._rows.answered.connect(self._on_rows)
        self._rows.failed.connect(self._panel.show_problem)
        self._duplicates.answered.connect(self._on_duplicates)
        panel.shown.connect(self._bring_up_to_date)
        setup.model.changed.connect(self.refresh)
        session.shown.connect(self.refresh)
        services.live.replaced.connect(self.refresh)
        sweep.phase_changed.connect(self.refresh)
        forecast.changed.connect(self._say_time)

    def close(self) -> None:
        """Waits for what is under way; call it before the window goes."""
        self._rows.close()
        self._duplicates.close()

    @Slot()
    def refresh(self) -> None:
        """Brings the page up to date, if it can be seen."""
        if self._panel.isVisible() and not self._sweep.phase.is_active:
            self._bring_up_to_date()

    @Slot()
    def _bring_up_to_date(self) -> None:
        space = self._setup.model.space
        if space.space is None:
            self._forget()
            self._panel.show_problem(self._first_problem())
            return
        if not space.space.parameters:
            self._forget()
            self._panel.show_empty(self.tr("Add parameters and the next trials appear here"))
            return
        order = self._wanted()
        if order != self._order:
            if self._panel.is_empty:
                self._panel.show_empty(self.tr("Working out the next trials…"))
            self._order = order
            self._duplicates.cancel()
            self._rows.ask(partial(preview, order))

    def _wanted(self) -> PreviewOrder:
        config = self._setup.config()
        is_more = self._session.is_continued_by(config)
        return PreviewOrder(
            config.space,
            config.strategy,
            config.objective,
            config.seed,
            planned=self._sweep.trials_to_start(),
            asked=len(self._live.store) if is_more else 0,
        )

    def _forget(self) -> None:
        self._order = None
        self._rows.cancel()
        self._duplicates.cancel()

    def _first_problem(self) -> str:
        said = self._setup.model.space.sentences()
        return next(iter(said), self.tr("The search space has a problem."))

    @Slot(object)
    def _on_rows(self, found: SpacePreview) -> None:
        self._panel.show_preview(found)
        self._say_time()
        self._duplicates.ask(partial(with_duplicates, found))

    @Slot(object)
    def _on_duplicates(self, found: SpacePreview) -> None:
        if found.duplicates is not None:
            self._panel.show_preview(found)

    @Slot()
    def _say_time(self) -> None:
        self._panel.set_time(self._forecast.seconds, self._forecast.workers)
