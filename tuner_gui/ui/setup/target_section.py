"""What is trained: an estimator from the searchable list, a class, a command. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.core.specs import ClassSpec
from tuner_gui.ui.chrome import (
    IconButton,
    LinkButton,
    NumberField,
    PickerItem,
    SearchPicker,
    WrappedLabel,
)
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.trainable_names import trainable_name
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons

CLASS_KEY = ":class"
"""What the picker answers for a class; no estimator is called so."""

COMMAND_KEY = ":command"
"""What it answers for a script or another command."""


class TargetSection(QWidget):
    """The target with its folds, or the class with where it is.

    Signals:
        class_reading_requested(): the person wants the parameters that the class states.
        command_chosen(): a command is the target now, and is perhaps still to be written.
        retry_requested(): the list of estimators should be read again.
    """

    class_reading_requested = Signal()
    command_chosen = Signal()
    retry_requested = Signal()

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
        self._listed: Catalogue | None = None
        self._others: tuple[str, str] | None = None
        self._opens_when_listed = False
        self._picker = SearchPicker(icons, "setup_target", self.tr("Target"))
        self._folds = NumberField("setup_folds", self.tr("Folds"))
        self._folds.setToolTip(self.tr("Into how many parts cross-validation splits the data."))
        self._path = named(QLineEdit(), "setup_class_path", self.tr("Class"))
        self._path.setPlaceholderText("package.module:Class")
        self._browse = IconButton(
            icons, "folder", self.tr("Choose a Python file"), "setup_class_browse"
        )
        self._read = LinkButton(self.tr("Read its parameters"), "setup_class_read")
        self._read.setToolTip(
            self.tr("Runs the module in a process of its own and asks for HyperParams.")
        )
        self._retry = LinkButton(self.tr("Read the estimators again"), "setup_target_retry")
        self._note = WrappedLabel("", "hint")
        self._note.setObjectName("setup_target_note")
        self._lay_out()
        self._connect()
        self.show_listing()
        self._show()

    def ask_for_estimator(self) -> None:
        """Opens the list of estimators, as soon as it is there."""
        self._picker.setFocus()
        self._opens_when_listed = self._model.facts.catalogue is None
        if not self._opens_when_listed:
            self._picker.open_popup()

    def ask_for_class(self) -> None:
        """Makes a class the target and goes to where it is named."""
        self._model.choose_class()
        self._path.setFocus()

    def show_listing(self, problem: str | None = None) -> None:
        """Says that the estimators are being read, or why they could not be."""
        is_listed = self._model.facts.catalogue is not None
        waiting = self.tr("Reading the estimators…")
        placeholder = self.tr("Choose what to train…")
        self._picker.set_placeholder(placeholder if is_listed or problem else waiting)
        self._retry.setVisible(problem is not None)
        self.show_note(problem or "")
        if is_listed and self._opens_when_listed and self._picker.hasFocus():
            self.ask_for_estimator()

    def show_note(self, text: str) -> None:
        """Says something below the target; an empty text takes it away."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def show_class_reading(self, *, is_reading: bool) -> None:
        """Says whether the class is being asked."""
        asking, ready = self.tr("Reading…"), self.tr("Read its parameters")
        self._read.setText(asking if is_reading else ready)
        self._read.setEnabled(not is_reading)

    def _lay_out(self) -> None:
        self._target_line = FieldLine(
            Cell("target", self.tr("Target"), self._picker, stretch=5),
            Cell("folds", self.tr("Folds"), self._folds, stretch=1),
        )
        self._class_line = FieldLine(
            Cell("class_path", self.tr("Class"), self._path, beside=self._browse)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._target_line)
        layout.addWidget(self._class_line)
        layout.addWidget(self._read)
        layout.addWidget(self._note)
        layout.addWidget(self._retry)

    def _connect(self) -> None:
        self._picker.chosen.connect(self._on_chosen)
        self._folds.text_edited.connect(partial(self._on_edited, "folds"))
        self._path.textEdited.connect(partial(self._on_edited, "class_path"))
        self._browse.clicked.connect(self._on_browse_clicked)
        self._read.clicked.connect(self.class_reading_requested)
        self._retry.clicked.connect(self.retry_requested)
        self._model.changed.connect(self._show)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.show_note("")
        if key == CLASS_KEY:
            self.ask_for_class()
        elif key == COMMAND_KEY:
            self._model.choose_command()
            self.command_chosen.emit()
        else:
            self._model.choose_estimator(key)

    def _on_edited(self, field: str, text: str) -> None:
        self.show_note("")
        self._model.set_field(field, text, self.tr("Change the target"))

    @Slot()
    def _on_browse_clicked(self) -> None:
        path = self._choose_file(self, self.tr("Choose a Python file"), self.tr("Python (*.py)"))
        if path:
            self._on_edited("class_path", f"{path}:{trainable_name(path)}")

    @Slot()
    def _show(self) -> None:
        draft, faults = self._model.draft, self._model.reading.faults
        self._list_items()
        is_class, is_estimator = draft.target_kind == "class", draft.target_kind == "estimator"
        special = {"class": CLASS_KEY, "command": COMMAND_KEY}.get(draft.target_kind)
        self._picker.choose(special or draft.estimator * is_estimator)
        show_text(self._folds, draft.folds)
        show_text(self._path, draft.class_path)
        self._target_line.show_cell("folds", is_shown=is_estimator)
        self._class_line.setVisible(is_class)
        self._read.setVisible(isinstance(self._model.reading.config.target, ClassSpec))
        self._target_line.show_problems(faults)
        self._class_line.show_problems(faults)

    def _list_items(self) -> None:
        """The estimators by kind; the chosen one also where it is not among them."""
        catalogue, draft = self._model.facts.catalogue, self._model.draft
        chosen = draft.estimator if draft.target_kind == "estimator" else ""
        is_known = not chosen or (catalogue is not None and catalogue.entry(chosen) is not None)
        stranger = "" if is_known else chosen
        command = draft.command.label
        others = (stranger, command)
        if self._listed is catalogue and self._others == others:
            return
        self._listed, self._others = catalogue, others
        tip = self.tr("A class of your own with train(dataset) and validate(dataset)")
        items = [PickerItem(CLASS_KEY, self.tr("Python class…"), self.tr("Your own"), tip)]
        words = command or self.tr("Script or command…")
        tip = self.tr("Any program, its parameters passed as arguments, or in a file")
        items.append(PickerItem(COMMAND_KEY, words, self.tr("Your own"), tip))
        if stranger:
            items.append(PickerItem(stranger, stranger, "scikit-learn"))
        titles = {"classifier": self.tr("Classifiers"), "regressor": self.tr("Regressors")}
        items += [
            PickerItem(entry.name, entry.name, title, entry.summary)
            for kind, title in titles.items()
            for entry in (catalogue.estimators if catalogue is not None else ())
            if entry.kind == kind
        ]
        self._picker.set_items(items)
