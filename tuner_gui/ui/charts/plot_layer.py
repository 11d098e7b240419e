"""The picture in the box of a chart: what is alike in all of them, and when it is painted.

GUI thread. It imports pyqtgraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.layer_parts import paint_focus, paint_hairlines, paint_surround

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from tuner_gui.ui.style.theme import Theme

PICTURE_RATIO = 2.0
"""Device pixels for each pixel as it is seen, in pictures that are copied or saved."""


class PlotLayer(pg.GraphicsObject):  # type: ignore[misc]
    """Paints in the pixels of the box that it is a child of; `draw` says what."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._frame = Frame(0, 1, 0, 1, 0, 0)
        self._hairlines: Sequence[float] = ()
        self.has_focus = False

    # what a layer says of itself

    def draw(self, painter: QPainter, ratio: float, *, is_picture: bool) -> None:
        """Draws what lies on the hairlines.

        Args:
            painter: clipped to the box.
            ratio: device pixels for each pixel.
            is_picture: it is to be copied or saved, so that all has to be there at once; what is
                kept for the screen stays as it is.
        """
        raise NotImplementedError

    def _forget(self) -> None:
        """Drops what was drawn before: other marks or other colours are to be shown."""

    def _leave_frame(self) -> None:
        """Drops what was drawn in the range that is left."""
        self._forget()

    # what to show

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
            self._leave_frame()
        self.update()

    def redraw(self) -> None:
        """Draws everything anew, beginning with the next paint."""
        self._forget()
        self.update()

    @property
    def frame(self) -> Frame:
        """The range in view, in pixels."""
        return self._frame

    # painting

    def boundingRect(self) -> QRectF:
        """The whole box."""
        return QRectF(0, 0, self._frame.width, self._frame.height)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paints the layer; without a widget it is for a picture."""
        if not self._frame.is_usable:
            return
        ratio, is_picture = painter.device().devicePixelRatioF(), widget is None
        painter.setClipRect(self.boundingRect())
        paint_hairlines(painter, self._frame, self._hairlines, self._theme)
        if is_picture:
            self.draw(painter, max(ratio, PICTURE_RATIO), is_picture=True)
            around = self.mapRectFromScene(self.scene().sceneRect())
            paint_surround(painter, self.boundingRect(), around, self._theme)
            return
        self.draw(painter, ratio, is_picture=False)
        if self.has_focus:
            paint_focus(painter, self.boundingRect(), self._theme)
