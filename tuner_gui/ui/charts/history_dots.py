"""The dots of the history chart in one frame: drawn at once, then added to. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from tuner_gui.ui.charts.dot_raster import DotRaster, DotStyle, cross, disc, stroke
from tuner_gui.ui.charts.history_trace import HistoryTrace, Mark, Rows

if TYPE_CHECKING:
    from tuner_gui.ui.charts.framing import Frame
    from tuner_gui.ui.style.tokens import Tokens

LANE = 26
"""Pixels at the bottom of the frame for the marks of trials without a value."""

LANE_MIDDLE = 12
"""How far their middles are from the bottom."""

_LOOKS = ((80.0, 6.5, 0.75), (25.0, 4.5, 0.6), (6.0, 3.0, 0.5), (0.0, 3.0, 0.2))
"""Room for each dot (square pixels, at least), diameter, opacity: in a crowd, dots are fainter."""

_ROOM_FOR_CROSSES = 3.0
"""With less width for each failure, crosses become faint strokes whose density can be seen."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How marks look when there are so many of them."""

    diameter: float
    opacity: float
    has_crosses: bool


class HistoryDots:
    """A raster that holds the marks of a trace.

    Args:
        trace: what to draw; all that it holds is drawn at once.
        frame: where, in pixels as they are seen.
        ratio: device pixels for each of them.
        tokens: the colours.
    """

    def __init__(self, trace: HistoryTrace, frame: Frame, ratio: float, tokens: Tokens) -> None:
        self.ratio = ratio
        self._trace = trace
        self._frame = frame.scaled(ratio)
        self._lane = (frame.height - LANE_MIDDLE) * ratio
        self._floor = (frame.height - LANE) * ratio + 1
        self._width = frame.width
        self._area = frame.width * max(1.0, frame.height - LANE)
        self.below = 0
        """How many values lie below what is shown."""
        self.above = 0
        """How many lie above it."""
        rows = self._rows_in_view()
        self._values = self._failures = 0
        self._count(rows)
        self._look = self._fitting_look()
        width, height = round(self._frame.width), round(self._frame.height)
        self.raster = DotRaster(width, height, _styles(tokens, self._look, ratio))
        self.place = QRectF(0, 0, width / ratio, height / ratio)
        """Where the raster lies, in pixels as they are seen."""
        self._draw(rows)

    def add(self, rows: Rows) -> bool:
        """Draws rows that came later; False where all has to be drawn anew, for a crowd."""
        numbers = self._trace.store.numbers[rows]
        rows = rows[(numbers >= self._frame.left) & (numbers <= self._frame.right)]
        self._count(rows)
        if self._fitting_look() != self._look:
            return False
        self._draw(rows)
        return True

    def _count(self, rows: Rows) -> None:
        failures = int(np.count_nonzero(self._trace.marks[rows] == Mark.FAILED))
        self._failures += failures
        self._values += len(rows) - failures

    def _fitting_look(self) -> _Look:
        size, opacity = next(
            (size, opacity) for room, size, opacity in _LOOKS if self._area >= room * self._values
        )
        return _Look(size, opacity, self._width >= _ROOM_FOR_CROSSES * self._failures)

    def _rows_in_view(self) -> Rows:
        numbers = self._trace.store.numbers
        is_shown = (numbers >= self._frame.left) & (numbers <= self._frame.right)
        return np.flatnonzero(is_shown & (self._trace.marks != Mark.NOTHING))

    def _draw(self, rows: Rows) -> None:
        x, y = self._trace.pixels(rows, self._frame, self._lane)
        marks = self._trace.marks[rows]
        is_valued = marks != Mark.FAILED
        is_below = is_valued & ~(y <= self._floor)
        self.below += int(np.count_nonzero(is_below))
        self.above += int(np.count_nonzero(is_valued & (y < 0)))
        for mark in (Mark.PRUNED, Mark.COMPLETE, Mark.FAILED):
            chosen = (marks == mark) & ~is_below
            if chosen.any():
                self.raster.add(mark, x[chosen], y[chosen])


def _styles(tokens: Tokens, look: _Look, ratio: float) -> list[DotStyle]:
    """The styles in the order of Mark."""
    dot = disc(look.diameter * ratio, look.opacity)
    failure = cross(6.5 * ratio, 1.3 * ratio, 0.95) if look.has_crosses else stroke(7 * ratio, 0.12)
    return [
        DotStyle(dot, tokens.pruned),
        DotStyle(dot, tokens.accent),
        DotStyle(failure, tokens.bad),
    ]
