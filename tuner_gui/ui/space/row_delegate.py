"""Paints a row of the space form: two lines and a small drawing. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tuner_gui.ui.space.list_model import VIEW_ROLE
from tuner_gui.ui.space.wording import RowView
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from tuner_gui.ui.space.sketch import Sketch
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_SKETCH = QSize(72, 18)
_INDENT = 16
_DEEPEST_INDENT = 4
_SQUARE = 14
_EDGE = 3


class RowDelegate(QStyledItemDelegate):
    """Name and kind above, condition and range (or the problem) below, the drawing at the right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name_font = theme.ui_font(METRICS.text, QFont.Weight.Medium)
        self._kind_font = theme.ui_font(METRICS.tiny)
        self._words_font = theme.ui_font(METRICS.small)

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row has the same height."""
        return QSize(option.rect.width(), METRICS.list_row)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paints ground, texts and drawing."""
        view = index.data(VIEW_ROLE)
        if not isinstance(view, RowView):
            return
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, tokens, is_wrong=bool(view.problem))
        indent = min(view.depth, _DEEPEST_INDENT) * _INDENT
        inside = option.rect.adjusted(METRICS.margin + indent, 0, -METRICS.margin, -1)
        box = QRect(
            inside.right() + 1 - _SKETCH.width(),
            inside.center().y() - _SKETCH.height() // 2 + 1,
            _SKETCH.width(),
            _SKETCH.height(),
        )
        inside.setRight(box.left() - METRICS.margin)
        self._paint_texts(painter, inside, view, tokens)
        if view.problem:
            icon = self._theme.icons.icon("error", "bad")
            icon.paint(painter, QRect(box.right() - 17, box.center().y() - 9, 18, 18))
        else:
            paint_sketch(painter, QRectF(box), view.sketch, tokens)
        painter.restore()

    @staticmethod
    def _paint_ground(
        painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens, *, is_wrong: bool
    ) -> None:
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.row_hover))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tokens.border))
        if is_wrong:
            painter.fillRect(rect.x(), rect.y(), _EDGE, rect.height() - 1, QColor(tokens.bad))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)

    def _paint_texts(self, painter: QPainter, rect: QRect, view: RowView, tokens: Tokens) -> None:
        upper, lower = rect.adjusted(0, 5, 0, 0), rect.adjusted(0, 24, 0, 0)
        upper.setHeight(18)
        lower.setHeight(17)
        kind_width = QFontMetrics(self._kind_font).horizontalAdvance(view.kind) + METRICS.gap
        metrics = QFontMetrics(self._name_font)
        name = view.name or self.tr("no name")
        name = metrics.elidedText(
            name, Qt.TextElideMode.ElideMiddle, max(40, rect.width() - kind_width)
        )
        painter.setFont(self._name_font)
        painter.setPen(QColor(tokens.text if view.name else tokens.text_third))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(self._kind_font)
        painter.setPen(QColor(tokens.text_third))
        upper.setLeft(upper.left() + metrics.horizontalAdvance(name) + METRICS.gap)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, view.kind)
        painter.setFont(self._words_font)
        painter.setPen(QColor(tokens.bad if view.problem else tokens.text_second))
        words = QFontMetrics(self._words_font).elidedText(
            view.problem or view.words, Qt.TextElideMode.ElideRight, lower.width()
        )
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, words)


def paint_sketch(painter: QPainter, box: QRectF, sketch: Sketch, tokens: Tokens) -> None:
    """Paints the drawing of a distribution into a box, on the painter's ground."""
    line = QColor(tokens.accent)
    fill = QColor(line)
    fill.setAlphaF(0.62 if sketch.shape in {"bars", "squares"} else 0.28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    match sketch.shape:
        case "density":
            _paint_density(painter, box, sketch.heights, line)
        case "bars":
            _paint_bars(painter, box, len(sketch.heights))
        case "squares":
            _paint_squares(painter, box, len(sketch.heights))
        case "spike":
            middle = box.center().x()
            painter.drawRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1))
            painter.setBrush(line)
            painter.drawRect(QRectF(middle - 1, box.top() + 2, 2, box.height() - 2))
        case "none":
            pass


def _paint_density(
    painter: QPainter, box: QRectF, heights: tuple[float, ...], line: QColor
) -> None:
    top, height = box.top() + 2, box.height() - 2
    step = box.width() / (len(heights) - 1)
    curve = [
        QPointF(box.left() + place * step, top + height * (1 - share))
        for place, share in enumerate(heights)
    ]
    painter.drawPolygon(QPolygonF([*curve, box.bottomRight(), box.bottomLeft()]))
    painter.setPen(QPen(line, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(curve))


def _paint_bars(painter: QPainter, box: QRectF, count: int) -> None:
    pitch = box.width() / count
    width = min(pitch * 0.6, 10.0)
    for place in range(count):
        left = box.left() + place * pitch + (pitch - width) / 2
        painter.drawRect(QRectF(left, box.top() + 2, width, box.height() - 2))


def _paint_squares(painter: QPainter, box: QRectF, count: int) -> None:
    pitch = box.width() / count
    side = min(pitch - 3, float(_SQUARE))
    top = box.center().y() - side / 2
    for place in range(count):
        painter.drawRect(QRectF(box.left() + place * pitch + (pitch - side) / 2, top, side, side))
