"""The groups of failures, counted as they come. No Qt; any one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.failure_groups import NO_ERROR, FailureGroup, last_line, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.trial_store import StoreChange, TrialStore

_FAILED = STATES.index(TrialState.FAILED)

GroupKey: TypeAlias = tuple[str, str]


def key_of(group: FailureGroup) -> GroupKey:
    """Returns what tells the groups of a sweep apart, however large they grow."""
    return group.kind, pattern_of(group.first)


class FailureTally:
    """Counts each failed row of a store once."""

    def __init__(self) -> None:
        self._counted: set[int] = set()
        self._rows: dict[GroupKey, list[int]] = {}

    @property
    def total(self) -> int:
        """How many trials failed."""
        return len(self._counted)

    def groups(self, store: TrialStore) -> list[FailureGroup]:
        """Returns the groups, the largest first; of equals the one that came first.

        Args:
            store: the one that was counted.
        """
        by_size = sorted(map(sorted, self._rows.values()), key=lambda rows: (-len(rows), rows[0]))
        return [_group(store, rows) for rows in by_size]

    def count_anew(self, store: TrialStore) -> None:
        """Counts all trials of a store."""
        self._counted.clear()
        self._rows.clear()
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
            if row in self._counted:
                continue
            error = store.error(row) or NO_ERROR
            self._counted.add(row)
            self._rows.setdefault((error.kind, pattern_of(error)), []).append(row)


def _group(store: TrialStore, rows: list[int]) -> FailureGroup:
    first = store.error(rows[0]) or NO_ERROR
    numbers = tuple(store.numbers[rows].tolist())
    return FailureGroup(first.kind, last_line(first), len(rows), numbers, first)
