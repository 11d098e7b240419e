"""What hangs at the pointer while rows are dragged. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QFontMetrics

    from tuner_gui.ui.style.tokens import Tokens

BESIDE_POINTER = QPoint(-14, -14)
"""Where the pointer is in it: outside, so that the row under the pointer is seen."""

_WIDEST = 180
_OPACITY = 0.75
_PAD = 8


def drag_picture(
    words: str, font: QFont, metrics: QFontMetrics, tokens: Tokens, ratio: float
) -> QPixmap:
    """Returns a small, translucent plate with some words; too many end in an ellipsis."""
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST - 2 * _PAD)
    rect = QRect(0, 0, metrics.horizontalAdvance(shown) + 2 * _PAD, metrics.height() + _PAD)
    picture = QPixmap(rect.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(_OPACITY)
    painter.setPen(QColor(tokens.accent))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 4, 4)
    painter.setPen(QColor(tokens.text))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return picture
