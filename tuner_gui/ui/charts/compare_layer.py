"""The picture in the comparison chart: hairlines, a line for each session, rings. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.layer_parts import paint_focus, paint_hairlines
from tuner_gui.ui.style.series import series_colour, series_pen
from tuner_gui.ui.style.tokens import blend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from tuner_gui.ui.charts.compare_trace import CompareTrace, Step
    from tuner_gui.ui.style.theme import Theme

_FAINT = 0.35
"""So strong are the other lines while one is meant."""


class CompareLayer(pg.GraphicsObject):  # type: ignore[misc]
    """Paints a trace, in the pixels of the box that it is a child of."""

    def __init__(self, theme: Theme, trace: CompareTrace) -> None:
        super().__init__()
        self._theme = theme
        self._trace = trace
        self._frame = Frame(0, 1, 0, 1, 0, 0)
        self._hairlines: Sequence[float] = ()
        self._polygons: list[QPolygonF] | None = None
        self.meant: Step | None = None
        """The step that is ringed; its line is before all others."""
        self.has_focus = False

    def show_trace(self, trace: CompareTrace) -> None:
        """Shows other lines."""
        self._trace, self._polygons, self.meant = trace, None, None
        self.update()

    def show_frame(self, frame: Frame, hairlines: Sequence[float]) -> None:
        """Shows another range, or the same in another size."""
        self.prepareGeometryChange()
        self._frame, self._hairlines, self._polygons = frame, hairlines, None
        self.update()

    @property
    def frame(self) -> Frame:
        """The range in view, in pixels."""
        return self._frame

    def spot(self, step: Step) -> QPointF:
        """Where a step begins, within the box."""
        x, y = (np.atleast_1d(each) for each in self._trace.point(step))
        across, down = self._frame.points(x, y)
        return QPointF(
            min(max(float(across[0]), 0.0), self._frame.width),
            min(max(float(np.nan_to_num(down[0])), 0.0), self._frame.height),
        )

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
        if self._polygons is None:
            self._polygons = [self._polygon(place) for place in range(len(self._trace.lines))]
        painter.setClipRect(self.boundingRect())
        paint_hairlines(painter, self._frame, self._hairlines, self._theme)
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
        if self.has_focus:
            paint_focus(painter, self.boundingRect(), self._theme)

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
