"""Paints the small drawing of a distribution. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from tuner_gui.ui.space.sketch import Sketch
    from tuner_gui.ui.style.tokens import Tokens

_SQUARE = 14


def paint_sketch(
    painter: QPainter, box: QRectF, sketch: Sketch, tokens: Tokens, *, is_dim: bool = False
) -> None:
    """Paints the drawing of a distribution into a box, on the painter's ground."""
    line = QColor(tokens.text_third if is_dim else tokens.accent)
    fill = QColor(line)
    fill.setAlphaF(0.62 if sketch.shape in {"bars", "squares"} else 0.28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    match sketch.shape:
        case "density":
            _paint_density(painter, box, sketch.heights, line)
        case "bars":
            _paint_bars(painter, box, sketch.heights)
        case "squares":
            _paint_squares(painter, box, len(sketch.heights))
        case "spike":
            middle = box.center().x()
            painter.drawRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1))
            painter.setBrush(line)
            painter.drawRect(QRectF(middle - 1, box.top() + 2, 2, box.height() - 2))
        case "none":
            pass


def _paint_density(
    painter: QPainter, box: QRectF, heights: tuple[float, ...], line: QColor
) -> None:
    top, height = box.top() + 2, box.height() - 2
    step = box.width() / (len(heights) - 1)
    curve = [
        QPointF(box.left() + place * step, top + height * (1 - share))
        for place, share in enumerate(heights)
    ]
    painter.drawPolygon(QPolygonF([*curve, box.bottomRight(), box.bottomLeft()]))
    painter.setPen(QPen(line, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(curve))


def _paint_bars(painter: QPainter, box: QRectF, heights: tuple[float, ...]) -> None:
    pitch = box.width() / len(heights)
    width = min(pitch * 0.6, 10.0)
    for place, share in enumerate(heights):
        left = box.left() + place * pitch + (pitch - width) / 2
        height = max(1.0, (box.height() - 2) * share)
        painter.drawRect(QRectF(left, box.bottom() - height, width, height))


def _paint_squares(painter: QPainter, box: QRectF, count: int) -> None:
    pitch = box.width() / count
    side = min(pitch - 3, float(_SQUARE))
    top = box.center().y() - side / 2
    for place in range(count):
        painter.drawRect(QRectF(box.left() + place * pitch + (pitch - side) / 2, top, side, side))
