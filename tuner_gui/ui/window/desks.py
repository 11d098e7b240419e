"""The desks of the window: made in the order of who needs whom, and ended together. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.ui.window.closing import Closing
from tuner_gui.ui.window.compare_sessions_desk import CompareSessionsDesk
from tuner_gui.ui.window.drop_desk import DropDesk
from tuner_gui.ui.window.export_desk import ExportDesk
from tuner_gui.ui.window.export_dialog_desk import ExportDialogDesk
from tuner_gui.ui.window.failure_desk import FailureDesk
from tuner_gui.ui.window.file_desk import FileDesk
from tuner_gui.ui.window.foresight import Foresight
from tuner_gui.ui.window.history_desk import HistoryDesk
from tuner_gui.ui.window.messages import SweepMessages
from tuner_gui.ui.window.metric_desk import MetricDesk
from tuner_gui.ui.window.recovery_desk import RecoveryDesk
from tuner_gui.ui.window.remarks_desk import RemarksDesk
from tuner_gui.ui.window.script_desk import ScriptDesk
from tuner_gui.ui.window.send_desk import SendDesk
from tuner_gui.ui.window.session_desk import SessionDesk
from tuner_gui.ui.window.space_edit_desk import SpaceEditDesk
from tuner_gui.ui.window.space_file_desk import SpaceFileDesk
from tuner_gui.ui.window.sweep_desk import SweepDesk
from tuner_gui.ui.window.tracking_desk import TrackingDesk
from tuner_gui.ui.window.tracking_memory import TrackingMemory
from tuner_gui.ui.window.trial_desk import TrialDesk
from tuner_gui.ui.window.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.panels import Panels, Services


class Desks(QObject):
    """The workspace with its panes, and a desk for each concern.

    Args:
        new_config: makes the setup of a new, empty sweep.
    """

    def __init__(
        self,
        window: MainWindow,
        panels: Panels,
        services: Services,
        new_config: Callable[[], SweepConfig],
    ) -> None:
        super().__init__(window)
        self._window = window
        self.panels = panels
        self.services = services
        self.workspace = Workspace(panels, window.theme.icons)
        self._make_sweep_desks()
        self._make_export_desks()
        self.messages = SweepMessages(self.workspace.banner, self.sweep, services, self)
        self._make_space_desks()
        self._make_trial_desks()
        self._make_file_desks(new_config)
        self.closing = Closing(
            window,
            services=services,
            session=self.session,
            sweep=self.sweep,
            files=self.files,
            remarks=self.remarks,
            sending=self.sending,
            messages=self.messages,
        )

    def _make_sweep_desks(self) -> None:
        window, setup, services = self._window, self.panels.setup, self.services
        self.session = SessionDesk(setup, services, self)
        self.sweep = SweepDesk(setup, services, self.session, window.actions_, window)
        self.remarks = RemarksDesk(self, self.panels, services, self.session)

    def _make_export_desks(self) -> None:
        window, setup, services = self._window, self.panels.setup, self.services
        self.export = ExportDesk(services, self.session, window)
        tracking = TrackingMemory(window.memory, services.places.sweeps / "mlruns")
        self.sending = SendDesk(services.live, self.session, tracking, window)
        self.tracking = TrackingDesk(setup, services, self.session, tracking, self)
        self.export_dialog = ExportDialogDesk(
            window, self.panels, services, self.session, self.sending
        )

    def _make_space_desks(self) -> None:
        window, setup, services = self._window, self.panels.setup, self.services
        self.foresight = Foresight(
            window,
            self.panels,
            services,
            session=self.session,
            sweep=self.sweep,
            messages=self.messages,
        )
        self.space_edit = SpaceEditDesk(
            window, self.panels, session=self.session, sweep=self.sweep, messages=self.messages
        )
        self.space_files = SpaceFileDesk(
            window, setup, session=self.session, messages=self.messages
        )

    def _make_trial_desks(self) -> None:
        window, services = self._window, self.services
        self.recovery = RecoveryDesk(
            services.live, self, session=self.session, sweep=self.sweep, messages=self.messages
        )
        self.trials = TrialDesk(
            window,
            self.panels,
            services,
            session=self.session,
            sweep=self.sweep,
            messages=self.messages,
        )
        self.history = HistoryDesk(window, session=self.session, sweep=self.sweep)
        self.failures = FailureDesk(
            self,
            self.panels,
            services,
            window.theme,
            sweep=self.sweep,
            trials=self.trials,
            messages=self.messages,
        )

    def _make_file_desks(self, new_config: Callable[[], SweepConfig]) -> None:
        window, setup, services = self._window, self.panels.setup, self.services
        self.files = FileDesk(
            window,
            session=self.session,
            sweep=self.sweep,
            messages=self.messages,
            keeper=services.keeper,
            remarks=self.remarks,
            new_config=new_config,
        )
        self.scripts = ScriptDesk(
            window,
            setup,
            session=self.session,
            files=self.files,
            space_files=self.space_files,
            messages=self.messages,
            new_config=new_config,
        )
        self.metrics = MetricDesk(window, setup, self.foresight.try_one)
        self.compare_sessions = CompareSessionsDesk(
            window, session=self.session, recent=services.recent
        )
        self.drops = DropDesk(
            window,
            session=self.session,
            files=self.files,
            compare=self.compare_sessions,
            messages=self.messages,
        )

    def shut_down(self) -> None:
        """Ends what the desks and panes started."""
        self.session.shut_down()
        self.export_dialog.shut_down()
        self.sending.shut_down()
        self.tracking.shut_down()
        self.drops.shut_down()
        self.compare_sessions.shut_down()
        self.foresight.close()
        self.space_edit.shut_down()
        self.trials.shut_down()
        self.history.shut_down()
        self.scripts.shut_down()
        self.metrics.shut_down()
        self.panels.setup.shut_down()
