"""Which Python runs a command: this program's, one found beside the script, any. GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.targets.command.interpreters import find_interpreters
from tuner_gui.ui.chrome import ComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.setup.file_choice import FileChooser

_TIP_ROLE = 3


class InterpreterChoice(ComboBox):
    """Looks for virtual environments in the background.

    Signals:
        interpreter_chosen(str): its path; empty for the one that runs this program.
    """

    interpreter_chosen = Signal(str)

    def __init__(self, choose_file: FileChooser, parent: QWidget | None = None) -> None:
        super().__init__("setup_command_python", "", parent)
        self.setAccessibleName(self.tr("Python"))
        self.setToolTip(self.tr("What {python} stands for in the command."))
        self._choose_file = choose_file
        self._folder: Path | None = None
        self._found: tuple[Path, ...] = ()
        self._chosen = ""
        self._default_tip = self.tr("The Python that runs this program")
        self._paths: list[str] = []
        self._finder = LatestCall("interpreters", 0, self)
        self._finder.answered.connect(self._on_found)
        self.activated.connect(self._on_activated)
        self._fill()

    def look_in(self, folder: Path | None) -> None:
        """Looks for interpreters near the script."""
        if folder == self._folder:
            return
        self._folder, self._found = folder, ()
        if folder is not None:
            self._finder.ask(partial(find_interpreters, folder))
        self._fill()

    def show_interpreter(self, path: str) -> None:
        """Shows a choice without telling anybody."""
        if path != self._chosen:
            self._chosen = path
            self._fill()

    def close_finder(self) -> None:
        """Waits for what is looked for; call it before the window goes."""
        self._finder.close()

    @Slot(object)
    def _on_found(self, found: tuple[Path, ...]) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        paths = ["", *map(str, self._found)]
        if self._chosen not in paths:
            paths.append(self._chosen)
        titles = [self.tr("default"), *map(self._title, paths[1:])]
        self.clear()
        for place, (path, title) in enumerate(zip(paths, titles, strict=True)):
            self.addItem(title)
            self.setItemData(place, path or self._default_tip, _TIP_ROLE)
        self.addItem(self.tr("Choose…"))
        self._paths = paths
        self.setCurrentIndex(paths.index(self._chosen))

    def _title(self, path: str) -> str:
        """The environment's own name; the path where it is none that was found."""
        if not any(str(found) == path for found in self._found):
            return path
        home = Path(path).parent.parent
        is_beside = self._folder is not None and home.parent == self._folder.absolute()
        return home.name if is_beside else f"{home.parent.name}/{home.name}"

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        if place < len(self._paths):
            path = self._paths[place]
        else:
            title = self.tr("Choose a Python")
            path = self._choose_file(self, title, self.tr("All files (*)"))
            if not path:
                self.setCurrentIndex(self._paths.index(self._chosen))
                return
        self.interpreter_chosen.emit(path)
