"""What a session would run, whole, in rows that scroll where they are many. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 480
_TALLEST = 260
_BORDER = 1


class CodeRows(QScrollArea):
    """Labels at the left, what runs at the right: nothing of it is cut, whatever its length."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trust_rows", self.tr("What would run"))
        set_role(self, "card")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleDescription("\n".join(f"{label}: {text}" for label, text in rows))
        content = _content(rows)
        self.setWidget(content)
        height = content.heightForWidth(_WIDTH - 2 * _BORDER) + 2 * _BORDER
        self.setFixedSize(_WIDTH, min(height, _TALLEST))


def _content(rows: Sequence[tuple[str, str]]) -> QWidget:
    content = QWidget()
    set_role(content, "plain")
    grid = QGridLayout(content)
    grid.setContentsMargins(*(METRICS.margin,) * 4)
    grid.setHorizontalSpacing(METRICS.section)
    grid.setVerticalSpacing(METRICS.gap)
    grid.setColumnStretch(1, 1)
    for row, (label, text) in enumerate(rows):
        name, value = TextLabel(label, "field"), TextLabel(breakable(text, is_whole=True), "mono")
        value.setObjectName(f"trust_value_{row}")
        value.setWordWrap(True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for widget in (name, value):
            widget.ensurePolished()
            widget.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1)
    return content
