"""What tells lines of equal rank in a chart apart: colour and dashes. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from tuner_gui.ui.style.tokens import SERIES

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from tuner_gui.ui.style.tokens import Tokens

_DASHES = (7.0, 4.0)
"""Pixels of a dash, and between two."""

SERIES_COUNT = 2 * len(SERIES["light"])
"""So many can be told apart: each colour whole, and then dashed."""


def series_colour(tokens: Tokens, slot: int) -> str:
    """Returns the colour of a slot."""
    colours = SERIES[tokens.name]
    return colours[slot % len(colours)]


def series_pen(colour: str, slot: int, width: float) -> QPen:
    """Returns the pen for a line of a slot, in its colour or a fainter one."""
    pen = QPen(QColor(colour), width, j=Qt.PenJoinStyle.MiterJoin, c=Qt.PenCapStyle.FlatCap)
    if slot >= len(SERIES["light"]):
        pen.setDashPattern([length / width for length in _DASHES])
    return pen


def paint_swatch(painter: QPainter, box: QRectF, tokens: Tokens, slot: int) -> None:
    """Paints a short piece of a slot's line across the middle of a box."""
    middle = box.center().y()
    painter.setPen(series_pen(series_colour(tokens, slot), slot, 3))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
