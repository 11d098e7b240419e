"""New, open, save and save as: asks for files, and that nothing is lost. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from tuner_gui.ui.window.places import SESSION_ENDING, with_ending
from tuner_gui.ui.window.questions import ChangesAnswer, ask_to_keep_changes
from tuner_gui.ui.window.welcome_page import session_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk


class FileDesk(QObject):
    """Turns the person's wishes about files into calls of the session desk.

    Args:
        new_config: makes the setup of a new, empty sweep.
    """

    def __init__(
        self,
        session: SessionDesk,
        sweep: SweepDesk,
        messages: SweepMessages,
        new_config: Callable[[], SweepConfig],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._session = session
        self._sweep = sweep
        self._messages = messages
        self._new_config = new_config

    @property
    def session_name(self) -> str:
        """What the session is called."""
        path = self._session.path
        return session_title(path) if path is not None else self.tr("New sweep")

    @Slot()
    def new_sweep(self) -> bool:
        """Begins a new sweep with an empty setup. False where the person would rather stay."""
        if not self.may_leave_session():
            return False
        self._session.show_new(self._new_config())
        return True

    @Slot()
    def ask_to_open(self) -> None:
        """Asks for a session file and opens it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a session"),
            str(self._folder()),
            self.tr("Sessions (*{ending});;All files (*)").format(ending=SESSION_ENDING),
        )
        if chosen:
            self.open(Path(chosen))

    @Slot(object)
    def open(self, path: Path) -> None:
        """Opens a session file."""
        if self.may_leave_session():
            self._session.open(path)

    @Slot(object)
    def open_example(self, path: Path) -> None:
        """Opens a bundled example as a session without a file."""
        if self.may_leave_session():
            self._session.open(path, as_copy=True)

    @Slot()
    def save(self) -> bool:
        """Saves the session; asks for a file where it has none. False where that was declined."""
        if self._session.path is None:
            return self.save_as()
        self._session.save()
        return True

    @Slot()
    def save_as(self) -> bool:
        """Saves the session to a file that the person chooses. False where they declined."""
        start = self._session.path or self._folder() / f"sweep{SESSION_ENDING}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the session as"),
            str(start),
            self.tr("Sessions (*{ending})").format(ending=SESSION_ENDING),
        )
        if not chosen:
            return False
        self._session.save_to(with_ending(Path(chosen)))
        return True

    def may_leave_session(self) -> bool:
        """Makes sure that nothing is lost; False where the person would rather stay."""
        if self._sweep.phase.is_active:
            self._messages.complain(self.tr("Stop the running sweep first; its trials are kept."))
            return False
        if not self._session.is_modified or self._session.is_blank:
            return True
        match ask_to_keep_changes(self._window, self.session_name):
            case ChangesAnswer.SAVE:
                return self.save()
            case ChangesAnswer.DISCARD:
                return True
            case ChangesAnswer.STAY:
                return False

    def _folder(self) -> Path:
        path = self._session.path
        return path.parent if path is not None else Path.cwd()
