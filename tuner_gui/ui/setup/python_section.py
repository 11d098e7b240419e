"""Code of the person's own as the target: where it is, what it is. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import IconButton, LinkButton, PickerItem, SearchPicker, WrappedLabel
from tuner_gui.ui.chrome.labels import ElidedLabel
from tuner_gui.ui.setup.field_line import Cell, FieldLine
from tuner_gui.ui.setup.read_target import python_path, python_target
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.bridge.python_reader import NamesAnswer
    from tuner_gui.targets.defined_names import DefinedName, NameKind
    from tuner_gui.targets.python_targets import PythonTarget
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons


class PythonSection(QWidget):
    """The path, the names that its file defines, and what the chosen one is.

    Signals:
        reading_requested(): what the path names should be loaded, in a process of its own.
        cancel_requested(): that takes too long.
        names_requested(Path): what this file defines should be listed.
    """

    reading_requested = Signal()
    cancel_requested = Signal()
    names_requested = Signal(object)

    def __init__(
        self,
        model: SetupModel,
        icons: Icons,
        choose_file: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._choose_file = choose_file
        self._listed: NamesAnswer | None = None
        self._is_reading = self._is_choosing = False
        self._path = named(QLineEdit(), "setup_python_path", self.tr("Python code"))
        self._path.setPlaceholderText("package.module:name or file.py:name")
        self._path.setToolTip(
            self.tr(
                "A function, a class with train and validate, an Optuna objective, a scikit-learn\n"
                "estimator or Pipeline. Press Enter, and it is loaded in a process of its own."
            )
        )
        self._browse = IconButton(
            icons, "folder", self.tr("Choose a Python file"), "setup_python_browse"
        )
        self._names = SearchPicker(icons, "setup_python_name", self.tr("What to tune"))
        self._names.set_placeholder(self.tr("Choose what to tune…"))
        self._kind = ElidedLabel("", "second")
        self._kind.setObjectName("setup_python_kind")
        self._read = LinkButton("", "setup_python_read")
        self._read.setToolTip(
            self.tr("Loads it in a process of its own and asks for its parameters.")
        )
        self._note = WrappedLabel("", "hint")
        self._note.setObjectName("setup_python_note")
        self._lay_out()
        self._connect()
        self._show()

    def focus_path(self) -> None:
        """Goes to where the code is named."""
        self._path.setFocus()

    def show_names(self, answer: NamesAnswer) -> None:
        """Offers what a file defines; if that was just chosen, goes on to its only name."""
        self._listed = answer
        self._names.set_items(list(map(self._item, answer.names)))
        is_choosing, self._is_choosing = self._is_choosing, False
        self._show()
        if not is_choosing or self._source() != answer.path:
            return
        if len(answer.names) == 1:
            self._on_name_chosen(answer.names[0].name)
        elif answer.names:
            self._names.setFocus()
            QTimer.singleShot(0, self._names, self._names.open_popup)

    def show_reading(self, *, is_reading: bool) -> None:
        """Says whether the code is being asked."""
        self._is_reading = is_reading
        self._show()

    def _lay_out(self) -> None:
        self._path_line = FieldLine(
            Cell("python_path", self.tr("Python code"), self._path, beside=self._browse)
        )
        self._name_line = FieldLine(Cell("python_name", self.tr("Name in the file"), self._names))
        links = QHBoxLayout()
        links.setSpacing(METRICS.margin)
        links.addWidget(self._kind)
        links.addWidget(self._read)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._path_line)
        layout.addWidget(self._name_line)
        layout.addLayout(links)
        layout.addWidget(self._note)

    def _connect(self) -> None:
        self._path.textEdited.connect(self._on_path_edited)
        self._path.returnPressed.connect(self._on_return_pressed)
        self._browse.clicked.connect(self._on_browse_clicked)
        self._names.chosen.connect(self._on_name_chosen)
        self._read.clicked.connect(self._on_read_clicked)
        self._model.changed.connect(self._show)

    @Slot(str)
    def _on_path_edited(self, text: str) -> None:
        self._is_choosing = False
        self._model.set_field("python_path", text, self.tr("Change the target"))
        self._list_names()

    @Slot()
    def _on_return_pressed(self) -> None:
        if self._model.is_locked:
            return
        if self._is_named():
            self.reading_requested.emit()
        elif self._source() is not None:
            self._is_choosing = True
            self._list_names(is_anew=True)

    @Slot()
    def _on_browse_clicked(self) -> None:
        path = self._choose_file(self, self.tr("Choose a Python file"), self.tr("Python (*.py)"))
        if path:
            self._is_choosing = True
            self._model.choose_python(path)
            self._list_names(is_anew=True)

    @Slot(str)
    def _on_name_chosen(self, name: str) -> None:
        source = self._source()
        if source is not None:
            self._model.choose_python(f"{source}:{name}")
            self.reading_requested.emit()

    @Slot()
    def _on_read_clicked(self) -> None:
        (self.cancel_requested if self._is_reading else self.reading_requested).emit()

    def _list_names(self, *, is_anew: bool = False) -> None:
        source = self._source()
        if source is not None and (is_anew or self._listed is None or self._listed.path != source):
            self.names_requested.emit(source)

    def _source(self) -> Path | None:
        """The file that the path names, with or without a name in it."""
        path = python_path(self._model.draft)
        file = path if path.endswith(".py") else path.rpartition(":")[0]
        return Path(file) if file.endswith(".py") else None

    def _is_named(self) -> bool:
        return python_path(self._model.draft).rpartition(":")[2].isidentifier() and (
            ":" in self._model.draft.python_path
        )

    # what is shown

    @Slot()
    def _show(self) -> None:
        draft = self._model.draft
        self.setVisible(draft.target_kind == "python")
        if draft.target_kind != "python":
            return
        if self._path.text() != draft.python_path:
            self._path.setText(draft.python_path)  # the name at its end is what tells it apart
        found = python_target(draft, self._model.facts)
        self._show_names()
        self._kind.setText(self._kind_words(found))
        self._kind.setVisible(found is not None or self._is_reading)
        self._read.setText(self._read_words(found))
        self._read.setVisible(self._is_reading or self._is_named())
        self._show_note(found)
        self._path_line.show_problems(self._model.reading.faults)

    def _show_names(self) -> None:
        listed = self._listed
        is_shown = listed is not None and listed.path == self._source() and bool(listed.names)
        self._name_line.setVisible(is_shown)
        if is_shown:
            name = python_path(self._model.draft).rpartition(":")[2]
            self._names.choose(name)

    def _show_note(self, found: PythonTarget | None) -> None:
        listed, path = self._listed, python_path(self._model.draft)
        notes: list[str] = list(found.notes) if found is not None else []
        answer = self._model.facts.python.get(path)
        if answer is not None and answer.target is not None and not answer.target.rows:
            notes.insert(0, self.tr("It states no parameters; add them below."))
        if listed is not None and listed.path == self._source() and not self._is_named():
            none = self.tr("%s defines no function, class or estimator to tune.")
            if not listed.names:
                notes.append(listed.problem or none % listed.path.name)
        self._note.setText("\n".join(notes))
        self._note.setVisible(bool(notes) and not self._is_reading)

    def _read_words(self, found: PythonTarget | None) -> str:
        if self._is_reading:
            return self.tr("Stop")
        return self.tr("Read it") if found is None else self.tr("Read its parameters")

    def _kind_words(self, found: PythonTarget | None) -> str:
        if self._is_reading:
            return self.tr("Reading…")
        if found is None:
            return ""
        if found.kind == "pipeline":
            kinds = {"classifier": self.tr("Classifier"), "regressor": self.tr("Regressor")}
            return kinds.get(found.estimator or "", self.tr("Estimator"))
        return self.tr("Class") if found.kind == "class" else self.tr("Function")

    def _item(self, defined: DefinedName) -> PickerItem:
        sections: dict[NameKind, str] = {
            "function": self.tr("Function"),
            "objective": self.tr("Optuna objective"),
            "class": self.tr("Class"),
            "pipeline": self.tr("Estimator"),
        }
        tip = ", ".join(defined.parameters)
        return PickerItem(defined.name, defined.name, sections[defined.kind], tip)
