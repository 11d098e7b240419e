"""Failed trials in groups of the same error. No Qt; GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.trial import TrialError
    from tuner_gui.core.trial_store import StoreChange, TrialStore

_FAILED = STATES.index(TrialState.FAILED)


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Trials that failed alike.

    Args:
        text: the last line of the error.
        count: how many there are.
        first_row: the store's row of the one that started first.
    """

    text: str
    count: int
    first_row: int


class FailureTally:
    """Counts failures as they come: each failed row once."""

    def __init__(self) -> None:
        self._counted: set[int] = set()
        self._groups: dict[str, FailureGroup] = {}

    @property
    def total(self) -> int:
        """How many trials failed."""
        return len(self._counted)

    def groups(self) -> list[FailureGroup]:
        """Returns the groups, the largest first."""
        return sorted(self._groups.values(), key=lambda group: (-group.count, group.first_row))

    def count_anew(self, store: TrialStore) -> None:
        """Counts all trials of a store."""
        self._counted.clear()
        self._groups.clear()
        self._count(store, np.flatnonzero(store.states == _FAILED).tolist())

    def take(self, store: TrialStore, change: StoreChange) -> bool:
        """Counts what a batch of events changed; says whether there was a failure."""
        before = self.total
        self._count(store, [row for row in change.changed if store.states[row] == _FAILED])
        new = np.flatnonzero(store.states[change.first_new :] == _FAILED) + change.first_new
        self._count(store, new.tolist())
        return self.total != before

    def _count(self, store: TrialStore, rows: Iterable[int]) -> None:
        for row in rows:
            error = store.error(row)
            if row in self._counted or error is None:
                continue
            self._counted.add(row)
            text = last_line(error)
            group = self._groups.get(text, FailureGroup(text, 0, row))
            first = min(group.first_row, row)
            self._groups[text] = FailureGroup(text, group.count + 1, first)


def last_line(error: TrialError) -> str:
    """Returns an error as Python ends a traceback; what is no exception says itself."""
    lines = error.reason.splitlines()
    return replace(error, message=lines[-1] if lines else "").sentence
