"""A table model over an order array: tells Qt how rows come, move and go. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)

from tuner_gui.ui.trials.row_order import Arrangement, Merge, Place

if TYPE_CHECKING:
    from tuner_gui.ui.trials.column_data import IntArray

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_LAYOUT_SIGNAL = "QList<QPersistentModelIndex>,QAbstractItemModel::LayoutChangeHint"
_ROWS_MOVE = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
"""Without this hint the header takes its columns for moved, and sizes them anew."""


class ArrangedModel(QAbstractTableModel):
    """Rows of a store in some order; a subclass says which, and what their cells hold.

    Signals:
        rearranging(): rows are about to come, go or move.
        rearranged(): they did.
    """

    rearranging = Signal()
    rearranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Arrangement(np.empty(0, np.intp), np.empty(0, np.float64))

    @property
    def rows(self) -> IntArray:
        """The store's rows in the order shown; replaced, never written, by a change."""
        return self._shown.rows

    def position_of(self, row: int | None) -> int | None:
        """Returns where a row of the store is shown, if it is."""
        if row is None:
            return None
        found = np.flatnonzero(self._shown.rows == row)
        return int(found[0]) if len(found) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many trials are shown."""
        return 0 if parent.isValid() else len(self._shown.rows)

    def _show(self, merge: Merge) -> None:
        """Takes a new order in the steps that Qt knows: rows come, move, go."""
        new, added, removed = merge.arrangement, merge.added, merge.removed
        if merge.place is Place.NOWHERE:
            return
        self.rearranging.emit()
        if merge.place is not Place.ANYWHERE:
            at = 0 if merge.place is Place.TOP else len(self._shown.rows)
            self.beginInsertRows(ROOT, at, at + len(added) - 1)
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
            self.beginInsertRows(ROOT, first, first + len(added) - 1)
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
            self.beginRemoveRows(ROOT, len(new.rows), len(new.rows) + count - 1)
        self._shown = new
        if count:
            self.endRemoveRows()
