"""What the trial table's model says of a cell and of a column, role by role. GUI thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tuner_gui.ui.trials.mark_words import mark_words
from tuner_gui.ui.trials.trial_words import (
    cell_text,
    cell_tip,
    column_name,
    column_tip,
    column_title,
    mark_of,
    spoken_cell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.trials.trial_columns import TrialColumn

_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def cell_answer(role: int, column: TrialColumn, store: TrialStore, row: int) -> Any:
    """Returns the text of a cell, its exact value as a tip, its alignment, or what is spoken."""
    answer = _CELL.get(role)
    return None if answer is None else answer(column, store, row)


def column_answer(role: int, column: TrialColumn, store: TrialStore) -> Any:
    """Returns the title, the tip, the alignment, the first order or the name of a column."""
    answer = _COLUMN.get(role)
    return None if answer is None else answer(column, store)


def _alignment(column: TrialColumn, store: TrialStore) -> Qt.AlignmentFlag:
    return _RIGHT if column.is_numeric(store) else _LEFT


def _first_order(column: TrialColumn, store: TrialStore) -> Qt.SortOrder:
    descends = column.descends_at_first(store.objective)
    return Qt.SortOrder.DescendingOrder if descends else Qt.SortOrder.AscendingOrder


_CELL: dict[int, Callable[[TrialColumn, TrialStore, int], Any]] = {
    _Role.DisplayRole: lambda column, store, row: cell_text(column, store, row, time.time()),
    _Role.ToolTipRole: cell_tip,
    _Role.TextAlignmentRole: lambda column, store, _row: _alignment(column, store),
    _Role.AccessibleTextRole: lambda column, store, row: spoken_cell(
        column, store, row, time.time()
    ),
    _Role.AccessibleDescriptionRole: lambda _column, store, row: mark_words(mark_of(store, row)),
}
_COLUMN: dict[int, Callable[[TrialColumn, TrialStore], Any]] = {
    _Role.DisplayRole: lambda column, _store: column_title(column),
    _Role.ToolTipRole: lambda column, store: column_tip(column, store.objective),
    _Role.TextAlignmentRole: _alignment,
    _Role.InitialSortOrderRole: _first_order,
    _Role.AccessibleTextRole: lambda column, _store: column_name(column),
}
