"""What tells of a sweep before it starts, and what it has covered of its space. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.ui.space.preview_panel import PreviewPanel
from tuner_gui.ui.window.coverage_desk import CoverageDesk
from tuner_gui.ui.window.forecast_desk import ForecastDesk
from tuner_gui.ui.window.preview_desk import PreviewDesk
from tuner_gui.ui.window.try_one_desk import TryOneDesk

if TYPE_CHECKING:
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk


class Foresight(QObject):
    """Makes the estimate beside Run, the Preview page, Try one, and the strips in the list."""

    def __init__(
        self,
        window: MainWindow,
        panels: Panels,
        services: Services,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(window)
        setup = panels.setup
        self.forecast = ForecastDesk(
            setup,
            services,
            session=session,
            sweep=sweep,
            run_bar=window.run_bar,
            messages=messages,
            parent=self,
        )
        page = PreviewPanel(window.theme)
        tip = self.tr("How many trials there will be, and the next 20 of them")
        panels.charts.add_page("preview", self.tr("Preview"), tip, page)
        self.preview = PreviewDesk(
            page,
            setup,
            services,
            session=session,
            sweep=sweep,
            forecast=self.forecast,
            parent=self,
        )
        self.try_one = TryOneDesk(
            window, setup, session=session, sweep=sweep, forecast=self.forecast
        )
        self.coverage = CoverageDesk(setup, services, self)

    def close(self) -> None:
        """Ends what is under way; call it before the window goes."""
        self.try_one.shut_down()
        self.preview.close()
