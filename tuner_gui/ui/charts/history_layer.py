"""The picture in the history chart: hairlines, dots, best line, lane and rings. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tuner_gui.ui.charts.history_dots import LANE, LANE_MIDDLE, HistoryDots
from tuner_gui.ui.charts.history_trace import HistoryTrace, Mark
from tuner_gui.ui.charts.layer_parts import paint_word
from tuner_gui.ui.charts.trial_layer import TrialLayer

if TYPE_CHECKING:
    from tuner_gui.ui.charts.history_trace import Rows
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.style.theme import Theme

_MANY = 5_000
"""So many waiting dots are drawn together with all others."""

_REACH = 12.0
"""Pixels from a mark within which the pointer means it."""

_FAR = 10_000.0
"""Lines that end far out of view are cut there: painters dislike huge coordinates."""


class HistoryLayer(TrialLayer[HistoryTrace]):
    """Paints a trace, in the pixels of the box that it is a child of."""

    def __init__(self, theme: Theme, trace: HistoryTrace) -> None:
        super().__init__(theme, trace)
        self._dots: HistoryDots | None = None
        self._waiting: list[Rows] = []
        self._best_line: QPolygonF | None = None

    # what to show

    def _forget(self) -> None:
        self._dots = self._best_line = None
        self._waiting.clear()

    def draw_more(self, rows: Rows) -> None:
        """Draws these rows, too, with the next paint; asking for that is left to the caller."""
        if len(rows):
            self._best_line = None
            self._waiting.append(rows)
        if sum(map(len, self._waiting)) > _MANY:
            self._dots = None
            self._waiting.clear()

    # where things are

    @property
    def lane(self) -> float:
        """Height of the marks without a value, in pixels from the top."""
        return self._frame.height - LANE_MIDDLE

    @property
    def floor(self) -> float:
        """Height below which values are not shown."""
        return self._frame.height - LANE

    def spot(self, row: int) -> QPointF:
        """Where the mark of a row is."""
        x, y = self.trace.pixels(np.array([row]), self._frame, self.lane)
        return QPointF(float(x[0]), float(y[0]) if np.isfinite(y[0]) else self.lane)

    def near(self, pixel: QPointF) -> Spot | None:
        """Returns the mark that the pointer means."""
        if not self._frame.is_usable:
            return None
        x, y = pixel.x(), pixel.y()
        return self.trace.near(self._frame, x, y, lane=self.lane, floor=self.floor, reach=_REACH)

    # painting

    def draw(self, painter: QPainter, ratio: float, *, is_picture: bool) -> None:
        """Draws dots, best line, what runs, rings and words."""
        dots = self._new_dots(ratio) if is_picture else self._current_dots(ratio)
        painter.drawImage(dots.place, dots.raster.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_best(painter)
        self._paint_running(painter)
        self._paint_rings(painter)
        self._paint_counts(painter, dots)

    def _current_dots(self, ratio: float) -> HistoryDots:
        dots = self._dots
        if dots is not None and self._waiting and not dots.add(np.concatenate(self._waiting)):
            dots = None
        self._waiting.clear()
        if dots is None or dots.ratio != ratio:
            dots = self._new_dots(ratio)
        self._dots = dots
        return dots

    def _new_dots(self, ratio: float) -> HistoryDots:
        return HistoryDots(self.trace, self._frame, ratio, self._theme.tokens)

    def _paint_best(self, painter: QPainter) -> None:
        best = self.trace.store.best_row
        if len(self.trace.best_numbers) == 0 or best is None:
            return
        colour = QColor(self._theme.tokens.good)
        if self._best_line is None:
            self._best_line = self._make_best_line()
        painter.setPen(QPen(colour, 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawPolyline(self._best_line)
        if self.trace.marks[best] == Mark.NOTHING:  # hidden
            return
        painter.setPen(QPen(QColor(self._theme.tokens.pane), 2))
        painter.setBrush(colour)
        painter.drawEllipse(self.spot(best), 6, 6)

    def _make_best_line(self) -> QPolygonF:
        """The steps, at most one for each column of pixels."""
        x = self._frame.x(self.trace.best_numbers)
        y = np.clip(self._frame.y(self.trace.best_ordinates), -_FAR, _FAR)
        known = np.isfinite(y)
        x, y = x[known], y[known]
        if len(x) > 2 * self._frame.width:
            is_last = np.append(np.floor(x[1:]) != np.floor(x[:-1]), [True])
            x, y = x[is_last], y[is_last]
        end = float(self._frame.x(self.trace.last_number))
        corner_x = np.clip(np.append(np.repeat(x, 2)[1:], end), -_FAR, _FAR)
        corner_y = np.repeat(y, 2)
        corners = zip(np.round(corner_x).tolist(), np.round(corner_y).tolist(), strict=True)
        return QPolygonF([QPointF(at_x, at_y) for at_x, at_y in corners])

    def _paint_running(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.running), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x in self._frame.x(self.trace.store.numbers[self.trace.running_rows()]).tolist():
            painter.drawEllipse(QPointF(x, self.lane), 3, 3)

    def _paint_rings(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        hovered = None if self.hovered is None else self.hovered.row
        for row, colour, radius, width in (
            (hovered, tokens.text_second, 5.5, 1.5),
            (self.selected, tokens.text, 6.5, 2.0),
        ):
            if row is not None and not self.trace.is_hidden(row):
                extra = 2.5 if row == self.trace.store.best_row else 0.0
                painter.setPen(QPen(QColor(colour), width))
                painter.drawEllipse(self._ring_middle(row), radius + extra, radius + extra)

    def _ring_middle(self, row: int) -> QPointF:
        """Where the mark is, or the edge that it is beyond."""
        spot = self.spot(row)
        if spot.y() != self.lane:
            spot.setY(min(max(spot.y(), 0.0), self.floor))
        return spot

    def _paint_counts(self, painter: QPainter, dots: HistoryDots) -> None:
        """How many values are out of view, in a quiet word at the edge they are beyond."""
        if dots.below:
            self._paint_word(painter, self.tr("↓ {count} below"), dots.below, self.floor - 18)
        if dots.above:
            self._paint_word(painter, self.tr("↑ {count} above"), dots.above, 2)

    def _paint_word(self, painter: QPainter, word: str, count: int, top: float) -> None:
        paint_word(painter, self._frame, word.format(count=f"{count:,}"), top, self._theme)
