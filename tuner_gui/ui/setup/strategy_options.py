"""The options of a model: a form made from its fields. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import NumberField
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuner_gui.ui.setup.option_fields import OptionField


class OptionsForm(QWidget):
    """A check box for true/false, a number field for a number, some to a line.

    Args:
        prefix: of the names of the controls and of the problems.
        in_a_line: so many numbers stand side by side.

    Signals:
        edited(str, str): the name of a field and its text.
    """

    edited = Signal(str, str)

    def __init__(self, prefix: str, *, in_a_line: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self._in_a_line = in_a_line
        self._fields: tuple[OptionField, ...] = ()
        self._controls: dict[str, QCheckBox | NumberField] = {}
        self._lines: list[FieldLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(METRICS.gap)
        self.hide()

    def set_fields(self, fields: Sequence[OptionField]) -> None:
        """Makes the controls, unless these fields are already there."""
        if tuple(fields) == self._fields:
            return
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._fields = tuple(fields)
        self._controls = {field.name: self._control(field) for field in fields}
        numbers = [field for field in fields if field.type != "bool"]
        step = self._in_a_line
        groups = [numbers[at : at + step] for at in range(0, len(numbers), step)]
        self._lines = [FieldLine(*map(self._cell, group)) for group in groups]
        boxes = [each for each in self._controls.values() if isinstance(each, QCheckBox)]
        for widget in (*self._lines, *boxes):
            self._layout.addWidget(widget)
            widget.show()  # Qt would show it only later
        self.setVisible(bool(fields))

    def control(self, name: str) -> QWidget:
        """Returns the control of a field."""
        return self._controls[name]

    def show_texts(self, text_of: Callable[[str], str]) -> None:
        """Shows the text of each field."""
        for name, control in self._controls.items():
            if isinstance(control, QCheckBox):
                control.setChecked(text_of(name) == "true")
            else:
                show_text(control, text_of(name))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Shows problems by prefix and name of the field: `strategy.candidates`."""
        for line in self._lines:
            line.show_problems(problems)

    def _cell(self, field: OptionField) -> Cell:
        return Cell(f"{self._prefix}.{field.name}", field.title, self._controls[field.name])

    def _control(self, field: OptionField) -> QCheckBox | NumberField:
        name = f"{self._prefix}_{field.name}"
        control: QCheckBox | NumberField
        if field.type == "bool":
            control = named(QCheckBox(field.title), name, field.title)
            control.clicked.connect(partial(self._on_clicked, field.name, control))
        else:
            control = NumberField(name, field.title)
            control.set_stepping(step=1.0 if field.type == "int" else 0.1)
            control.setPlaceholderText(self.tr("none") if field.is_optional else "")
            control.text_edited.connect(partial(self.edited.emit, field.name))
        control.setToolTip(plain_tip(field.description))
        return control

    def _on_clicked(self, name: str, box: QCheckBox) -> None:
        self.edited.emit(name, "true" if box.isChecked() else "false")
