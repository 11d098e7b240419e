"""New, open, save and save as: asks for files, and that nothing is lost. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from tuner_gui.bridge.session_work import JournalCare
from tuner_gui.core.errors import TuningError
from tuner_gui.exchange.studies.files import STUDY_SUFFIXES, study_kind, study_names
from tuner_gui.session.naming import SESSION_ENDING, name_of, with_ending
from tuner_gui.ui.window.questions import ChangesAnswer, ask_to_keep_changes, ask_which

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.bridge.session_keeper import SessionKeeper
    from tuner_gui.bridge.session_work import SaveOrder
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.remarks_desk import RemarksDesk
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk


_SAVE_MS = 30_000
_STUDIES = " ".join(f"*{suffix}" for suffix in STUDY_SUFFIXES)


class FileDesk(QObject):
    """Turns the person's wishes about files into calls of the session desk.

    Args:
        new_config: makes the setup of a new, empty sweep.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        messages: SweepMessages,
        keeper: SessionKeeper,
        remarks: RemarksDesk,
        new_config: Callable[[], SweepConfig],
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._session = session
        self._sweep = sweep
        self._messages = messages
        self._keeper = keeper
        self._remarks = remarks
        self._new_config = new_config

    @property
    def session_name(self) -> str:
        """What the session is called."""
        path = self._session.path
        return name_of(path) if path is not None else self.tr("New sweep")

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
            ";;".join(
                [
                    self.tr("Sessions (*{ending})").format(ending=SESSION_ENDING),
                    self.tr("Optuna studies ({endings})").format(endings=_STUDIES),
                    self.tr("All files (*)"),
                ]
            ),
        )
        if chosen:
            self.open(Path(chosen))

    @Slot(object)
    def open(self, path: Path) -> None:
        """Opens a session file, or a study of Optuna, which becomes a session without a file."""
        if study_kind(path) is not None:
            self._open_study(path)
        elif self.may_leave_session():
            self._session.open(path)

    def _open_study(self, path: Path) -> None:
        try:
            names = study_names(path)
        except TuningError as error:
            self._session.open_failed.emit(str(error))
            return
        name: str | None = names[0]
        if len(names) > 1:
            name = ask_which(
                self._window,
                self.tr("Open a study"),
                self.tr("{file} holds {count} studies:").format(file=path.name, count=len(names)),
                names,
            )
        if name is not None and self.may_leave_session():
            self._session.open(path, as_copy=True, study=name)

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
        if self._session.is_followed:
            self._messages.advise(
                self.tr("Another program runs this session. Save as makes a copy of it.")
            )
            return False
        self._session.save()
        if self._session.has_other_setup:
            self._messages.tell(
                self.tr(
                    "The trials are saved. The edited setup becomes a session of its own when it "
                    "runs, or by Save as."
                )
            )
        return True

    @Slot()
    def save_as(self) -> bool:
        """Saves the session to a file that the person chooses. False where they declined."""
        path = self._ask_where(self._session.path or self._folder() / f"sweep{SESSION_ENDING}")
        if path is None:
            return False
        self._session.save_to(path)
        return True

    def save_elsewhere(self, order: SaveOrder) -> None:
        """Asks for another file for what could not be written."""
        if self._session.is_current(order):
            self.save_as()
            return
        path = self._ask_where(order.path)
        if path is not None:
            self._keeper.save(replace(order, path=path, journal=JournalCare.SET_ASIDE))

    def _ask_where(self, start: Path) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the session as"),
            str(start),
            self.tr("Sessions (*{ending})").format(ending=SESSION_ENDING),
        )
        return with_ending(Path(chosen)) if chosen else None

    def may_leave_session(self) -> bool:
        """Makes sure that nothing is lost; False where the person would rather stay."""
        if self._sweep.phase.is_active:
            self._messages.complain(self.tr("Stop the running sweep first; its trials are kept."))
            return False
        self._session.settle()
        self._remarks.settle()
        if self._keeper.is_writing:
            self._keeper.wait(_SAVE_MS)
        if not self._session.is_modified:
            return True
        match ask_to_keep_changes(self._window, self.session_name):
            case ChangesAnswer.SAVE:
                return self._save_now()
            case ChangesAnswer.DISCARD:
                return True
            case ChangesAnswer.STAY:
                return False

    def _save_now(self) -> bool:
        """Saves and waits for it; False where that was declined or did not work."""
        is_asked = self.save_as() if self._session.has_other_setup else self.save()
        return is_asked and self._keeper.wait(_SAVE_MS) and not self._session.is_modified

    def _folder(self) -> Path:
        path = self._session.path
        return path.parent if path is not None else Path.cwd()
