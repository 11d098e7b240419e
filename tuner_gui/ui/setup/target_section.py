"""What is trained: an estimator from the searchable list, own code, a command. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome import LinkButton, NumberField, PickerItem, SearchPicker, WrappedLabel
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.read_target import is_scored, target_name
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons

PYTHON_KEY = ":python"
"""What the picker answers for own code; no estimator is called so."""

COMMAND_KEY = ":command"
"""What it answers for a script or another command."""


class TargetSection(QWidget):
    """The target with its folds.

    Signals:
        python_chosen(): code of the person's own is the target now, and is still to be named.
        command_chosen(): a command is the target now, and is perhaps still to be written.
        retry_requested(): the list of estimators should be read again.
    """

    python_chosen = Signal()
    command_chosen = Signal()
    retry_requested = Signal()

    def __init__(self, model: SetupModel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._listed: Catalogue | None = None
        self._others: tuple[str, ...] | None = None
        self._opens_when_listed = False
        self._picker = SearchPicker(icons, "setup_target", self.tr("Target"))
        self._folds = NumberField("setup_folds", self.tr("Folds"))
        self._folds.setToolTip(self.tr("Into how many parts cross-validation splits the data."))
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

    def _lay_out(self) -> None:
        self._target_line = FieldLine(
            Cell("target", self.tr("Target"), self._picker, stretch=5),
            Cell("folds", self.tr("Folds"), self._folds, stretch=1),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._target_line)
        layout.addWidget(self._note)
        layout.addWidget(self._retry)

    def _connect(self) -> None:
        self._picker.chosen.connect(self._on_chosen)
        self._folds.text_edited.connect(self._on_folds_edited)
        self._retry.clicked.connect(self.retry_requested)
        self._model.changed.connect(self._show)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.show_note("")
        if key == PYTHON_KEY:
            self._model.choose_python()
            self.python_chosen.emit()
        elif key == COMMAND_KEY:
            self._model.choose_command()
            self.command_chosen.emit()
        else:
            self._model.choose_estimator(key)

    @Slot(str)
    def _on_folds_edited(self, text: str) -> None:
        self._model.set_field("folds", text, self.tr("Change the target"))

    @Slot()
    def _show(self) -> None:
        draft, faults = self._model.draft, self._model.reading.faults
        self._list_items()
        special = {"python": PYTHON_KEY, "command": COMMAND_KEY}.get(draft.target_kind)
        is_estimator = draft.target_kind == "estimator"
        self._picker.choose(special or draft.estimator * is_estimator)
        show_text(self._folds, draft.folds)
        self._target_line.show_cell("folds", is_shown=is_scored(draft, self._model.facts))
        self._target_line.show_problems(faults)

    def _list_items(self) -> None:
        """The estimators by kind; the chosen one also where it is not among them."""
        catalogue, draft = self._model.facts.catalogue, self._model.draft
        chosen = draft.estimator if draft.target_kind == "estimator" else ""
        is_known = not chosen or (catalogue is not None and catalogue.entry(chosen) is not None)
        stranger = "" if is_known else chosen
        command = draft.command.label
        code = target_name(draft) if draft.target_kind == "python" else ""
        others = (stranger, command, code)
        if self._listed is catalogue and self._others == others:
            return
        self._listed, self._others = catalogue, others
        tip = self.tr("Also an Optuna objective, or a scikit-learn estimator that a module holds")
        code = code or self.tr("Python function, class or pipeline…")
        items = [PickerItem(PYTHON_KEY, code, self.tr("Your own"), tip)]
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
