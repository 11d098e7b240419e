"""Trials that run before the strategy's own: queued ones, repeated ones, retries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialOrigin, TrialState

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.trial import TrialRecord

_LOST = frozenset({"died", "timeout"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A trial that is to be run.

    Args:
        source: the trial that it repeats.
        seed: the trial's own; None gives it a new one.
        revision: of the space that the parameters are from; None for the present one.
        attempt: which retry it is, from 1.
    """

    params: Params
    origin: TrialOrigin
    source: int | None = None
    seed: int | None = None
    revision: int | None = None
    attempt: int = 0

    @property
    def counts(self) -> bool:
        """True where the trial takes a place in the budget."""
        return self.origin is not TrialOrigin.RETRY


def again(record: TrialRecord) -> Wish:
    """Returns a trial's parameters as another trial, with a seed of its own."""
    return Wish(record.params, TrialOrigin.AGAIN, record.number, revision=record.space_revision)


def retry_of(record: TrialRecord, attempt: int, budget: Budget) -> Wish | None:
    """Returns the retry of a trial that ended, the same in all; None where there is to be none.

    Args:
        record: as it ended.
        attempt: which retry it was itself; 0 for the first try.
        budget: says how many there are to be, and of which failures.
    """
    if record.state is not TrialState.FAILED or attempt >= budget.retries:
        return None
    is_lost = record.error is not None and record.error.kind in _LOST
    if not is_lost and not budget.retry_raised:
        return None
    return Wish(
        record.params,
        TrialOrigin.RETRY,
        record.number if attempt == 0 else record.source,
        record.seed,
        record.space_revision,
        attempt + 1,
    )
