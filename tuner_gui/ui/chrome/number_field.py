"""The entry for one number: keeps the text as typed, steps with the arrow keys. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tuner_gui.ui.chrome.numbers import number_text, parse_number, scaled, stepped
from tuner_gui.ui.chrome.problems import mark_problem
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}


class NumberField(QLineEdit):
    """A number as text; what it means is ``value()``, what is wrong with it others say.

    Signals:
        text_edited: the text, after the person typed or stepped.
    """

    text_edited = Signal(str)

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self._step = 1.0
        self._factor: float | None = None
        self.setMinimumWidth(56)
        self.textEdited.connect(self.text_edited)

    def value(self) -> int | float | None:
        """The number the text says; None if it says none."""
        return parse_number(self.text())

    def set_value(self, value: float | None) -> None:
        """Shows a number, but leaves a text that already says it: ``1,000`` stays as typed."""
        if value is None:
            self.clear()
        elif self.value() != value:
            self.setText(number_text(value))

    def set_stepping(self, *, step: float = 1.0, factor: float | None = None) -> None:
        """What an arrow key does: add ``step``, or multiply by ``factor`` if there is one."""
        self._step = float(step)  # an int has no is_integer() before Python 3.12
        self._factor = factor

    def set_problem(self, message: str | None) -> None:
        """Marks the field as wrong and says why, or takes the mark away."""
        mark_problem(self, message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steps at the arrow and page keys."""
        count = _STEPS.get(Qt.Key(event.key()))
        if count is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        self._step_by(count)
        event.accept()

    def _step_by(self, count: int) -> None:
        value = self.value()
        if value is None:
            return
        if self._factor is None:
            whole = isinstance(value, int) and self._step.is_integer()
            step = int(self._step) if whole else self._step
            result = stepped(value, step, count)
        else:
            result = scaled(value, self._factor, count)
        self.setText(number_text(result))
        self.selectAll()
        self.text_edited.emit(self.text())
