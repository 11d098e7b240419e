"""What a sweep has to know of its earlier part, without holding its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.sweep.best import BestTrial

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore


@dataclass(frozen=True, slots=True)
class EarlierTrials:
    """The trials of an earlier part of the sweep.

    Args:
        count: how many there are; they count against the budget.
        next_number: the number of the next trial.
        best: the best complete one.
        has_success: True where not all of them failed.
        records: all of them; read once, and only by a strategy that learns from them.
    """

    count: int = 0
    next_number: int = 0
    best: TrialRecord | None = None
    has_success: bool = False
    records: Iterable[TrialRecord] = ()

    @classmethod
    def of(cls, records: Sequence[TrialRecord], objective: Objective) -> EarlierTrials:
        """Returns what there is to know of these records."""
        best = BestTrial(objective)
        for record in records:
            best.consider(record)
        return cls(
            count=len(records),
            next_number=1 + max((record.number for record in records), default=-1),
            best=best.record,
            has_success=best.record is not None,
            records=records,
        )

    @classmethod
    def of_store(cls, store: TrialStore) -> EarlierTrials:
        """Returns what there is to know of a store that nobody changes any more."""
        return cls(
            count=len(store),
            next_number=1 + int(store.numbers.max(initial=-1)),
            best=store.best,
            has_success=store.count(TrialState.COMPLETE) > 0,
            records=store.records(),
        )


NO_TRIALS = EarlierTrials()
