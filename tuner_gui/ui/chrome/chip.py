"""The chip: a quiet box in the tool bar that says one thing. GUI thread."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import ElidedLabel, TextLabel
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS

ChipTone = Literal["plain", "good", "warn", "bad"]


class Chip(QFrame):
    """A label and, stronger, a value: ``best 0.9868``."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        set_role(self, "chip")
        self._label = ElidedLabel()
        self._value = TextLabel("", "chip-value")
        self.setFixedHeight(METRICS.control)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(5)
        layout.addWidget(self._label)
        layout.addWidget(self._value)
        self.set_content("")

    def set_content(self, label: str, value: str = "", tone: ChipTone = "plain") -> None:
        """Shows a label, a value, or both; ``tone`` colours the value."""
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self._value.setText(value)
        self._value.setVisible(bool(value))
        set_look(self, "tone", tone)
        self.setAccessibleDescription(self.text())

    def text(self) -> str:
        """What the chip says, as one line."""
        return " ".join(part for part in (self._label.full_text(), self._value.text()) if part)
