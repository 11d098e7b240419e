"""An empty plot in the look of the house: quiet axes, zoom, pan, and nothing else. GUI thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.plot_layer import PICTURE_RATIO
from tuner_gui.ui.charts.quiet_axis import TEXT_GAP, QuietAxis
from tuner_gui.ui.charts.ticks import Ticks, linear_ticks, log_ticks, time_ticks, whole_ticks
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.style.theme import Theme

_APART = 6
"""Pixels between box and axes, so that a repaint of the one does not touch the other."""

_AXIS_HEIGHT = 22
_WIDTH_STEP = 8
_LEAST_AXIS_WIDTH = 48
_ZOOM = 0.8

_TICK_ROOM = (90, 44)
"""Pixels that a step between ticks takes at least: along x, along y."""


class PlotView(pg.GraphicsView):  # type: ignore[misc]
    """Two axes and a box that is zoomed with the wheel and dragged with the mouse.

    Signals:
        frame_changed: another range, another size, or another device pixel ratio.
        moved_by_hand: the person zoomed or dragged.
        pointer_moved(QPointF): the pointer is over this pixel of the box.
        pointer_left: it is not over the box any more.
        clicked(QPointF): the left button was clicked at this pixel of the box.
        double_clicked: it was double-clicked.
        focus_changed: the view has the keyboard, or lost it.
    """

    frame_changed = Signal()
    moved_by_hand = Signal()
    pointer_moved = Signal(QPointF)
    pointer_left = Signal()
    clicked = Signal(QPointF)
    double_clicked = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=theme.tokens.pane)
        self._theme = theme
        self.is_log = False
        """Whether ordinates are decimal logarithms; it counts from the next range on."""
        self.is_log_x = False
        """Whether abscissae are decimal logarithms; likewise."""
        self.is_time_x = False
        """Whether abscissae are seconds; likewise."""
        self.free_below = 0.0
        """Pixels at the bottom of the box where no tick is shown."""
        self.has_values = False
        """Without values the y axis has no ticks; it counts from the next range on."""
        self.box = pg.ViewBox(enableMenu=False)
        self._left, self._bottom = QuietAxis("left"), QuietAxis("bottom")
        self._lay_out()
        self._dress()
        self.box.sigRangeChanged.connect(self._on_frame_changed)
        self.box.sigResized.connect(self._on_frame_changed)
        self.box.sigRangeChangedManually.connect(self._on_moved_by_hand)
        self.sceneObj.sigMouseMoved.connect(self._on_mouse_moved)
        self.sceneObj.sigMouseClicked.connect(self._on_mouse_clicked)
        theme.changed.connect(self._on_theme_changed)

    def _lay_out(self) -> None:
        self.centralLayout.setContentsMargins(METRICS.section, METRICS.margin, METRICS.section, 6)
        self.centralLayout.setSpacing(_APART)
        self.centralLayout.addItem(self._left, 0, 0)
        self.centralLayout.addItem(self.box, 0, 1)
        self.centralLayout.addItem(self._bottom, 1, 1)
        self._left.linkToView(self.box)
        self._bottom.linkToView(self.box)
        self._left.setWidth(_LEAST_AXIS_WIDTH)
        self._bottom.setHeight(_AXIS_HEIGHT)
        self.box.disableAutoRange()
        # the layer in the box paints and clips itself: Qt need not ask the box about it
        self.box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, enabled=False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # the ground is one colour

    def _dress(self) -> None:
        self.setBackground(self._theme.tokens.pane)
        for axis in (self._left, self._bottom):
            axis.setTextPen(QColor(self._theme.tokens.text_third))
            axis.setTickFont(self._theme.ui_font(METRICS.small))

    # the frame

    def frame(self) -> Frame:
        """The range in view and the size of the box in pixels."""
        (left, right), (low, high) = self.box.viewRange()
        return Frame(left, right, low, high, self.box.width(), self.box.height())

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Shows exactly this range."""
        self.box.setRange(xRange=x, yRange=y, padding=0)
        self._on_frame_changed()

    def zoom(self, factor: float) -> None:
        """Shows so many times as much, about the middle."""
        self.box.scaleBy((factor, factor))
        self.moved_by_hand.emit()

    def reveal(self, number: float) -> None:
        """Moves along x until a trial is well in view, unless it is in view already."""
        left, right = self.box.viewRange()[0]
        if not left <= number <= right:
            self.box.translateBy(x=number - (left + right) / 2)
            self.moved_by_hand.emit()

    def y_ticks(self) -> Ticks:
        """The ticks of the y axis."""
        ticks: Ticks = self._left.ticks
        return ticks

    @Slot()
    def _on_frame_changed(self, *_change: object) -> None:
        frame = self.frame()
        if not frame.is_usable:
            return
        low = frame.low + self.free_below * (frame.high - frame.low) / frame.height
        most = max(2, min(6, int((frame.height - self.free_below) / _TICK_ROOM[1])))
        y_ticks = log_ticks if self.is_log else linear_ticks
        self._left.ticks = y_ticks(low, frame.high, most) if self.has_values else Ticks()
        most = max(2, min(8, int(frame.width / _TICK_ROOM[0])))
        count_ticks = time_ticks if self.is_time_x else whole_ticks
        x_ticks = log_ticks if self.is_log_x else count_ticks
        self._bottom.ticks = x_ticks(frame.left, frame.right, most)
        for axis in (self._left, self._bottom):
            axis.picture = None
            axis.update()
        self._make_room()
        self.frame_changed.emit()

    def _make_room(self) -> None:
        """Widens the axis for its texts; it never becomes narrower, so that nothing jumps."""
        metrics = QFontMetricsF(self._theme.ui_font(METRICS.small))
        widest = max(
            (metrics.horizontalAdvance(text) for text in self._left.ticks.labels), default=0
        )
        wanted = math.ceil((widest + TEXT_GAP + 2) / _WIDTH_STEP) * _WIDTH_STEP
        if wanted > self._left.width():
            self._left.setWidth(wanted)

    def picture(self) -> QImage:
        """Returns the plot as an image, with twice the pixels of the screen and all drawn."""
        image = QImage(self.size() * PICTURE_RATIO, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(PICTURE_RATIO)
        painter = QPainter(image)
        self.draw_picture(painter)
        painter.end()
        return image

    def draw_picture(self, painter: QPainter) -> None:
        """Draws the plot on its ground, from the origin on and in its own size."""
        target = QRectF(self.rect())
        painter.fillRect(target, self.backgroundBrush())
        self.render(painter, target, self.rect())

    def place_of(self, pixel: QPointF) -> QPoint:
        """Returns where a pixel of the box is in the view."""
        place: QPoint = self.mapFromScene(self.box.mapToScene(pixel))
        return place

    def box_rect(self) -> QRect:
        """Returns where the box is in the view."""
        box = self.box.sceneBoundingRect().toRect()
        return QRect(self.mapFromScene(box.topLeft().toPointF()), box.size())

    def has_key_focus(self) -> bool:
        """Says whether the keyboard is here and was used to get here."""
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return bool(self.hasFocus() and by_key)

    # the person

    def handle_zoom_key(self, key: int) -> bool:
        """Zooms at plus and minus; says whether the key was one of them."""
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(1 / _ZOOM)
            case _:
                return False
        return True

    @Slot(object)
    def _on_moved_by_hand(self, _axes: object) -> None:
        self.moved_by_hand.emit()

    @Slot(object)
    def _on_mouse_moved(self, scene_position: QPointF) -> None:
        if self.box.sceneBoundingRect().contains(scene_position):
            self.pointer_moved.emit(self.box.mapFromScene(scene_position))
        else:
            self.pointer_left.emit()

    @Slot(object)
    def _on_mouse_clicked(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not event.double():
            self.clicked.emit(QPointF(self.box.mapFromScene(event.scenePos())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tells of it."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Tells that the pointer is gone."""
        super().leaveEvent(event)
        self.pointer_left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves keys to the chart around it."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lets the focus be drawn."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lets the focus be undrawn."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self._dress()
