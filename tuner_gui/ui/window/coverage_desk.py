"""Tells the list of parameters what the trials have tried, a few times a second. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from tuner_gui.insight.coverage import CoverageTally

if TYPE_CHECKING:
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.panels import Services

_INTERVAL_MS = 350
_CATCH_UP_MS = 30
"""Between two parts of a session that is too long for one."""


class CoverageDesk(QObject):
    """Counts what is new of the trials; anew where the ranges or the session are others."""

    def __init__(self, setup: SetupPanel, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._setup = setup
        self._live = services.live
        self._parameters: tuple[Parameter, ...] = ()
        self._tally = CoverageTally(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        services.live.changed.connect(self._refresh_soon)
        services.live.replaced.connect(self._start_over)
        services.live.finished.connect(self._refresh_soon)
        setup.model.space.changed.connect(self._refresh_soon)

    @Slot()
    def refresh(self) -> None:
        """Shows what has been tried until now; while the space has a problem, of what it was."""
        space = self._setup.model.space.space
        if space is not None and space.parameters != self._parameters:
            self._parameters = space.parameters
            self._tally = CoverageTally(space)
        store = self._live.store
        self._setup.set_coverage(self._tally.update(store))
        if self._tally.is_behind(store):
            self._timer.start(_CATCH_UP_MS)

    @Slot()
    def _start_over(self) -> None:
        self._parameters, self._tally = (), CoverageTally(())
        self._refresh_soon()

    @Slot()
    def _refresh_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start(_INTERVAL_MS)
