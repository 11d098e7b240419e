"""How far in a row stands, and the thin lines that lead to it from the rows above. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.tokens import Tokens

_INDENT = 14
_WIDE_LEVELS = 4
_NARROW_INDENT = 8
_DEEPEST = 8
"""Levels below the first few stand closer, so that names keep their room at 320 px."""
_MIDDLE = 14
"""Where the name's line is, from the top of a row."""
_BEND = 4
_FROM_EDGE = 3


def indent_of(depth: int) -> int:
    """Returns how far in a row of a depth stands; the deepest ones no farther."""
    level = min(depth, _DEEPEST)
    wide = min(level, _WIDE_LEVELS)
    return wide * _INDENT + (level - wide) * _NARROW_INDENT


def paint_guides(painter: QPainter, row: QRect, guides: Sequence[bool], tokens: Tokens) -> None:
    """Draws a line for each row above that goes on below, and the bend that leads to this one."""
    if not guides:
        return
    painter.setPen(QPen(QColor(tokens.text_disabled), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shown = guides if len(guides) <= _DEEPEST else (*guides[: _DEEPEST - 1], guides[-1])
    top, bottom, middle = row.top() - 0.5, row.bottom() + 0.5, row.top() + _MIDDLE + 0.5
    for level, goes_on in enumerate(shown):
        x = row.left() + METRICS.margin + indent_of(level) + _FROM_EDGE + 0.5
        if goes_on:
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if level == len(shown) - 1:
            path = QPainterPath(QPointF(x, top))
            path.lineTo(x, middle - _BEND)
            path.quadTo(QPointF(x, middle), QPointF(x + _BEND, middle))
            end = indent_of(level + 1) - indent_of(level) - _FROM_EDGE - 2
            path.lineTo(x + max(end, _BEND), middle)
            painter.drawPath(path)
