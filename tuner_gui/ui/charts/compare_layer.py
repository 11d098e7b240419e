"""The picture in the comparison chart: hairlines, a line for each session, rings. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tuner_gui.ui.charts.plot_layer import PlotLayer
from tuner_gui.ui.style.series import series_colour, series_pen
from tuner_gui.ui.style.tokens import blend

if TYPE_CHECKING:
    from tuner_gui.ui.charts.compare_trace import CompareTrace, Step
    from tuner_gui.ui.style.theme import Theme

_FAINT = 0.35
"""So strong are the other lines while one is meant."""


class CompareLayer(PlotLayer):
    """Paints a trace, in the pixels of the box that it is a child of."""

    def __init__(self, theme: Theme, trace: CompareTrace) -> None:
        super().__init__(theme)
        self._trace = trace
        self._polygons: list[QPolygonF] | None = None
        self.meant: Step | None = None
        """The step that is ringed; its line is before all others."""

    def _forget(self) -> None:
        self._polygons = None

    def show_trace(self, trace: CompareTrace) -> None:
        """Shows other lines."""
        self._trace, self.meant = trace, None
        self.redraw()

    def spot(self, step: Step) -> QPointF:
        """Where a step begins, within the box."""
        x, y = (np.atleast_1d(each) for each in self._trace.point(step))
        across, down = self._frame.points(x, y)
        return QPointF(
            min(max(float(across[0]), 0.0), self._frame.width),
            min(max(float(np.nan_to_num(down[0])), 0.0), self._frame.height),
        )

    # painting

    def draw(self, painter: QPainter, _ratio: float, *, is_picture: bool) -> None:  # noqa: ARG002
        """Draws the lines, the one that is meant before all others."""
        if self._polygons is None:
            self._polygons = [self._polygon(place) for place in range(len(self._trace.lines))]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        meant = None if self.meant is None else self.meant.line
        leader = self._trace.leader()
        uppermost = leader if meant is None else meant
        order = sorted(range(len(self._polygons)), key=lambda place: place == uppermost)
        for place in order:
            is_faint = meant is not None and place != meant
            self._paint_line(painter, place, is_faint=is_faint, is_leader=place == leader)
        if self.meant is not None:
            painter.setPen(QPen(QColor(self._theme.tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.spot(self.meant), 6, 6)

    def _paint_line(
        self, painter: QPainter, place: int, *, is_faint: bool, is_leader: bool
    ) -> None:
        line = self._polygons[place] if self._polygons else QPolygonF()
        if line.isEmpty():
            return
        tokens, slot = self._theme.tokens, self._trace.lines[place].slot
        colour = series_colour(tokens, slot)
        if is_faint:
            colour = blend(tokens.pane, colour, _FAINT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(series_pen(colour, slot, 2.5 if is_leader else 2))
        painter.drawPolyline(line)
        painter.setPen(QPen(QColor(tokens.pane), 2))
        painter.setBrush(QColor(colour))
        radius = 5.5 if is_leader else 4
        painter.drawEllipse(line.last(), radius, radius)

    def _polygon(self, place: int) -> QPolygonF:
        """The steps, at most one for each column of pixels."""
        x, y = self._frame.points(*self._trace.corners(place))
        if len(x) > 4 * self._frame.width:
            at, heights = x[::2], y[::2]
            is_last = np.append(np.floor(at[1:]) != np.floor(at[:-1]), [True])
            at, heights = at[is_last], heights[is_last]
            x = np.append(np.repeat(at, 2)[1:], x[-1])
            y = np.repeat(heights, 2)
        corners = zip(np.round(x).tolist(), np.round(y).tolist(), strict=True)
        return QPolygonF([QPointF(across, down) for across, down in corners])
