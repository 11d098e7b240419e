"""Paints that there is a note about a row, and as much of it as has room. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from tuner_gui.ui.style.theme import Theme

NOTE_MARK = 18
"""The room that the mark alone needs."""
_ICON = 14
_LEAST_TEXT = 110
"""With less room than this the mark stands alone, and the tool tip says the note."""


def paint_note(painter: QPainter, rect: QRect, text: str, theme: Theme) -> None:
    """Paints a note at the left of a box, in the painter's font."""
    top = rect.center().y() - _ICON // 2 + 1
    theme.icons.icon("info", "warn").paint(painter, QRect(rect.left(), top, _ICON, _ICON))
    room = rect.adjusted(NOTE_MARK, 0, 0, 0)
    if room.width() < _LEAST_TEXT:
        return
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(QColor(theme.tokens.warn))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
