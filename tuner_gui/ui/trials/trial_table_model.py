"""The trials as a table: an order array over the store, merged with each batch. GUI thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from tuner_gui.ui.trials.row_order import Arrangement, Merge, Place, arranged, merged
from tuner_gui.ui.trials.trial_columns import ColumnKind, columns_of
from tuner_gui.ui.trials.trial_filter import TrialFilter
from tuner_gui.ui.trials.trial_words import (
    cell_text,
    cell_tip,
    column_tip,
    column_title,
)

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.trial_store import StoreChange, TrialStore
    from tuner_gui.ui.trials.trial_columns import BoolArray, FloatArray, IntArray, TrialColumn

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LAYOUT_SIGNAL = "QList<QPersistentModelIndex>,QAbstractItemModel::LayoutChangeHint"
_ROWS_MOVE = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
"""Without this hint the header takes its columns for moved, and sizes them anew."""


class TrialTableModel(QAbstractTableModel):
    """Shows the rows of the store that pass a filter, sorted by a column.

    Signals:
        rearranging(): rows are about to come, go or move.
        rearranged(): they did.
        rows_changed(tuple[int, ...]): these rows of the store have other values.
    """

    rearranging = Signal()
    rearranged = Signal()
    rows_changed = Signal(object)

    def __init__(self, live: LiveStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._columns = columns_of(live.store)
        self._sort_key = ColumnKind.NUMBER.value
        self._is_descending = True
        self._sort_basis = 0
        self._filter = TrialFilter()
        self._shown = self._arranged()
        live.changed.connect(self._on_changed)
        live.replaced.connect(self._on_replaced)

    # what is shown

    @property
    def store(self) -> TrialStore:
        """The trials."""
        return self._live.store

    @property
    def columns(self) -> tuple[TrialColumn, ...]:
        """The columns, hidden ones included."""
        return self._columns

    @property
    def rows(self) -> IntArray:
        """The store's rows in the order shown; replaced, never written, by a change."""
        return self._shown.rows

    @property
    def sorting(self) -> tuple[str, bool]:
        """The key of the column sorted by, and whether it descends."""
        return self._sort_key, self._is_descending

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is in force."""
        return self._filter.term is not None

    def position_of(self, row: int | None) -> int | None:
        """Returns where a row of the store is shown, if it is."""
        if row is None:
            return None
        found = np.flatnonzero(self._shown.rows == row)
        return int(found[0]) if len(found) else None

    def column_index(self, key: str) -> int | None:
        """Returns the place of a column."""
        return next((at for at, each in enumerate(self._columns) if each.key == key), None)

    # Qt's questions

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many trials are shown."""
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """The text, the exact value as a tip, or the alignment of a cell."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        row = int(self._shown.rows[index.row()])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell_text(column, self.store, row, time.time())
            case Qt.ItemDataRole.ToolTipRole:
                return cell_tip(column, self.store, row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_numeric(self.store) else _LEFT
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The title, the tip, the alignment and the first order of a column."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column_title(column)
            case Qt.ItemDataRole.ToolTipRole:
                return column_tip(column, self.store.objective)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_numeric(self.store) else _LEFT
            case Qt.ItemDataRole.InitialSortOrderRole:
                descends = column.descends_at_first(self.store.objective)
                return Qt.SortOrder.DescendingOrder if descends else Qt.SortOrder.AscendingOrder
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; missing values come last both ways."""
        if not 0 <= column < len(self._columns):
            return
        self._sort_key = self._columns[column].key
        self._is_descending = order == Qt.SortOrder.DescendingOrder
        new = self._arranged()
        none = np.empty(0, np.intp)
        self._show(Merge(new, none, none, Place.ANYWHERE))

    def set_filter(self, trial_filter: TrialFilter) -> None:
        """Shows only the trials that pass."""
        if trial_filter == self._filter:
            return
        self._filter = trial_filter
        self._show(self._compared(self._arranged()))

    # following the store

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        if change.has_new_columns:
            self._insert_new_columns()
        new = np.arange(change.first_new, len(self.store))
        candidates = np.concatenate([np.array(change.changed, np.intp), new])
        if not len(candidates):
            return
        if self._sort_column().sort_basis(self.store) != self._sort_basis:
            merge = self._compared(self._arranged())
        else:
            passes = self._filter.passing(self.store, candidates)
            merge = merged(self._shown, self._keys(), candidates, passes)
        self._show(merge)
        if change.changed:
            self.rows_changed.emit(change.changed)
            if len(self._shown.rows):
                last = self.index(len(self._shown.rows) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)

    @Slot()
    def _on_replaced(self) -> None:
        self.beginResetModel()
        self._columns = columns_of(self.store)
        self._filter = TrialFilter()
        if self.column_index(self._sort_key) is None:
            self._sort_key, self._is_descending = ColumnKind.NUMBER.value, True
        self._shown = self._arranged()
        self.endResetModel()

    def _insert_new_columns(self) -> None:
        new = columns_of(self.store)
        for at, column in enumerate(new):
            if at >= len(self._columns) or self._columns[at] != column:
                self.beginInsertColumns(_ROOT, at, at)
                self._columns = (*self._columns[:at], column, *self._columns[at:])
                self.endInsertColumns()

    # order

    def _sort_column(self) -> TrialColumn:
        return self._columns[self.column_index(self._sort_key) or 0]

    def _keys(self) -> FloatArray:
        keys = self._sort_column().sort_keys(self.store)
        return -keys if self._is_descending else keys

    def _arranged(self) -> Arrangement:
        rows = np.arange(len(self.store))
        if self._filter.term is not None:
            rows = rows[self._filter.passing(self.store, rows)]
        self._sort_basis = self._sort_column().sort_basis(self.store)
        return arranged(rows, self._keys())

    def _compared(self, new: Arrangement) -> Merge:
        """An arrangement that was made anew, told as a change of the old one."""
        was_shown, is_shown = self._marked(self._shown.rows), self._marked(new.rows)
        added = np.flatnonzero(is_shown & ~was_shown)
        removed = np.flatnonzero(was_shown & ~is_shown)
        return Merge(new, added, removed, Place.ANYWHERE)

    def _marked(self, rows: IntArray) -> BoolArray:
        marks = np.zeros(len(self.store), np.bool_)
        marks[rows] = True
        return marks

    def _show(self, merge: Merge) -> None:
        """Takes a new order in the steps that Qt knows: rows come, move, go."""
        new, added, removed = merge.arrangement, merge.added, merge.removed
        if merge.place is Place.NOWHERE:
            return
        self.rearranging.emit()
        if merge.place is not Place.ANYWHERE:
            at = 0 if merge.place is Place.TOP else len(self._shown.rows)
            self.beginInsertRows(_ROOT, at, at + len(added) - 1)
            self._shown = new
            self.endInsertRows()
        else:
            self._append(added)
            self._permute(np.concatenate([new.rows, removed]) if len(removed) else new.rows)
            self._drop_last(new, len(removed))
        self.rearranged.emit()

    def _append(self, added: IntArray) -> None:
        if len(added):
            first = len(self._shown.rows)
            self.beginInsertRows(_ROOT, first, first + len(added) - 1)
            self._shown = Arrangement(np.concatenate([self._shown.rows, added]), self._shown.keys)
            self.endInsertRows()

    def _permute(self, rows: IntArray) -> None:
        self.layoutAboutToBeChanged[_LAYOUT_SIGNAL].emit([], _ROWS_MOVE)  # type: ignore[index]
        old_indexes = self.persistentIndexList()
        moving = self._shown.rows[[index.row() for index in old_indexes]] if old_indexes else ()
        self._shown = Arrangement(rows, self._shown.keys)
        places = {row: self.position_of(row) or 0 for row in set(map(int, moving))}
        new_indexes = [
            self.index(places[int(row)], index.column())
            for row, index in zip(moving, old_indexes, strict=True)
        ]
        self.changePersistentIndexList(old_indexes, new_indexes)
        self.layoutChanged[_LAYOUT_SIGNAL].emit([], _ROWS_MOVE)  # type: ignore[index]

    def _drop_last(self, new: Arrangement, count: int) -> None:
        if count:
            self.beginRemoveRows(_ROOT, len(new.rows), len(new.rows) + count - 1)
        self._shown = new
        if count:
            self.endRemoveRows()
