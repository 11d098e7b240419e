"""What a sweep has to know of its earlier part, without holding its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.trial import TrialOrigin, TrialRecord, TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.sweep.best import BestTrial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore


@dataclass(frozen=True, slots=True)
class EarlierTrials:
    """The trials of an earlier part of the sweep.

    Args:
        count: how many of them count against the budget.
        next_number: the number of the next trial.
        best: the best complete one.
        has_success: True where not all of them failed.
        records: all of them, as often as they are asked for.
        trial_time_s: how long all of them took together.
        since_best: how many ended after the best one, stopped ones and retries left out.
        asked: how many of them the strategy was asked for; None where that is `next_number`.
    """

    count: int = 0
    next_number: int = 0
    best: TrialRecord | None = None
    has_success: bool = False
    records: Iterable[TrialRecord] = ()
    trial_time_s: float = 0.0
    since_best: int = 0
    asked: int | None = None

    @property
    def asked_for(self) -> int:
        """How many the strategy was asked for."""
        return self.next_number if self.asked is None else self.asked

    @classmethod
    def of(cls, records: Sequence[TrialRecord], objective: Objective) -> EarlierTrials:
        """Returns what there is to know of these records."""
        best = BestTrial(objective)
        since_best = 0
        for record in records:
            before = best.record
            best.consider(record)
            counts = record.state not in _IDLE and record.origin is not TrialOrigin.RETRY
            since_best = 0 if best.record is not before else since_best + counts
        extra = sum(record.origin is not TrialOrigin.STRATEGY for record in records)
        next_number = 1 + max((record.number for record in records), default=-1)
        return cls(
            count=sum(record.counts for record in records),
            next_number=next_number,
            best=best.record,
            has_success=any(record.state in _SUCCESSES for record in records),
            records=records,
            trial_time_s=sum(record.duration_ms or 0.0 for record in records) / 1000,
            since_best=since_best,
            asked=next_number - extra,
        )

    @classmethod
    def of_store(cls, store: TrialStore) -> EarlierTrials:
        """Returns what there is to know of a store that nobody changes any more."""
        next_number = 1 + int(store.numbers.max(initial=-1))
        return cls(
            count=store.counted,
            next_number=next_number,
            best=store.best,
            has_success=any(store.count(state) > 0 for state in _SUCCESSES),
            records=_StoreRecords(store),
            trial_time_s=float(np.nansum(store.duration_ms)) / 1000,
            since_best=_since_best(store),
            asked=next_number - (len(store) - store.asked),
        )


_SUCCESSES = (TrialState.COMPLETE, TrialState.PRUNED)
_IDLE = (TrialState.STOPPED, TrialState.RUNNING)


def _since_best(store: TrialStore) -> int:
    start = 0 if store.best_row is None else store.best_row + 1
    is_idle = np.isin(store.states[start:], [STATES.index(state) for state in _IDLE])
    rows = start + np.flatnonzero(~is_idle)
    if store.asked == len(store):  # all are the strategy's own
        return len(rows)
    return sum(store.origin(row)[0] is not TrialOrigin.RETRY for row in rows.tolist())


class _StoreRecords:
    """The rows of a store, made into records each time they are read."""

    def __init__(self, store: TrialStore) -> None:
        self._store = store

    def __iter__(self) -> Iterator[TrialRecord]:
        return self._store.records()


NO_TRIALS = EarlierTrials()
