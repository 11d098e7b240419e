"""One parameter in the form of a single trial: its name, its range, its value. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.ui.chrome.fields import ComboBox
from tuner_gui.ui.chrome.labels import ElidedLabel
from tuner_gui.ui.chrome.number_field import NumberField
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.chrome.problems import FieldProblem, mark_problem
from tuner_gui.ui.parameters.typed_values import rule_of
from tuner_gui.ui.space.values_text import value_text
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.core.parameter import Parameter

_LOG_FACTOR = 1.25
_STEPS = 100
"""In so many steps the arrow keys go through a plain range."""


class ParameterRow(QWidget):
    """The field of a parameter; a choice has a list, everything else takes a number.

    Signals:
        edited(): the person changed the value.
    """

    edited = Signal()

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = parameter.name
        self._stranger = ""
        self._field = self._make_field(parameter)
        self._problem = FieldProblem()
        self._lay_out(rule_of(parameter.kind))

    def _make_field(self, parameter: Parameter) -> ComboBox | NumberField:
        name, kind = f"try_{parameter.name}", parameter.kind
        if isinstance(kind, Choice):
            box = ComboBox(name, self.name)
            box.addItems([value_text(value) for value in kind.values])
            box.activated.connect(self._on_edited)
            return box
        number = NumberField(name, self.name)
        number.set_stepping(**_stepping(kind))
        number.text_edited.connect(self._on_edited)
        return number

    @property
    def text(self) -> str:
        """What the field says; of a list also what it does not hold."""
        if isinstance(self._field, NumberField):
            return self._field.text()
        return self._field.currentText() if self._field.currentIndex() >= 0 else self._stranger

    def set_text(self, text: str) -> None:
        """Fills the field."""
        if isinstance(self._field, NumberField):
            self._field.setText(text)
            return
        self._stranger = text
        self._field.setCurrentIndex(self._field.findText(text, Qt.MatchFlag.MatchExactly))
        self._field.setPlaceholderText(text or self.tr("Choose…"))

    def set_problem(self, sentence: str | None) -> None:
        """Says what is wrong with the value, or nothing."""
        mark_problem(self._field, sentence)
        self._problem.set_problem(sentence)

    def _lay_out(self, rule: str) -> None:
        name, hint = ElidedLabel(self.name, "mono"), ElidedLabel(rule, "hint")
        hint.setObjectName(f"try_{self.name}_range")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(name)
        texts.addWidget(hint)
        field = self._field
        field.setAccessibleDescription(rule)
        field.setToolTip(plain_tip(rule))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(METRICS.margin)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(texts, 0, 0)
        grid.addWidget(field, 0, 1)
        grid.addWidget(self._problem, 1, 0, 1, 2)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()


def _stepping(kind: object) -> dict[str, float]:
    match kind:
        case Int(log=True) | Float(log=True):
            return {"factor": _LOG_FACTOR}
        case Int(step=step):
            return {"step": step or 1}
        case Float(low=low, high=high, step=step):
            return {"step": step or float(f"{(high - low) / _STEPS:.1g}")}
        case _:
            return {"step": 0.1}
