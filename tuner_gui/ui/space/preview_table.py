"""The table of the next trials: a row each, a column for each parameter. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tuner_gui.core.columns import MISSING
from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.ranges import is_finite_number
from tuner_gui.ui.chrome.plain_table import CELL_PADDING, PlainHeader, PlainTable, paint_cell_text
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import ABSENT, format_value
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import FlatParams
    from tuner_gui.insight.space_preview import SpacePreview
    from tuner_gui.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex

_WIDEST = 200
_NARROWEST = 44


class PreviewTableModel(QAbstractTableModel):
    """The rows of a preview; an inactive parameter is a dash."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._rows: tuple[FlatParams, ...] = ()
        self._first = 0
        self._numeric: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters, a column for each behind that of the trial's number."""
        return self._names

    def show(self, found: SpacePreview) -> None:
        """Takes another preview; columns of the same names keep their place."""
        names = found.order.space.names
        is_reset = names != self._names or len(found.rows) != len(self._rows)
        if is_reset:
            self.beginResetModel()
        self._names, self._rows, self._first = names, found.rows, found.order.asked
        self._numeric = frozenset(each.name for each in found.order.space if _is_numeric(each.kind))
        if is_reset:
            self.endResetModel()
        elif self._rows:
            last = self.index(len(self._rows) - 1, len(self._names))
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each trial."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The number, and one for each parameter."""
        return 0 if parent is not None and parent.isValid() else len(self._names) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts as in the trial table, and where they stand."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole if index.column():
                name = self._names[index.column() - 1]
                value = self._rows[index.row()].get(name, MISSING)
                tip = self.tr("%s is not active here") % name if value is MISSING else str(value)
                return plain_tip(tip)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Vertical:
            return None
        name = self._names[section - 1] if section else "#"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(name) if section else self.tr("The trial's number")
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
            case _:
                return None

    def text(self, row: int, column: int) -> str:
        """Returns what stands in a cell."""
        if column == 0:
            return str(self._first + row)
        return format_value(self._rows[row].get(self._names[column - 1], MISSING))

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        is_right = column == 0 or self._names[column - 1] in self._numeric
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _is_numeric(kind: ParameterKind) -> bool:
    match kind:
        case Choice(values=values):
            return all(map(is_finite_number, values))
        case Constant(value=value):
            return is_finite_number(value)
        case _:
            return True


class PreviewTable(PlainTable):
    """Shows a preview; what is out of date is dimmed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, METRICS.table_row, parent)
        named(self, "preview_table", self.tr("Next trials"))
        self._next = PreviewTableModel(self)
        self._delegate = _CellDelegate(theme, self)
        header = PlainHeader(theme, _NARROWEST, self)
        named(header, "preview_table_header", self.tr("Parameters"))
        self.setHorizontalHeader(header)
        header_font = theme.ui_font(METRICS.small, QFont.Weight.Medium)
        header.setFont(header_font)
        self._header_metrics = QFontMetrics(header_font)
        self._metrics = QFontMetrics(theme.ui_font())
        self.setModel(self._next)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_preview(self, found: SpacePreview) -> None:
        """Shows a preview; its columns get the room that they need."""
        self._next.show(found)
        self.fit_columns(map(self._width, range(self._next.columnCount())))

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Dims what is shown: it is from before a problem."""
        self._delegate.is_dimmed = is_dimmed
        self.viewport().update()

    def _width(self, column: int) -> int:
        title = self._next.headerData(column, Qt.Orientation.Horizontal)
        texts = (self._next.text(row, column) for row in range(self._next.rowCount()))
        longest = self._metrics.horizontalAdvance(max(texts, key=len, default=""))
        room = max(longest, self._header_metrics.horizontalAdvance(title)) + 2 * CELL_PADDING + 8
        return max(_NARROWEST, min(room, _WIDEST))


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_dimmed = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, rect = self._theme.tokens, option.rect
        if option.state & option.state.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
        is_quiet = self.is_dimmed or index.data() == ABSENT or index.column() == 0
        paint_cell_text(painter, option, index, tokens.text_third if is_quiet else tokens.text)
