"""Ties the table's selected rows to the window's selected trial. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    Signal,
    Slot,
)

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.trials.column_data import BoolArray, IntArray
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_Flag = QItemSelectionModel.SelectionFlag
_ROWS = _Flag.Rows


class SelectionLink(QObject):
    """Keeps both selections alike, and the rows selected while the order changes.

    Qt would keep an index for each selected row through each change of the order; here the rows
    of the store are kept, in one array.

    Signals:
        revealed(int): another part of the window selected the trial at this position.
    """

    revealed = Signal(int)

    def __init__(
        self,
        rows: QItemSelectionModel,
        model: TrialTableModel,
        selection: TrialSelection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._model = model
        self._selection = selection
        self._is_following = False
        self._kept: IntArray = np.empty(0, np.intp)
        self._before: IntArray = np.empty(0, np.intp)
        self._current: tuple[int, int] | None = None
        rows.currentRowChanged.connect(self._on_current_row_changed)
        rows.selectionChanged.connect(self._on_selection_changed)
        selection.current_changed.connect(self._on_trial_selected)
        model.rearranging.connect(self._on_rearranging)
        model.rearranged.connect(self._on_rearranged)
        model.modelReset.connect(self._on_reset)

    def selected_rows(self) -> IntArray:
        """Returns the store's rows that are selected, in the order shown."""
        is_selected = np.zeros(len(self._model.rows), np.bool_)
        for each in self._rows.selection().toList():
            is_selected[each.top() : each.bottom() + 1] = True
        rows: IntArray = self._model.rows[is_selected]
        return rows

    def select_row(self, row: int | None) -> None:
        """Selects the trial in a row of the store for the whole window."""
        number = None if row is None else int(self._model.store.numbers[row])
        self._selection.select(number)

    # the person selects in the table

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._tell_current()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._tell_current()

    def _tell_current(self) -> None:
        """Tells where the keyboard is once that is selected: focus alone is no choice."""
        if self._is_following:
            return
        current = self._rows.currentIndex()
        if not self._rows.hasSelection():
            self._tell(None)
        elif current.isValid() and self._rows.isRowSelected(current.row()):
            self._tell(int(self._model.rows[current.row()]))

    def _tell(self, row: int | None) -> None:
        self._is_following = True
        self.select_row(row)
        self._is_following = False

    # another part of the window selects

    @Slot(object)
    def _on_trial_selected(self, _number: int | None) -> None:
        if not self._is_following:
            self._follow()

    def _follow(self) -> None:
        position = self._window_position()
        self._is_following = True
        if position is None:
            self._rows.clear()
        else:
            index = self._model.index(position, max(0, self._rows.currentIndex().column()))
            self._rows.setCurrentIndex(index, _Flag.ClearAndSelect | _ROWS)
        self._is_following = False
        if position is not None:
            self.revealed.emit(position)

    def _window_position(self) -> int | None:
        """Where the trial that the window shows stands in the table."""
        number = self._selection.current
        row = None if number is None else self._model.store.row_of(number)
        return self._model.position_of(row)

    # the order changes

    @Slot()
    def _on_rearranging(self) -> None:
        current = self._rows.currentIndex()
        self._kept = self.selected_rows()
        self._before = self._model.rows
        self._current = (current.row(), current.column()) if current.isValid() else None
        self._rows.blockSignals(True)
        self._rows.clear()

    @Slot()
    def _on_rearranged(self) -> None:
        if len(self._kept):
            is_kept = np.zeros(len(self._model.store), np.bool_)
            is_kept[self._kept] = True
            self._rows.select(self._ranges(is_kept[self._model.rows]), _Flag.Select)
        at, column = self._current or (None, 0)
        position, flag = None, _Flag.Select | _ROWS
        if not self._rows.hasSelection():  # perhaps the filter lets the window's trial in again
            position = self._window_position()
        if position is None and at is not None:
            position, flag = self._nearest(at), _Flag.NoUpdate
        if position is not None:
            self._rows.setCurrentIndex(self._model.index(position, column), flag)
        self._rows.blockSignals(False)

    def _nearest(self, at: int) -> int | None:
        """Where the row stands that was here; where it has gone, the next one, or the last."""
        position = self._model.position_of(int(self._before[at]))
        if position is not None:
            return position
        is_shown = np.zeros(len(self._model.store), np.bool_)
        is_shown[self._model.rows] = True
        stay = np.flatnonzero(is_shown[self._before])
        if not len(stay):
            return None
        nearest = stay[min(int(np.searchsorted(stay, at)), len(stay) - 1)]
        return self._model.position_of(int(self._before[nearest]))

    def _ranges(self, is_selected: BoolArray) -> QItemSelection:
        edges = np.flatnonzero(np.diff(is_selected.astype(np.int8), prepend=0, append=0))
        last = self._model.columnCount() - 1
        found = QItemSelection()
        for first, end in edges.reshape(-1, 2).tolist():
            top, bottom = self._model.index(first, 0), self._model.index(end - 1, last)
            found.append(QItemSelectionRange(top, bottom))
        return found

    @Slot()
    def _on_reset(self) -> None:
        self._follow()
