"""Which rows of the store a person put out of sight: kept, since each batch asks. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.trials.column_data import BoolArray, IntArray


class HiddenRows:
    """One flag a row; whoever hears of new trials or other marks tells it."""

    def __init__(self, store: TrialStore) -> None:
        self._store = store
        self._flags: BoolArray = np.zeros(0, np.bool_)
        self._count = 0
        self.take_new()

    def __len__(self) -> int:
        return self._count

    def take_new(self) -> None:
        """Looks at the rows that came since."""
        numbers = self._store.numbers[len(self._flags) :]
        new = self._store.marks.hidden_among(numbers)
        self._flags = np.concatenate([self._flags, new])
        self._count += int(np.count_nonzero(new))

    def take_marked(self, rows: IntArray) -> None:
        """Looks again at rows with other marks."""
        before = int(np.count_nonzero(self._flags[rows]))
        self._flags[rows] = self._store.marks.hidden_among(self._store.numbers[rows])
        self._count += int(np.count_nonzero(self._flags[rows])) - before

    def among(self, rows: IntArray) -> BoolArray:
        """Returns for each of these rows whether it is hidden, shape (rows,)."""
        found: BoolArray = self._flags[rows]
        return found

    def rows(self) -> IntArray:
        """Returns all hidden rows, ascending."""
        return np.flatnonzero(self._flags)
