"""Which trials are stopped before their end: the rule of early stopping. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ComboBox, FieldNote, WrappedLabel
from tuner_gui.ui.setup.field_line import Cell, FieldLine
from tuner_gui.ui.setup.read_target import is_scored, target_name
from tuner_gui.ui.setup.strategy_options import OptionsForm
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel


class EarlyStoppingSection(QWidget):
    """The rule with its options and advice, and whether it can do anything for the target."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._rule = ComboBox("setup_early_stopping", self.tr("Early stopping"))
        self._rule.setToolTip(
            self.tr(
                "Ends trials that do badly while they still run, by the steps that they report,\n"
                "and so leaves their time to better ones."
            )
        )
        self._tags = ["", *(each.tag for each in model.draft.rules)]
        titles = [each.base.title for each in model.draft.rules]
        self._rule.addItems([self.tr("None"), *titles])
        self._line = FieldLine(Cell("early_stopping", self.tr("Early stopping"), self._rule))
        self._advice = WrappedLabel("", "hint")
        self._advice.setObjectName("setup_early_stopping_advice")
        self._options = OptionsForm("early_stopping")
        self._note = FieldNote()
        self._note.setObjectName("setup_early_stopping_note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        for widget in (self._line, self._advice, self._note, self._options):
            layout.addWidget(widget)
        self._rule.activated.connect(self._on_rule_activated)
        self._options.edited.connect(self._on_option_edited)
        model.changed.connect(self._show)
        self._show()

    @Slot(int)
    def _on_rule_activated(self, index: int) -> None:
        label = self.tr("Change early stopping")
        self._model.set_field("early_stopping", self._tags[index], label)

    @Slot(str, str)
    def _on_option_edited(self, name: str, text: str) -> None:
        draft = self._model.draft.with_rule_option(name, text)
        label = self.tr("Change early stopping")
        self._model.apply(draft, label, merge=f"early_stopping.{name}")

    @Slot()
    def _show(self) -> None:
        draft, faults = self._model.draft, self._model.reading.faults
        chosen = draft.chosen_rule
        self._rule.setCurrentIndex(self._tags.index(draft.early_stopping))
        self._line.show_problems(faults)
        self._advice.setText("" if chosen is None else chosen.base.advice)
        self._advice.setVisible(chosen is not None)
        self._options.set_fields(() if chosen is None else chosen.fields)
        if chosen is not None:
            self._options.show_texts(chosen.text)
        self._options.show_problems(faults)
        self._show_note()

    def _show_note(self) -> None:
        draft = self._model.draft
        is_idle = draft.chosen_rule is not None and is_scored(draft, self._model.facts)
        if not is_idle:
            self._note.set_note(None)
            return
        note = self.tr("{target} reports no steps, so no trial of it will be stopped.")
        self._note.set_note(note.format(target=target_name(draft)))
