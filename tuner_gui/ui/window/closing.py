"""How the window closes: a running sweep ends first, what is finished is saved. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.window.questions import CloseAnswer, ask_how_to_close

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.session_work import SaveOrder
    from tuner_gui.ui.window.file_desk import FileDesk
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.remarks_desk import RemarksDesk
    from tuner_gui.ui.window.send_desk import SendDesk
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk

_SAVE_MS = 30_000


class Closing(QObject):
    """Asks once, and closes the window by itself when the sweep has ended and is saved."""

    def __init__(
        self,
        parent: QWidget,
        *,
        services: Services,
        session: SessionDesk,
        sweep: SweepDesk,
        files: FileDesk,
        remarks: RemarksDesk,
        sending: SendDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._controller = services.controller
        self._keeper = services.keeper
        self._live = services.live
        self._sweep = sweep
        self._files = files
        self._remarks = remarks
        self._sending = sending
        self._messages = messages
        self._is_waiting = False
        self._asks_nothing = False
        session.saved.connect(self._on_saved)
        session.save_failed.connect(self._on_save_failed)

    def may_close(self) -> bool:
        """Says whether the window may close now; asks the person where that is needed."""
        if self._sweep.phase.is_active:
            self._ask_about_sweep()
            return False
        self._remarks.settle()
        if not self._keeper.wait(_SAVE_MS):
            self._messages.complain(self.tr("The session is still being written; try again soon."))
            return False
        if not self._asks_nothing and not self._sending.may_leave():
            self._messages.complain(
                self.tr("Trials are still being written elsewhere; close again to leave the rest.")
            )
            return False
        return self._asks_nothing or self._files.may_leave_session()

    @Slot()
    def close_now(self) -> None:
        """Closes without a question: a running sweep is aborted, what is finished is saved."""
        self._asks_nothing = True
        if self._sweep.phase.is_active:
            self._is_waiting = True
            self._controller.abort()
        else:
            self._window.close()

    def _ask_about_sweep(self) -> None:
        if not self._is_waiting:
            running = self._live.store.count(TrialState.RUNNING)
            match ask_how_to_close(self._window, running, is_paused=self._sweep.is_paused):
                case CloseAnswer.STOP:
                    self._controller.stop()
                case CloseAnswer.ABORT:
                    self._controller.abort()
                case CloseAnswer.STAY:
                    return
            self._is_waiting = True
            if not self._sweep.phase.is_active:  # it ended while the question was open
                self._window.close()
                return
        self._messages.tell(self.tr("The window closes as soon as everything is saved."))

    @Slot(object)
    def _on_saved(self) -> None:
        if self._is_waiting and not self._sweep.phase.is_active and not self._keeper.is_writing:
            self._window.close()

    @Slot(str, object)
    def _on_save_failed(self, _sentence: str, order: SaveOrder) -> None:
        """Trials that could not be saved keep the window open."""
        if not order.is_for_remarks:
            self._is_waiting = False
            self._asks_nothing = False
