"""Paints a parameter that was read: tick, name and flag; default; range, reason, drawing. GUI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tuner_gui.ui.script.parameter_table import DEFAULT, NAME, VIEW_ROLE, ReadRow
from tuner_gui.ui.space.sketch_painter import paint_sketch
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QEvent, QObject

    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

TICK_ROOM = 44
"""So wide is the place of the tick, from the left edge."""

_BOX = 16
_SKETCH = QSize(64, 18)
_LEAST_FOR_SKETCH = 260
_UPPER, _LOWER, _LINE = 5, 24, 18


@dataclass(frozen=True, slots=True)
class _Ink:
    font: QFont
    colour: str


class ParameterDelegate(QStyledItemDelegate):
    """Two lines a row; what is not ticked is quieter."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name_font = theme.ui_font(METRICS.text, QFont.Weight.Medium)
        self._small_font = theme.ui_font(METRICS.small)
        self._mono_font = theme.mono_font(METRICS.small)
        self._tiny_font = theme.ui_font(METRICS.tiny)
        self._tiny_mono_font = theme.mono_font(METRICS.tiny)

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Every row has the same height."""
        return QSize(option.rect.width(), METRICS.list_row)

    def editorEvent(
        self,
        _event: QEvent,
        _model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        _index: _Index,
    ) -> bool:
        """Leaves ticking to the view, which knows where the box is painted."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one cell."""
        row = index.data(VIEW_ROLE)
        if not isinstance(row, ReadRow):
            return
        tokens = self._theme.tokens
        first = index.sibling(index.row(), NAME)
        is_ticked = first.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, tokens)
        if index.column() == NAME:
            self._paint_name(painter, option, row, is_ticked=is_ticked)
        elif index.column() == DEFAULT:
            self._paint_default(painter, option.rect, row)
        else:
            self._paint_range(painter, option.rect, row, is_ticked=is_ticked)
        painter.restore()

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ReadRow, *, is_ticked: bool
    ) -> None:
        tokens, rect = self._theme.tokens, option.rect
        box = QRectF(rect.left() + METRICS.section, rect.center().y() - _BOX / 2, _BOX, _BOX)
        self._paint_tick(painter, box, is_ticked=is_ticked)
        inside = rect.adjusted(TICK_ROOM, 0, -METRICS.gap, 0)
        colour = tokens.text if is_ticked else tokens.text_second
        middle = Qt.TextElideMode.ElideMiddle
        if not row.flag:
            _write(painter, inside, row.name, _Ink(self._name_font, colour), middle)
            return
        _write(painter, _line(inside, _UPPER), row.name, _Ink(self._name_font, colour), middle)
        _write(
            painter, _line(inside, _LOWER), row.flag, _Ink(self._tiny_mono_font, tokens.text_third)
        )

    def _paint_tick(self, painter: QPainter, box: QRectF, *, is_ticked: bool) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.accent if is_ticked else tokens.outline), 1))
        painter.setBrush(QColor(tokens.accent if is_ticked else tokens.raised))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if is_ticked:
            icon = self._theme.icons.icon("check-bold", "on_accent")
            icon.paint(painter, box.adjusted(1, 1, -1, -1).toRect())

    def _paint_default(self, painter: QPainter, rect: QRect, row: ReadRow) -> None:
        tokens = self._theme.tokens
        inside = _line(rect.adjusted(METRICS.gap, 0, -METRICS.gap, 0), _UPPER)
        is_word = row.is_required and row.default == "required"
        colour = tokens.warn if is_word else tokens.text_second
        font = self._small_font if is_word else self._mono_font
        _write(painter, inside, row.default or "–", _Ink(font, colour))

    def _paint_range(
        self, painter: QPainter, rect: QRect, row: ReadRow, *, is_ticked: bool
    ) -> None:
        tokens = self._theme.tokens
        inside = rect.adjusted(METRICS.gap, 0, -METRICS.section, 0)
        if row.sketch is not None and inside.width() >= _LEAST_FOR_SKETCH:
            corner = inside.right() - _SKETCH.width(), inside.center().y() - _SKETCH.height() / 2
            box = QRectF(*corner, _SKETCH.width(), _SKETCH.height())
            paint_sketch(painter, box, row.sketch, tokens, is_dim=not is_ticked)
            inside.setRight(round(box.left()) - METRICS.margin)
        upper = _line(inside, _UPPER)
        colour = tokens.text if is_ticked else tokens.text_second
        shown = _write(painter, upper, row.words, _Ink(self._small_font, colour))
        kind = upper.adjusted(shown + METRICS.gap, 0, 0, 0)
        _write(painter, kind, row.kind, _Ink(self._tiny_font, tokens.text_third))
        _write(
            painter, _line(inside, _LOWER), row.reason, _Ink(self._small_font, tokens.text_third)
        )


def _line(rect: QRect, top: int) -> QRect:
    return QRect(rect.left(), rect.top() + top, rect.width(), _LINE)


def _write(
    painter: QPainter,
    rect: QRect,
    text: str,
    ink: _Ink,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Writes a text as far as there is room; returns how wide it is."""
    if rect.width() < METRICS.gap:
        return 0
    metrics = QFontMetrics(ink.font)
    shown = metrics.elidedText(text, elide, rect.width())
    painter.setFont(ink.font)
    painter.setPen(QColor(ink.colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    rect, state = option.rect, option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(tokens.selection))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(tokens.row_hover))
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tokens.border))
