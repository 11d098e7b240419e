"""The picture in the curves chart: hairlines, a line for each trial, what stands out. GUI thread.

It imports pyqtgraph.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter

from tuner_gui.ui.charts.curve_sheet import CurveSheet, line_in
from tuner_gui.ui.charts.curve_trace import CurveTrace
from tuner_gui.ui.charts.layer_parts import WORD_HEIGHT, paint_word
from tuner_gui.ui.charts.strokes import dot, stroke
from tuner_gui.ui.charts.trial_layer import TrialLayer

if TYPE_CHECKING:
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.style.theme import Theme

_A_PAINT_S = 0.006
"""A paint draws so long at curves that wait; the rest is left to the next one."""

_REACH = 8.0
"""Pixels from a line within which the pointer means it."""

_FEW = 8
"""The lines of so many running trials have a rim of the ground, that sets them off the crowd."""


class CurvesLayer(TrialLayer[CurveTrace]):
    """Paints a trace, in the pixels of the box that it is a child of.

    Signals:
        more_waits: curves are left to be drawn with the next paint.
    """

    more_waits = Signal()

    def __init__(self, theme: Theme, trace: CurveTrace) -> None:
        super().__init__(theme, trace)
        self._sheet: CurveSheet | None = None
        self._before: CurveSheet | None = None

    # what to show

    def _forget(self) -> None:
        self._sheet = self._before = None

    def _leave_frame(self) -> None:
        """Keeps what was drawn whole: it is shown, stretched, until all is drawn anew."""
        if self._sheet is not None and self._sheet.is_whole:
            self._before = self._sheet
        self._sheet = None

    def draw_more(self, numbers: range) -> None:
        """Draws these curves, too, with the next paint; asking for that is left to the caller."""
        if self._sheet is not None and numbers and not self._sheet.add(numbers):
            self._sheet = None

    @property
    def is_whole(self) -> bool:
        """True where all curves are drawn."""
        return self._sheet is not None and self._sheet.is_whole

    def near(self, pixel: QPointF) -> Spot | None:
        """Returns the report that the pointer means."""
        if not self._frame.is_usable:
            return None
        return self.trace.near(self._frame, pixel.x(), pixel.y(), _REACH)

    # painting

    def draw(self, painter: QPainter, ratio: float, *, is_picture: bool) -> None:
        """Draws the curves, and over the crowd those that stand out."""
        if is_picture:
            self._paint_images(painter, self._whole_sheet(ratio))
        else:
            self._paint_ended(painter, self._current_sheet(ratio))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_running(painter)
        self._paint_best(painter)
        self._paint_hovered(painter)
        self._paint_selected(painter)
        self._paint_words(painter)

    def _whole_sheet(self, ratio: float) -> CurveSheet:
        sheet = CurveSheet(self.trace, self._frame, ratio, self._theme.tokens)
        sheet.draw(inf)
        return sheet

    def _current_sheet(self, ratio: float) -> CurveSheet:
        if self._sheet is None or self._sheet.ratio != ratio:
            self._sheet = CurveSheet(self.trace, self._frame, ratio, self._theme.tokens)
        self._sheet.draw(_A_PAINT_S)
        return self._sheet

    def _paint_ended(self, painter: QPainter, sheet: CurveSheet) -> None:
        """The curves; while they are drawn in a new range, those of the last one, stretched."""
        if sheet.is_whole:
            self._before = None
        else:
            self.more_waits.emit()
        self._paint_images(painter, self._before or sheet)

    def _paint_images(self, painter: QPainter, sheet: CurveSheet) -> None:
        place = self._frame.place_of(sheet.frame)
        for image in sheet.images():
            painter.drawImage(QRectF(*place), image)

    def _paint_running(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        has_rims = len(self.trace.running) <= _FEW
        for curve in self.trace.running.values():
            line = line_in(self._frame, curve)
            if has_rims:
                stroke(painter, line, tokens.pane, 3.5)
            stroke(painter, line, tokens.running, 1.5)
            dot(painter, line.last(), tokens.running, 3)

    def _paint_best(self, painter: QPainter) -> None:
        best = self.trace.store.best_row
        if best is not None and best != self.selected:
            self._paint_line(painter, best, self._theme.tokens.good, 2.0)

    def _paint_selected(self, painter: QPainter) -> None:
        if self.selected is not None:
            is_best = self.selected == self.trace.store.best_row
            tokens = self._theme.tokens
            self._paint_line(painter, self.selected, tokens.good if is_best else tokens.text, 2.5)

    def _paint_hovered(self, painter: QPainter) -> None:
        spot = self.hovered
        if spot is None:
            return
        tokens = self._theme.tokens
        if spot.row not in (self.selected, self.trace.store.best_row):
            self._paint_line(painter, spot.row, tokens.text_second, 1.5)
        dot(painter, QPointF(spot.x, spot.y), tokens.pane, 5.5)
        dot(painter, QPointF(spot.x, spot.y), tokens.text, 3.5)

    def _paint_line(self, painter: QPainter, row: int, colour: str, width: float) -> None:
        """A line with a rim, and a dot at its end."""
        curve = self.trace.curve(row)
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
        bounds = self.trace.all_bounds()
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
