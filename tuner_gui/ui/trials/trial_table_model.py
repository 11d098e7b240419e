"""The trials as a table: an order array over the store, merged with each batch. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.trials.arranged_model import ROOT, ArrangedModel, Index
from tuner_gui.ui.trials.hidden_rows import HiddenRows
from tuner_gui.ui.trials.model_answers import cell_answer, column_answer
from tuner_gui.ui.trials.row_order import Arrangement, Merge, Place, arranged, merged
from tuner_gui.ui.trials.trial_columns import ColumnKind, columns_of
from tuner_gui.ui.trials.trial_filter import TrialFilter

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.trial_store import StoreChange, TrialStore
    from tuner_gui.ui.trials.column_data import BoolArray, FloatArray, IntArray
    from tuner_gui.ui.trials.trial_columns import TrialColumn

_DISPLAY = Qt.ItemDataRole.DisplayRole
_MANY = 5_000
"""More changed rows than these are sooner sorted with all others than put in one by one."""


class TrialTableModel(ArrangedModel):
    """Shows the rows of the store that pass a filter, sorted by a column.

    Trials that a person hid are left out, unless they are asked for.

    Signals:
        rows_changed(tuple[int, ...]): these rows of the store have other values.
        marks_changed(): a person said something of some trials.
    """

    rows_changed = Signal(object)
    marks_changed = Signal()

    def __init__(self, live: LiveStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._columns = columns_of(live.store)
        self._sort_key = ColumnKind.NUMBER.value
        self._is_descending = True
        self._sort_basis: int | None = None
        self._filter = TrialFilter()
        self._hidden = HiddenRows(live.store)
        self._shows_hidden = False
        self._shown = self._arranged()
        live.changed.connect(self._on_changed)
        live.marked.connect(self._on_marked)
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
    def sorting(self) -> tuple[str, bool]:
        """The key of the column sorted by, and whether it descends."""
        return self._sort_key, self._is_descending

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is in force."""
        return self._filter.term is not None

    @property
    def hidden_count(self) -> int:
        """How many trials a person hid."""
        return len(self._hidden)

    @property
    def shows_hidden(self) -> bool:
        """Whether hidden trials are shown too."""
        return self._shows_hidden

    def hidden_matches(self) -> int:
        """Returns how many hidden trials would be shown were they not hidden."""
        return int(np.count_nonzero(self._filter.passing(self.store, self._hidden.rows())))

    def column_index(self, key: str) -> int | None:
        """Returns the place of a column."""
        return next((at for at, each in enumerate(self._columns) if each.key == key), None)

    # Qt's questions

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What a cell holds; on stars that cannot be set, the tip says why."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        is_star_tip = role == Qt.ItemDataRole.ToolTipRole and column.kind is ColumnKind.STAR
        if is_star_tip and self._live.marking_obstacle:
            return plain_tip(self._live.marking_obstacle)
        return cell_answer(role, column, self.store, int(self._shown.rows[index.row()]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """What a column is called."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        return column_answer(role, self._columns[section], self.store)

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

    def show_hidden(self, *, is_wanted: bool) -> None:
        """Shows hidden trials too, or leaves them out again."""
        if is_wanted != self._shows_hidden:
            self._shows_hidden = is_wanted
            self._show(self._compared(self._arranged()))

    # following the store

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        if change.has_new_columns:
            self._match_columns()
        self._hidden.take_new()
        new = np.arange(change.first_new, len(self.store))
        candidates = np.concatenate([np.array(change.changed, np.intp), new])
        if len(candidates):
            self._merge(candidates)
            self._tell_changed(change.changed)

    @Slot(object)
    def _on_marked(self, numbers: frozenset[int]) -> None:
        found = (self.store.row_of(number) for number in numbers)
        rows = np.array(sorted(row for row in found if row is not None), np.intp)
        self._hidden.take_marked(rows)
        self._match_columns()
        if len(rows):
            self._merge(rows)
            self._tell_changed(tuple(rows.tolist()))
        self.marks_changed.emit()

    def _merge(self, candidates: IntArray) -> None:
        """Puts rows that are new or changed where they belong."""
        is_other = self._sort_column().sort_basis(self.store) != self._sort_basis
        if is_other or len(candidates) > _MANY:
            self._show(self._compared(self._arranged()))
        else:
            passes = self._passing(candidates)
            self._show(merged(self._shown, self._keys(), candidates, passes))

    def _tell_changed(self, rows: tuple[int, ...]) -> None:
        if rows:
            self.rows_changed.emit(rows)
            if len(self._shown.rows):
                last = self.index(len(self._shown.rows) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)

    @Slot()
    def _on_replaced(self) -> None:
        self.beginResetModel()
        self._columns = columns_of(self.store)
        self._filter = TrialFilter()
        self._hidden = HiddenRows(self.store)
        self._shows_hidden = False
        if self.column_index(self._sort_key) is None:
            self._sort_key, self._is_descending = ColumnKind.NUMBER.value, True
        self._shown = self._arranged()
        self.endResetModel()

    def _match_columns(self) -> None:
        """Takes out columns that are empty now, and puts in those that came."""
        new = columns_of(self.store)
        for at in reversed(range(len(self._columns))):
            column = self._columns[at]
            if column not in new:
                self.beginRemoveColumns(ROOT, at, at)
                self._columns = (*self._columns[:at], *self._columns[at + 1 :])
                if column.key == self._sort_key:
                    self._sort_key, self._is_descending = ColumnKind.NUMBER.value, True
                    self._sort_basis = None
                self.endRemoveColumns()
        for at, column in enumerate(new):
            if at >= len(self._columns) or self._columns[at] != column:
                self.beginInsertColumns(ROOT, at, at)
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
        if self._filter.term is not None or len(self._hidden):
            rows = rows[self._passing(rows)]
        self._sort_basis = self._sort_column().sort_basis(self.store)
        return arranged(rows, self._keys())

    def _passing(self, rows: IntArray) -> BoolArray:
        """Which of these rows are to be shown, shape (rows,)."""
        passes = self._filter.passing(self.store, rows)
        if self._shows_hidden or self._filter.sees_hidden or not len(self._hidden):
            return passes
        answer: BoolArray = passes & ~self._hidden.among(rows)
        return answer

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
