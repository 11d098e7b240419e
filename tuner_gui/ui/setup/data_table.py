"""The first rows of the data, painted: the type under each name, the target marked. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tuner_gui.ui.chrome.plain_table import CELL_PADDING, PlainHeader, PlainTable, paint_cell_text
from tuner_gui.ui.formats import ABSENT
from tuner_gui.ui.setup.data_table_model import DataTableModel
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.datasets.preview import DataPreview
    from tuner_gui.ui.setup.data_roles import ColumnRole
    from tuner_gui.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex

_WIDEST = 180
_NARROWEST = 56
_HEADER = 42
_ROW = 24
_SHOWN_ROWS = 7


class DataTable(PlainTable):
    """Shows a preview.

    Signals:
        column_clicked(int): the header of a column, where something can be chosen.
    """

    column_clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _ROW, parent)
        named(self, "data_table", self.tr("First rows of the data"))
        self._shown = DataTableModel(self)
        self._metrics = QFontMetrics(theme.ui_font(METRICS.small))
        self._head = _Header(theme, self._shown, self)
        self.setHorizontalHeader(self._head)
        self.setFont(theme.ui_font(METRICS.small))
        self.setModel(self._shown)
        self.setItemDelegate(_CellDelegate(theme, self._shown, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._head.sectionClicked.connect(self.column_clicked)

    def show_preview(self, found: DataPreview) -> None:
        """Shows a preview; its columns get the room that they need."""
        self._shown.show(found)
        rows = min(_SHOWN_ROWS, max(1, self._shown.rowCount()))
        self.setFixedHeight(_HEADER + rows * _ROW + self.horizontalScrollBar().sizeHint().height())
        self.scrollToTop()

    def set_roles(self, roles: Sequence[ColumnRole]) -> None:
        """Marks the columns by what they are for."""
        self._shown.set_roles(roles)
        self.fit_columns(map(self._width, range(self._shown.columnCount())))
        self.viewport().update()

    def name_of(self, column: int) -> str:
        """Returns the name of a column."""
        return self._shown.column(column).name

    def set_clickable(self, *, is_clickable: bool) -> None:
        """Says whether something can be chosen at a column."""
        self._head.setSectionsClickable(is_clickable)

    def header_bottom(self, column: int) -> QRect:
        """Returns where a menu of a column begins, in the coordinates of the header."""
        left = self._head.sectionViewportPosition(column)
        return QRect(left, 0, self._head.sectionSize(column), self._head.height())

    def _width(self, column: int) -> int:
        texts = (self._shown.text(row, column) for row in range(self._shown.rowCount()))
        longest = self._metrics.horizontalAdvance(max(texts, key=len, default=""))
        room = max(longest, self._head.width_of(column)) + 2 * CELL_PADDING + 2
        return max(_NARROWEST, min(room, _WIDEST))


class _Header(PlainHeader):
    """Two lines a column: the name, and below it the type with what the column is for."""

    def __init__(self, theme: Theme, shown: DataTableModel, parent: QWidget) -> None:
        super().__init__(theme, _NARROWEST, parent)
        named(self, "data_table_header", self.tr("Columns"))
        self._shown = shown
        self._name_font = theme.ui_font(METRICS.small, QFont.Weight.Medium)
        self._type_font = theme.ui_font(METRICS.tiny)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEADER)

    def width_of(self, column: int) -> int:
        """Returns the room that the two texts need."""
        name = QFontMetrics(self._name_font).horizontalAdvance(self._shown.column(column).name)
        kind = QFontMetrics(self._type_font).horizontalAdvance(self._shown.type_words(column))
        return max(name, kind)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        tokens, role = self._theme.tokens, self._shown.role(logical)
        if role == "target":
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, QColor(tokens.accent))
        inside = rect.adjusted(CELL_PADDING, 5, -CELL_PADDING, -5)
        side = self._shown.headerData(
            logical, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        ) & (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight)
        colours = {"target": tokens.accent, "unused": tokens.text_third}
        painter.setFont(self._name_font)
        painter.setPen(QColor(colours.get(role, tokens.text)))
        self._draw(painter, inside, side | Qt.AlignmentFlag.AlignTop, self._name(logical))
        painter.setFont(self._type_font)
        painter.setPen(QColor(tokens.accent if role == "target" else tokens.text_second))
        words = self._shown.type_words(logical)
        self._draw(painter, inside, side | Qt.AlignmentFlag.AlignBottom, words)

    def _name(self, column: int) -> str:
        return self._shown.column(column).name

    @staticmethod
    def _draw(painter: QPainter, rect: QRect, flags: Qt.AlignmentFlag, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, shown)


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, shown: DataTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = shown

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, rect, role = self._theme.tokens, option.rect, self._shown.role(index.column())
        if role == "target":
            painter.fillRect(rect, QColor(tokens.accent_soft))
        is_quiet = index.data() == ABSENT or role == "unused"
        paint_cell_text(painter, option, index, tokens.text_third if is_quiet else tokens.text)
