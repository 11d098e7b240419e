"""Paints where dragged rows would go. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tuner_gui.ui.space.row_guides import indent_of
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.style.tokens import Tokens

_RING = 3.0


def paint_drop_on(painter: QPainter, rect: QRect, tokens: Tokens) -> None:
    """Frames the row that others would depend on."""
    fill = QColor(tokens.accent)
    fill.setAlphaF(0.14)
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(3, 2, -3, -3), 5, 5)


def paint_drop_line(painter: QPainter, y: int, depth: int, width: int, tokens: Tokens) -> None:
    """Draws the line between two rows, as far in as the rows would sit."""
    top = min(max(float(y), _RING + 1), float(painter.viewport().height()) - _RING - 1)
    left = METRICS.margin + indent_of(depth)
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(left, top), _RING, _RING)
    painter.drawLine(QPointF(left + _RING, top), QPointF(width - METRICS.gap, top))
