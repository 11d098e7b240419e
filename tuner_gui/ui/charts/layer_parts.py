"""What the pictures of all charts are made of: hairlines, quiet words, the focus. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.charts.framing import Frame
    from tuner_gui.ui.style.theme import Theme

WORD_HEIGHT = 16


def paint_hairlines(
    painter: QPainter, frame: Frame, ordinates: Sequence[float], theme: Theme
) -> None:
    """Paints a horizontal line at each ordinate."""
    colour = QColor(theme.tokens.grid)
    for y in frame.y(ordinates):
        painter.fillRect(QRectF(0, round(float(y)), frame.width, 1), colour)


def paint_word(painter: QPainter, frame: Frame, text: str, top: float, theme: Theme) -> None:
    """Paints a quiet word at the right edge."""
    font = theme.ui_font(METRICS.tiny)
    width = QFontMetricsF(font).horizontalAdvance(text) + 10
    box = QRectF(frame.width - width, top, width, WORD_HEIGHT)
    ground = QColor(theme.tokens.pane)
    ground.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens.text_third))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_focus(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paints the frame of a chart that has the keyboard."""
    painter.setPen(QPen(QColor(theme.tokens.accent), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(edge, METRICS.control_radius, METRICS.control_radius)


def paint_surround(painter: QPainter, box: QRectF, around: QRectF, theme: Theme) -> None:
    """Paints the ground anew around the box.

    Whoever reads an SVG file may not know of clipping, and would show the lines that leave it.
    """
    ground = QPainterPath()
    ground.addRect(around)
    ground.addRect(box)
    painter.setClipping(False)
    painter.fillPath(ground, QColor(theme.tokens.pane))
