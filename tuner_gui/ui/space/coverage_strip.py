"""Paints which part of a range has been tried, and where the best are. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from tuner_gui.ui.style.tokens import blend

if TYPE_CHECKING:
    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.style.tokens import Tokens

STRIP_HEIGHT = 6
"""Room for the strip and the marks that stand out of it, in pixels."""

_GROOVE = 3
_MARK = 2
_FAINTEST = 0.5
_FEW = 12
_GAP = 2.0


def paint_coverage(painter: QPainter, box: QRectF, coverage: Coverage, tokens: Tokens) -> None:
    """Paints the cells from left to right: a groove, what was tried in it, marks of the best.

    Args:
        painter: its ground may be of any colour of a row.
        box: `STRIP_HEIGHT` high.
        coverage: the cells.
        tokens: the colours.
    """
    count = len(coverage.tried)
    gap = _GAP if count <= _FEW else 0.0
    pitch = (box.width() + gap) / count
    top = box.bottom() - _GROOVE
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    for place, part in enumerate(coverage.tried):
        left, right = (round(box.left() + at * pitch) for at in (place, place + 1))
        width = max(1, right - left - round(gap))
        colour = tokens.border
        if part:
            strength = _FAINTEST + (1 - _FAINTEST) * part**0.5
            colour = blend(tokens.border, tokens.text_third, strength)
        painter.fillRect(QRectF(left, top, width, _GROOVE), QColor(colour))
        if coverage.best[place]:
            mark = min(width, _MARK)
            middle = left + (width - mark) // 2
            painter.fillRect(QRectF(middle, box.top(), mark, STRIP_HEIGHT), QColor(tokens.good))
    painter.restore()


def coverage_words(coverage: Coverage) -> str:
    """Returns what the strip shows in words: `tried in 14 of 24 parts, the best in 3`."""
    tried = sum(part > 0 for part in coverage.tried)
    words = f"tried in {tried} of {len(coverage.tried)} parts"
    best = sum(coverage.best)
    return f"{words}, the best in {best}" if best else words
