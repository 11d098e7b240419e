"""The picture in the curves chart: hairlines, a line for each trial, what stands out. GUI thread.

It imports pyqtgraph.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter

from tuner_gui.ui.charts.curve_sheet import CurveSheet, line_in
from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.layer_parts import (
    WORD_HEIGHT,
    paint_focus,
    paint_hairlines,
    paint_word,
)
from tuner_gui.ui.charts.strokes import dot, stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from tuner_gui.ui.charts.curve_trace import CurveTrace, Spot
    from tuner_gui.ui.style.theme import Theme

_A_PAINT_S = 0.006
"""A paint draws so long at curves that wait; the rest is left to the next one."""

_FEW = 8
"""The lines of so many running trials have a rim of the ground, that sets them off the crowd."""


class CurvesLayer(pg.GraphicsObject):  # type: ignore[misc]
    """Paints a trace, in the pixels of the box that it is a child of.

    Signals:
        more_waits: curves are left to be drawn with the next paint.
    """

    more_waits = Signal()

    def __init__(self, theme: Theme, trace: CurveTrace) -> None:
        super().__init__()
        self._theme = theme
        self._trace = trace
        self._frame = Frame(0, 1, 0, 1, 0, 0)
        self._hairlines: Sequence[float] = ()
        self._sheet: CurveSheet | None = None
        self._before: CurveSheet | None = None
        self.selected: int | None = None
        """The row whose line is emphasised."""
        self.hovered: Spot | None = None
        """The report under the pointer."""
        self.has_focus = False

    # what to show

    def show_trace(self, trace: CurveTrace) -> None:
        """Shows another trace."""
        self._trace = trace
        self.hovered = None
        self.redraw()

    def show_frame(self, frame: Frame, hairlines: Sequence[float]) -> None:
        """Shows another range, or the same in another size.

        Args:
            frame: the range and the size of the box.
            hairlines: ordinates of the horizontal lines.
        """
        self._hairlines = hairlines
        if frame != self._frame:
            self.prepareGeometryChange()
            self._frame = frame
            if self._sheet is not None and self._sheet.is_whole:
                self._before = self._sheet
            self._sheet = None
            self.update()

    def redraw(self) -> None:
        """Draws everything anew, beginning with the next paint."""
        self._sheet = self._before = None
        self.update()

    def draw_more(self, numbers: range) -> None:
        """Draws these curves, too, with the next paint; asking for that is left to the caller."""
        if self._sheet is not None and numbers and not self._sheet.add(numbers):
            self._sheet = None

    def finish(self) -> None:
        """Draws all that waits, however long it takes: for a picture."""
        if self._sheet is not None:
            self._sheet.draw(inf)
            self.update()

    @property
    def is_whole(self) -> bool:
        """True where all curves are drawn."""
        return self._sheet is not None and self._sheet.is_whole

    @property
    def frame(self) -> Frame:
        """The range in view, in pixels."""
        return self._frame

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
        sheet = self._current_sheet(painter.device().devicePixelRatioF())
        painter.setClipRect(self.boundingRect())
        paint_hairlines(painter, self._frame, self._hairlines, self._theme)
        self._paint_ended(painter, sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_running(painter)
        self._paint_best(painter)
        self._paint_hovered(painter)
        self._paint_selected(painter)
        self._paint_words(painter)
        if self.has_focus:
            paint_focus(painter, self.boundingRect(), self._theme)
        if not sheet.is_whole:
            self.more_waits.emit()

    def _current_sheet(self, ratio: float) -> CurveSheet:
        if self._sheet is None or self._sheet.ratio != ratio:
            self._sheet = CurveSheet(self._trace, self._frame, ratio, self._theme.tokens)
        self._sheet.draw(_A_PAINT_S)
        return self._sheet

    def _paint_ended(self, painter: QPainter, sheet: CurveSheet) -> None:
        """The curves; while they are drawn in a new range, those of the last one, stretched."""
        if sheet.is_whole:
            self._before = None
        shown = self._before or sheet
        place = self._frame.place_of(shown.frame)
        for image in shown.images():
            painter.drawImage(QRectF(*place), image)

    def _paint_running(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        has_rims = len(self._trace.running) <= _FEW
        for curve in self._trace.running.values():
            line = line_in(self._frame, curve)
            if has_rims:
                stroke(painter, line, tokens.pane, 3.5)
            stroke(painter, line, tokens.running, 1.5)
            dot(painter, line.last(), tokens.running, 3)

    def _paint_best(self, painter: QPainter) -> None:
        best = self._trace.store.best_row
        if best is not None and best != self.selected:
            self._paint_line(painter, best, self._theme.tokens.good, 2.0)

    def _paint_selected(self, painter: QPainter) -> None:
        if self.selected is not None:
            is_best = self.selected == self._trace.store.best_row
            tokens = self._theme.tokens
            self._paint_line(painter, self.selected, tokens.good if is_best else tokens.text, 2.5)

    def _paint_hovered(self, painter: QPainter) -> None:
        spot = self.hovered
        if spot is None:
            return
        tokens = self._theme.tokens
        if spot.row not in (self.selected, self._trace.store.best_row):
            self._paint_line(painter, spot.row, tokens.text_second, 1.5)
        dot(painter, QPointF(spot.x, spot.y), tokens.pane, 5.5)
        dot(painter, QPointF(spot.x, spot.y), tokens.text, 3.5)

    def _paint_line(self, painter: QPainter, row: int, colour: str, width: float) -> None:
        """A line with a rim, and a dot at its end."""
        curve = self._trace.curve(row)
        if curve is None:
            return
        tokens = self._theme.tokens
        line = line_in(self._frame, curve)
        rim = QColor(tokens.pane)
        stroke(painter, line, rim, width + 2)
        stroke(painter, line, colour, width)
        dot(painter, line.last(), rim, width + 3)
        dot(painter, line.last(), colour, width + 1.5)

    def _paint_words(self, painter: QPainter) -> None:
        """How many lines leave the view, in a quiet word at the edge where they do."""
        top = self._frame.height - WORD_HEIGHT
        paint_word(painter, self._frame, self.tr("step"), top, self._theme)
        bounds = self._trace.all_bounds()
        bounds = bounds[(bounds[:, 0] <= self._frame.right) & (bounds[:, 1] >= self._frame.left)]
        above = int(np.count_nonzero(bounds[:, 3] > self._frame.high))
        below = int(np.count_nonzero(bounds[:, 2] < self._frame.low))
        if above:
            text = (
                self.tr("↑ 1 curve leaves here")
                if above == 1
                else self.tr("↑ {count} curves leave here")
            )
            self._paint_word(painter, text, above, 2)
        if below:
            text = (
                self.tr("↓ 1 curve leaves here")
                if below == 1
                else self.tr("↓ {count} curves leave here")
            )
            self._paint_word(painter, text, below, self._frame.height - 2 * WORD_HEIGHT - 2)

    def _paint_word(self, painter: QPainter, text: str, count: int, top: float) -> None:
        paint_word(painter, self._frame, text.format(count=f"{count:,}"), top, self._theme)
