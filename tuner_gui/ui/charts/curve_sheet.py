"""The curves that have ended, in one frame: drawn bit by bit, then added to. GUI thread.

It imports pyqtgraph.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from tuner_gui.ui.charts.curve_trace import Curve, CurveTrace, Ending, Ints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.ui.charts.framing import Frame
    from tuner_gui.ui.style.tokens import Tokens

_LOOKS = ((12, 0.8), (40, 0.6), (150, 0.42), (600, 0.24), (2_500, 0.12), (6_000, 0.07))
"""Up to so many curves are so opaque: in a crowd, each is fainter."""

_FAINTEST = 0.04
_CUT_SHORT = 1.6
"""Curves that were cut short are so much more opaque: there is less of them."""

_MARKED = 2.5
"""Their marks are so much more opaque than a line."""

_MOST_OPAQUE = 0.9
_CHUNK = 24
"""So many curves are drawn between two looks at the clock."""

_MARK_REACH = 3.5
"""Half the length of the mark at the end of a line, in pixels."""


def line_in(frame: Frame, curve: Curve) -> QPolygonF:
    """Returns a curve in the pixels of a frame."""
    line: QPolygonF = arrayToQPolygonF(*frame.points(curve.x, curve.y))
    return line


class _Ink:
    """What is drawn in one colour: how opaque it is, pixel by pixel.

    Kept apart from the colour, which would be lost to rounding where a single line is faint.
    """

    def __init__(self, frame: Frame, ratio: float, colour: str) -> None:
        width, height = (round(extent * ratio) for extent in (frame.width, frame.height))
        self._mask = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        self._mask.setDevicePixelRatio(ratio)
        self._mask.fill(0)
        self._colour = QColor(colour)
        self._picture: QImage | None = None

    def painter(self, opacity: float, width: float) -> QPainter:
        """Returns a painter for lines."""
        self._picture = None
        pen = QPen(QColor.fromRgbF(0, 0, 0, min(_MOST_OPAQUE, opacity)), width)
        pen.setCosmetic(True)
        painter = QPainter(self._mask)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        return painter

    def picture(self) -> QImage:
        """Returns it in its colour."""
        if self._picture is None:
            self._picture = self._mask.copy()
            painter = QPainter(self._picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(self._picture.rect(), self._colour)
            painter.end()
        return self._picture


class CurveSheet:
    """A picture for each way in which trials end; drawing may be spread over several paints.

    All curves are drawn in a shuffled order, so that a part of them looks like the whole.

    Args:
        trace: what to draw; all that has ended in it waits to be drawn.
        frame: where, in pixels as they are seen.
        ratio: device pixels for each of them.
        tokens: the colours.
    """

    def __init__(self, trace: CurveTrace, frame: Frame, ratio: float, tokens: Tokens) -> None:
        self.ratio = ratio
        self._trace = trace
        self.frame = frame
        self._count = trace.count
        self._opacity = _opacity_among(trace.count)
        self._colours = {
            Ending.DONE: tokens.text_third,
            Ending.PRUNED: tokens.pruned,
            Ending.FAILED: tokens.bad,
        }
        self._inks: dict[Ending, _Ink] = {}
        order = np.random.default_rng(0).permutation(trace.count)
        self._waiting: deque[int] = deque(order[self._is_in_view(order)].tolist())

    def add(self, numbers: Iterable[int]) -> bool:
        """Takes curves that ended later; False where all have to be drawn anew, for a crowd."""
        fresh = np.array(list(numbers), np.intp)
        self._count += len(fresh)
        self._waiting.extend(fresh[self._is_in_view(fresh)].tolist())
        return _opacity_among(self._count) == self._opacity

    @property
    def is_whole(self) -> bool:
        """True where nothing waits."""
        return not self._waiting

    def draw(self, seconds: float) -> None:
        """Draws what waits, until the time is over or nothing is left."""
        end = time.perf_counter() + seconds
        while self._waiting and time.perf_counter() < end:
            some = [self._waiting.popleft() for _ in range(min(_CHUNK, len(self._waiting)))]
            for ending in Ending:
                chosen = [each for each in some if self._trace.endings[each] == ending]
                if chosen:
                    self._draw_all(chosen, ending)

    def images(self) -> list[QImage]:
        """Returns the pictures, from the lowest to the uppermost; some may be missing."""
        return [self._inks[ending].picture() for ending in Ending if ending in self._inks]

    def _is_in_view(self, numbers: Ints) -> npt.NDArray[np.bool_]:
        frame, bounds = self.frame, self._trace.bounds[numbers]
        is_beside = (bounds[:, 0] > frame.right) | (bounds[:, 1] < frame.left)
        return ~(is_beside | (bounds[:, 2] > frame.high) | (bounds[:, 3] < frame.low))

    def _ink(self, ending: Ending) -> _Ink:
        ink = self._inks.get(ending)
        if ink is None:
            ink = self._inks[ending] = _Ink(self.frame, self.ratio, self._colours[ending])
        return ink

    def _draw_all(self, numbers: list[int], ending: Ending) -> None:
        """Draws lines, and marks at their ends where they were cut short or are but a point."""
        is_pruned = ending == Ending.PRUNED
        strength = _CUT_SHORT if is_pruned else 1.0
        painter = self._ink(Ending.PRUNED if is_pruned else Ending.DONE).painter(
            strength * self._opacity, 1
        )
        marks: list[QLineF] = []
        for number in numbers:
            line = line_in(self.frame, self._trace.ended(number))
            painter.drawPolyline(line)
            if ending != Ending.DONE or line.size() == 1:
                marks.extend(_mark(line.last(), ending))
        painter.end()
        if marks:
            painter = self._ink(ending).painter(_MARKED * self._opacity, 1.5)
            painter.drawLines(marks)
            painter.end()


def _mark(end: QPointF, ending: Ending) -> list[QLineF]:
    """An upright bar where a trial was cut off, a cross where it failed, else a dash."""
    x, y = end.x(), end.y()
    match ending:
        case Ending.PRUNED:
            return [QLineF(x, y - _MARK_REACH, x, y + _MARK_REACH)]
        case Ending.FAILED:
            return [
                QLineF(x - _MARK_REACH, y - _MARK_REACH, x + _MARK_REACH, y + _MARK_REACH),
                QLineF(x - _MARK_REACH, y + _MARK_REACH, x + _MARK_REACH, y - _MARK_REACH),
            ]
        case Ending.DONE:
            return [QLineF(x - _MARK_REACH, y, x + _MARK_REACH, y)]


def _opacity_among(count: int) -> float:
    return next((opacity for most, opacity in _LOOKS if count <= most), _FAINTEST)
