"""The picture in the history chart: hairlines, dots, best line, lane and rings. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.history_dots import LANE, LANE_MIDDLE, HistoryDots
from tuner_gui.ui.charts.layer_parts import paint_focus, paint_hairlines, paint_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from tuner_gui.ui.charts.history_trace import HistoryTrace, Rows
    from tuner_gui.ui.style.theme import Theme

_MANY = 5_000
"""So many waiting dots are drawn together with all others."""

_FAR = 10_000.0
"""Lines that end far out of view are cut there: painters dislike huge coordinates."""


class HistoryLayer(pg.GraphicsObject):  # type: ignore[misc]
    """Paints a trace, in the pixels of the box that it is a child of."""

    def __init__(self, theme: Theme, trace: HistoryTrace) -> None:
        super().__init__()
        self._theme = theme
        self._trace = trace
        self._frame = Frame(0, 1, 0, 1, 0, 0)
        self._hairlines: Sequence[float] = ()
        self._dots: HistoryDots | None = None
        self._waiting: list[Rows] = []
        self._best_line: QPolygonF | None = None
        self.selected: int | None = None
        """The row that is ringed."""
        self.hovered: int | None = None
        """The row under the pointer."""
        self.has_focus = False

    # what to show

    def show_trace(self, trace: HistoryTrace) -> None:
        """Shows another trace."""
        self._trace = trace
        self.selected = self.hovered = None
        self.redraw()

    def show_frame(self, frame: Frame, hairlines: Sequence[float]) -> None:
        """Shows another range, or the same in another size.

        Args:
            frame: the range and the size of the box.
            hairlines: ordinates of the horizontal lines.
        """
        self.prepareGeometryChange()
        self._frame, self._hairlines = frame, hairlines
        self.redraw()

    def redraw(self) -> None:
        """Draws everything anew with the next paint."""
        self._dots = None
        self._waiting.clear()
        self._best_line = None
        self.update()

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
    def frame(self) -> Frame:
        """The range in view, in pixels."""
        return self._frame

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
        x, y = self._trace.pixels(np.array([row]), self._frame, self.lane)
        return QPointF(float(x[0]), float(y[0]) if np.isfinite(y[0]) else self.lane)

    def boundingRect(self) -> QRectF:
        """The whole box."""
        return QRectF(0, 0, self._frame.width, self._frame.height)

    # painting

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paints the layer."""
        if not self._frame.is_usable:
            return
        dots = self._current_dots(painter.device().devicePixelRatioF())
        painter.setClipRect(self.boundingRect())
        paint_hairlines(painter, self._frame, self._hairlines, self._theme)
        shown = QRectF(dots.raster.visible)
        painter.drawImage(QRectF(QPointF(), shown.size() / dots.ratio), dots.raster.image, shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_best(painter)
        self._paint_running(painter)
        self._paint_rings(painter)
        self._paint_counts(painter, dots)
        if self.has_focus:
            paint_focus(painter, self.boundingRect(), self._theme)

    def _current_dots(self, ratio: float) -> HistoryDots:
        dots = self._dots
        if dots is not None and self._waiting and not dots.add(np.concatenate(self._waiting)):
            dots = None
        self._waiting.clear()
        if dots is None or dots.ratio != ratio:
            dots = HistoryDots(self._trace, self._frame, ratio, self._theme.tokens)
        self._dots = dots
        return dots

    def _paint_best(self, painter: QPainter) -> None:
        best = self._trace.store.best_row
        if len(self._trace.best_numbers) == 0 or best is None:
            return
        colour = QColor(self._theme.tokens.good)
        if self._best_line is None:
            self._best_line = self._make_best_line()
        painter.setPen(QPen(colour, 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawPolyline(self._best_line)
        painter.setPen(QPen(QColor(self._theme.tokens.pane), 2))
        painter.setBrush(colour)
        painter.drawEllipse(self.spot(best), 6, 6)

    def _make_best_line(self) -> QPolygonF:
        """The steps, at most one for each column of pixels."""
        x = self._frame.x(self._trace.best_numbers)
        y = np.clip(self._frame.y(self._trace.best_ordinates), -_FAR, _FAR)
        known = np.isfinite(y)
        x, y = x[known], y[known]
        if len(x) > 2 * self._frame.width:
            is_last = np.append(np.floor(x[1:]) != np.floor(x[:-1]), [True])
            x, y = x[is_last], y[is_last]
        end = float(self._frame.x(self._trace.last_number))
        corner_x = np.clip(np.append(np.repeat(x, 2)[1:], end), -_FAR, _FAR)
        corner_y = np.repeat(y, 2)
        corners = zip(np.round(corner_x).tolist(), np.round(corner_y).tolist(), strict=True)
        return QPolygonF([QPointF(at_x, at_y) for at_x, at_y in corners])

    def _paint_running(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.running), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x in self._frame.x(self._trace.store.numbers[self._trace.running_rows()]).tolist():
            painter.drawEllipse(QPointF(x, self.lane), 3, 3)

    def _paint_rings(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row, colour, radius, width in (
            (self.hovered, tokens.text_second, 5.5, 1.5),
            (self.selected, tokens.text, 6.5, 2.0),
        ):
            if row is not None:
                extra = 2.5 if row == self._trace.store.best_row else 0.0
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
