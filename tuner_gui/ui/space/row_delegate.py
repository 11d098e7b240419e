"""Paints a row of the space form: two lines and a small drawing. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.space.coverage_strip import STRIP_HEIGHT, coverage_words, paint_coverage
from tuner_gui.ui.space.list_model import VIEW_ROLE
from tuner_gui.ui.space.note_mark import NOTE_MARK, paint_note
from tuner_gui.ui.space.row_guides import indent_of, paint_guides
from tuner_gui.ui.space.row_views import RowView
from tuner_gui.ui.space.sketch_painter import paint_sketch
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QAbstractItemView

    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_SKETCH = QSize(72, 18)
_NARROW = 340
"""In a narrower list the words need the room more than the drawing does."""
_NARROW_SKETCH = QSize(54, 18)
_STRIP_GAP = 3
_EDGE = 3


class RowDelegate(QStyledItemDelegate):
    """Name and kind above, condition and range (or the problem) below, the drawing at the right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name_font = theme.ui_font(METRICS.text, QFont.Weight.Medium)
        self._kind_font = theme.ui_font(METRICS.tiny)
        self._words_font = theme.ui_font(METRICS.small)
        self.coverage: Mapping[str, Coverage] = {}

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
        paint_guides(painter, option.rect, view.guides, tokens)
        left = METRICS.margin + indent_of(view.depth)
        inside = option.rect.adjusted(left, 0, -METRICS.margin, -1)
        size = _SKETCH if option.rect.width() >= _NARROW else _NARROW_SKETCH
        corner = inside.right() + 1 - size.width(), inside.center().y() - size.height() // 2 + 1
        box = QRect(QPoint(*corner), size)
        inside.setRight(box.left() - METRICS.margin)
        self._paint_texts(painter, inside, view, tokens)
        if view.problem:
            icon = self._theme.icons.icon("error", "bad")
            icon.paint(painter, QRect(box.right() - 17, box.center().y() - 9, 18, 18))
        else:
            paint_sketch(painter, QRectF(box), view.sketch, tokens, is_dim=view.is_disabled)
            self._paint_strip(painter, box, view, tokens)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Says below the row's own words what has been tried of it."""
        row = index.data(VIEW_ROLE)
        coverage = self.coverage.get(row.name) if isinstance(row, RowView) else None
        if coverage is None:
            return super().helpEvent(event, view, option, index)
        tip = plain_tip(f"{row.tip}\n{coverage_words(coverage)}")
        QToolTip.showText(event.globalPos(), tip, view)
        return True

    def _paint_strip(self, painter: QPainter, box: QRect, view: RowView, tokens: Tokens) -> None:
        coverage = self.coverage.get(view.name)
        if coverage is not None:
            top = box.bottom() + 1 + _STRIP_GAP
            strip = QRectF(box.left(), top, box.width(), STRIP_HEIGHT)
            paint_coverage(painter, strip, coverage, tokens)

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
        room = max(40, upper.width() - kind_width)
        upper.setLeft(self._paint_name(painter, upper, room, view, tokens) + METRICS.gap)
        painter.setFont(self._kind_font)
        painter.setPen(QColor(tokens.text_third))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, view.kind)
        self._paint_words(painter, lower, view, tokens)

    def _paint_name(
        self, painter: QPainter, rect: QRect, room: int, view: RowView, tokens: Tokens
    ) -> int:
        """Paints the name, its group quietly before it; returns where it ends."""
        metrics = QFontMetrics(self._name_font)
        group, dot, own = view.name.rpartition(".")
        group += dot
        own = metrics.elidedText(own or self.tr("no name"), Qt.TextElideMode.ElideMiddle, room)
        left = room - metrics.horizontalAdvance(own)
        group = shortened_group(group, metrics, left)
        is_dim = view.is_disabled or not view.name
        painter.setFont(self._name_font)
        painter.setPen(QColor(tokens.text_third))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, group)
        place = rect.adjusted(metrics.horizontalAdvance(group), 0, 0, 0)
        painter.setPen(QColor(tokens.text_third if is_dim else tokens.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, own)
        return place.left() + metrics.horizontalAdvance(own)

    def _paint_words(self, painter: QPainter, rect: QRect, view: RowView, tokens: Tokens) -> None:
        """Paints the problem, or the words and behind them the note, as far as there is room."""
        metrics = QFontMetrics(self._words_font)
        painter.setFont(self._words_font)
        painter.setPen(QColor(tokens.bad if view.problem else tokens.text_second))
        has_note = bool(view.note) and not view.problem
        room = rect.width() - (NOTE_MARK + METRICS.gap if has_note else 0)
        words = view.problem
        if not words:
            fitting = (each for each in view.briefs if metrics.horizontalAdvance(each) < room)
            words = next(fitting, view.briefs[-1] if view.briefs else view.words)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        if has_note:
            left = metrics.horizontalAdvance(words) + METRICS.gap
            paint_note(painter, rect.adjusted(left, 0, 0, 0), view.note, self._theme)


def shortened_group(group: str, metrics: QFontMetrics, room: int) -> str:
    """Returns as many of the inner parts of `a.b.c.` as there is room for."""
    parts = group.split(".")
    for dropped in range(len(parts) - 1):
        text = ("…" if dropped else "") + ".".join(parts[dropped:])
        if metrics.horizontalAdvance(text) < room:
            return text
    return "…" if group and metrics.horizontalAdvance("…") < room else ""
