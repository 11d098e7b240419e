"""Search spaces of other tools: read into the form, and written from it. GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.errors import TuningError
from tuner_gui.core.objective import Direction
from tuner_gui.exchange.spaces.exporting import (
    SPACE_FORMATS,
    export_space,
    hints_of,
    write_space,
)
from tuner_gui.exchange.spaces.importing import SUFFIXES, import_space
from tuner_gui.session.naming import name_of
from tuner_gui.ui.window.notes_dialog import NotesDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from tuner_gui.exchange.spaces.result import ExportedSpace, ImportedSpace, SetupHints
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.session_desk import SessionDesk


class SpaceFileDesk(QObject):
    """Imports replace the rows in one step; what is not quite the same is listed by name."""

    def __init__(
        self,
        window: MainWindow,
        setup: SetupPanel,
        *,
        session: SessionDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._setup = setup
        self._form = setup.model.space
        self._session = session
        self._messages = messages
        self._file = Path()
        self._reader = LatestCall("space-file-reader", 0, self)
        self._reader.answered.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self._export_menu = window.menus.export_space
        for name, known in SPACE_FORMATS.items():
            title = known.title.replace("&", "&&")  # a menu takes an & for the sign of a key
            self._export_menu.addAction(f"{title}…").setData(name)
        self._export_menu.triggered.connect(self._on_export_chosen)
        window.actions_.import_space.triggered.connect(self.ask_to_import)
        self._form.changed.connect(self._refresh)
        self._refresh()

    @property
    def is_reading(self) -> bool:
        """True until a file that was asked for has been read."""
        return self._reader.is_busy

    # in

    @Slot()
    def ask_to_import(self) -> None:
        """Asks for a file and imports its space."""
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import a search space"),
            str(self._folder()),
            self.tr("Search spaces ({endings});;All files (*)").format(endings=endings),
        )
        if chosen:
            self.import_file(Path(chosen))

    @Slot(object)
    def import_file(self, path: Path) -> None:
        """Reads a file on a thread of its own; its space then replaces the rows."""
        if self._may_edit():
            self._file = path
            self._reader.ask(partial(import_space, path))

    def _may_edit(self) -> bool:
        if self._form.is_locked:
            self._messages.complain(self.tr("Stop the running sweep first; its trials are kept."))
        return not self._form.is_locked

    @Slot(object)
    def _on_read(self, imported: ImportedSpace) -> None:
        if not self._may_edit():
            return
        file = self._file.name
        self._form.replace_all(imported.space, self.tr("Import %s") % file)
        self._window.show_workspace()
        count = len(imported.space)
        text = self.tr("{count} parameters imported from {file}, a file of {tool}.")
        if count == 1:
            text = self.tr("1 parameter imported from {file}, a file of {tool}.")
        text = text.format(count=count, file=file, tool=imported.tool)
        self._messages.tell(f"{text} {self._asked_for(imported.hints)}".strip())
        if imported.notes:
            title = self.tr("Imported search space")
            summary = self.tr("{count} things are not quite as they are in {file}")
            if len(imported.notes) == 1:
                summary = self.tr("One thing is not quite as it is in {file}")
            summary = summary.format(count=len(imported.notes), file=file)
            NotesDialog(self._window, title, summary, imported.notes).open()

    def _asked_for(self, hints: SetupHints) -> str:
        """What the file says of the setup, which is left as it is."""
        said = [hints.strategy.title] if hints.strategy is not None else []
        if hints.trials is not None:
            said.append(self.tr("{count} trials").format(count=hints.trials))
        if hints.metric:
            is_maximized = hints.direction is Direction.MAXIMIZE
            text = self.tr("highest {metric}") if is_maximized else self.tr("lowest {metric}")
            said.append(text.format(metric=hints.metric))
        if not said:
            return ""
        return self.tr("The file also asks for: {wishes}.").format(wishes=", ".join(said))

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._window.show_workspace()
        self._messages.complain(sentence)

    # out

    @Slot(object)
    def _on_export_chosen(self, action: QAction) -> None:
        self.export_as(str(action.data()))

    def export_as(self, format_name: str) -> None:
        """Shows what the other tool does not know, then asks for a file and writes it."""
        space = self._form.space
        if space is None:
            self._messages.complain(self.tr("Mend the parameters first; one cannot be read."))
            return
        try:
            exported = export_space(space, format_name, hints_of(self._setup.config()))
        except TuningError as error:
            self._messages.complain(str(error))
            return
        if not exported.losses:
            self._write(exported, format_name)
            return
        title = SPACE_FORMATS[format_name].title
        summary = self.tr("{count} things will not be quite the same in the {format}")
        if len(exported.losses) == 1:
            summary = self.tr("One thing will not be quite the same in the {format}")
        dialog = NotesDialog(
            self._window,
            self.tr("Export the search space"),
            summary.format(count=len(exported.losses), format=title),
            exported.losses,
            self.tr("Export…"),
        )
        dialog.accepted.connect(partial(self._write, exported, format_name))
        dialog.open()

    def _write(self, exported: ExportedSpace, format_name: str) -> None:
        known = SPACE_FORMATS[format_name]
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export the search space"),
            str(self._folder() / f"{self._name()}{known.suffix}"),
            f"{known.title} (*{known.suffix})",
        )
        if not chosen:
            return
        try:
            write_space(Path(chosen), exported)
        except TuningError as error:
            self._messages.complain(str(error))
            return
        text = self.tr("Search space written to {file}.")
        self._messages.tell(text.format(file=Path(chosen).name))

    def _folder(self) -> Path:
        path = self._session.path
        return path.parent if path is not None else Path.cwd()

    def _name(self) -> str:
        path = self._session.path
        return f"{name_of(path)}.space" if path is not None else "space"

    @Slot()
    def _refresh(self) -> None:
        self._window.actions_.import_space.setEnabled(not self._form.is_locked)
        self._export_menu.setEnabled(len(self._form.draft) > 0)
