"""A field for a path: what does not fit is left out at its front. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_INSET = 2
"""What Qt leaves free on both sides of a line's text."""


class PathField(QLineEdit):
    """Shows "…" at the front of what does not fit while nobody types in it."""

    def shown_text(self) -> str:
        """What can be read of the text."""
        width = self._place().width()
        mode = Qt.TextElideMode.ElideLeft
        return self.fontMetrics().elidedText(self.text(), mode, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the line as Qt does, but for a text that does not fit."""
        shown = self.shown_text()
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().text().color())
        painter.drawText(self._place(), Qt.AlignmentFlag.AlignVCenter, shown)

    def _place(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.marginsRemoved(self.textMargins()).adjusted(_INSET, 0, -_INSET, 0)
