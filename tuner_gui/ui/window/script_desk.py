"""From a script to a sweep: asks for the file, has it read, makes the session. GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.bridge.script_reader import ScriptReader
from tuner_gui.session.script_draft import ScriptDraft
from tuner_gui.ui.script.script_dialog import ScriptDialog
from tuner_gui.ui.window.dropped_file import Meaning, meaning_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.script_answer import ScriptAnswer
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.file_desk import FileDesk
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.space_file_desk import SpaceFileDesk


class ScriptDesk(QObject):
    """Nothing changes until the person accepts what was read.

    Args:
        new_config: makes the setup of a new, empty sweep.
    """

    def __init__(
        self,
        window: MainWindow,
        setup: SetupPanel,
        *,
        session: SessionDesk,
        files: FileDesk,
        space_files: SpaceFileDesk,
        messages: SweepMessages,
        new_config: Callable[[], SweepConfig],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._setup = setup
        self._session = session
        self._files = files
        self._space_files = space_files
        self._messages = messages
        self._new_config = new_config
        self._dialog: ScriptDialog | None = None
        self._path = Path()
        self._reader = ScriptReader(self)
        self._reader.answered.connect(self._on_answered)
        self._sorting = LatestCall("dropped-file", 0, self)
        self._sorting.answered.connect(self._on_sorted)
        window.welcome.script_requested.connect(self.ask_for_script)
        window.actions_.from_script.triggered.connect(self.ask_for_script)
        window.file_dropped.connect(self.take_dropped)

    @property
    def is_reading(self) -> bool:
        """True until a file that was asked for has been read."""
        return self._reader.is_busy or self._sorting.is_busy

    def shut_down(self) -> None:
        """Ends what is being read; call it before the window goes."""
        self._reader.close()
        self._sorting.close()
        if self._dialog is not None:
            self._dialog.close()

    @Slot()
    def ask_for_script(self) -> None:
        """Asks for a script, a program or a configuration file, and reads it."""
        path = self._session.path
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Choose a script"),
            str(path.parent if path is not None else Path.cwd()),
            self.tr(
                "Scripts and configurations (*.py *.yaml *.yml *.toml *.json);;Any program (*)"
            ),
        )
        if chosen:
            self.open_script(Path(chosen))

    @Slot(object)
    def open_script(self, path: Path) -> None:
        """Reads a file and shows what was found."""
        if not self._may_begin():
            return
        self._path = path.absolute()
        dialog = self._shown_dialog()
        sentence = self.tr("Reading {file}…").format(file=path.name)
        dialog.show_reading(ScriptDraft(self._path), sentence)
        self._reader.read(self._path)

    @Slot(object)
    def take_dropped(self, path: Path) -> None:
        """Finds out whether a file is a script or another tool's search space, and takes it so."""
        if self._may_begin():
            self._sorting.ask(partial(meaning_of, path))

    def _may_begin(self) -> bool:
        is_locked = self._setup.model.is_locked
        if is_locked:
            self._messages.complain(self.tr("Stop the running sweep first; its trials are kept."))
        return not is_locked

    @Slot(object)
    def _on_sorted(self, meaning: Meaning) -> None:
        if meaning.is_script:
            self.open_script(meaning.path)
        else:
            self._space_files.import_file(meaning.path)

    def _shown_dialog(self) -> ScriptDialog:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
        dialog = self._dialog = ScriptDialog(self._window.theme, self._window)
        dialog.exact_requested.connect(self._on_exact_requested)
        dialog.command_chosen.connect(self._on_command_chosen)
        dialog.cancel_requested.connect(self._on_cancel_requested)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()
        return dialog

    @Slot(object)
    def _on_answered(self, answer: ScriptAnswer) -> None:
        if self._dialog is None or not self._dialog.isVisible():
            return
        before = self._dialog.draft
        has_rows = before is not None and before.read is not None
        if before is not None and has_rows and answer.read is not None:
            draft = before.read_again(answer)
        else:
            draft = ScriptDraft.of(self._path, answer)
        self._dialog.show_answer(draft, answer)

    @Slot()
    def _on_exact_requested(self) -> None:
        draft = None if self._dialog is None else self._dialog.draft
        if self._dialog is not None and draft is not None:
            sentence = self.tr("Running {file} up to its command line…").format(
                file=self._path.name
            )
            self._dialog.show_reading(draft, sentence)
            words = draft.command_words or None
            self._reader.read_exactly(self._path, command=words)

    @Slot(object)
    def _on_command_chosen(self, words: tuple[str, ...]) -> None:
        draft = None if self._dialog is None else self._dialog.draft
        if self._dialog is not None and draft is not None:
            sentence = self.tr("Reading {file}…").format(file=self._path.name)
            self._dialog.show_reading(draft, sentence)
            self._reader.read(self._path, words)

    @Slot()
    def _on_cancel_requested(self) -> None:
        if self._reader.is_busy:
            self._reader.cancel()
            if self._dialog is not None:
                self._dialog.show_stopped()

    @Slot(object)
    def _on_chosen(self, draft: ScriptDraft) -> None:
        if not self._files.may_leave_session():
            return
        self._session.show_new(draft.config(self._new_config()))
        self._session.mark_modified()
        if not draft.ticked or draft.missing():
            self._setup.ask_for_command()
