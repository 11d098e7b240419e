"""The small card beside the pointer that says what a mark stands for. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.style.roles import set_role

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

_AWAY = 12
_WIDEST = 320


class TipCard(QFrame):
    """Two lines: the trial, and what tells most about it. The mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chart_tip")
        set_role(self, "chip")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = TextLabel("", "chip-value")
        self._detail = TextLabel("", "small")
        self._title.setObjectName("chart_tip_title")
        self._detail.setObjectName("chart_tip_detail")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 7)
        layout.setSpacing(1)
        layout.addWidget(self._title)
        layout.addWidget(self._detail)
        self.hide()

    def show_beside(self, mark: QPoint, inside: QRect, title: str, detail: str) -> None:
        """Shows two lines near a mark, within a rectangle, without covering the mark."""
        metrics = self._detail.fontMetrics()
        self._title.setText(title)
        self._detail.setText(metrics.elidedText(detail, Qt.TextElideMode.ElideRight, _WIDEST))
        self._detail.setVisible(bool(detail))
        self.adjustSize()
        left = mark.x() - self.width() // 2
        top = mark.y() + _AWAY
        if top + self.height() > inside.bottom():
            top = mark.y() - _AWAY - self.height()
        left = max(inside.left(), min(left, inside.right() - self.width()))
        self.move(left, max(inside.top(), top))
        self.show()
        self.raise_()
