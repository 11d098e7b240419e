"""All trials of a sweep, fed by its events: the one place that keeps them on the reader's side.

Not thread-safe: it is fed and read on one thread (the GUI's, or the command line's).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.events import (
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_rows import STATES, TrialRows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.objective import Objective

__all__ = ["STATES", "StoreChange", "TrialStore"]


@dataclass(frozen=True, slots=True)
class StoreChange:
    """What a batch of events changed.

    Args:
        first_new: rows from here on are new.
        changed: earlier rows that changed, ascending, each once.
        has_new_columns: a parameter or metric came for the first time.
        best_changed: there is a new best trial.
    """

    first_new: int
    changed: tuple[int, ...]
    has_new_columns: bool
    best_changed: bool


class TrialStore(TrialRows):
    """The rows of all trials, how many are in which state, and which one is the best."""

    def __init__(self, objective: Objective) -> None:
        super().__init__(objective)
        self._counts = dict.fromkeys(TrialState, 0)
        self._uncounted: set[int] = set()
        self._best_row: int | None = None

    @classmethod
    def of(cls, objective: Objective, records: Iterable[TrialRecord]) -> TrialStore:
        """Returns a store of these trials."""
        store = cls(objective)
        for record in records:
            store.put(record)
        return store

    @property
    def counted(self) -> int:
        """How many rows take a place in the budget: all but skipped trials and retries."""
        return self._rows - len(self._uncounted)

    @property
    def asked(self) -> int:
        """How many rows a strategy was asked for: all but queued and repeated trials, retries."""
        return self._rows - len(self._origins)

    def count(self, state: TrialState) -> int:
        """Returns how many trials are in a state."""
        return self._counts[state]

    @property
    def only_fails(self) -> bool:
        """True where trials failed, and none completed or was stopped early."""
        has_other = self._counts[TrialState.COMPLETE] or self._counts[TrialState.PRUNED]
        return self._counts[TrialState.FAILED] > 0 and not has_other

    @property
    def finished(self) -> int:
        """How many trials are not running."""
        return self._rows - self._counts[TrialState.RUNNING]

    @property
    def best_row(self) -> int | None:
        """The row of the best complete trial; the earliest of equals."""
        return self._best_row

    @property
    def best(self) -> TrialRecord | None:
        """The best complete trial."""
        return None if self._best_row is None else self.record(self._best_row)

    def apply(self, events: Iterable[ExperimentEvent]) -> StoreChange:
        """Takes a batch of events; returns what changed."""
        first_new = self._rows
        columns = len(self._params) + len(self._metrics)
        best = self._best_row
        touched: set[int] = set()
        for event in events:
            match event:
                case TrialStarted() | TrialCompleted() | TrialPruned() | TrialFailed():
                    touched.add(self.put(event.record))
                case TrialReported():
                    row = self.row_of(event.number)
                    if row is not None:
                        self._reports.add(row, event.step, event.metrics)
                        touched.add(row)
                case TuningFinished():
                    pass
                case never:
                    assert_never(never)
        return StoreChange(
            first_new=first_new,
            changed=tuple(sorted(row for row in touched if row < first_new)),
            has_new_columns=len(self._params) + len(self._metrics) != columns,
            best_changed=self._best_row != best,
        )

    def put(self, record: TrialRecord) -> int:
        """Takes a record, new or changed; returns its row."""
        row = self.row_of(record.number)
        if row is None:
            row = self._append(record)
        else:
            self._counts[self.state(row)] -= 1
        self._counts[record.state] += 1
        self._fill(row, record)
        if not record.counts:
            self._uncounted.add(row)
        if record.state is TrialState.COMPLETE and record.metric is not None:
            self._consider_best(row, record.metric)
        return row

    def _consider_best(self, row: int, value: float) -> None:
        best = self._best_row
        if best is None or self.objective.is_better(value, float(self._metric[best])):
            self._best_row = row
