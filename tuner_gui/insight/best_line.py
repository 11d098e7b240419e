"""The progress of a sweep as a line that can lie beside others. Pure functions, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.best import best_steps
from tuner_gui.insight.working_time import ends_of, working_time

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_COMPLETE = STATES.index(TrialState.COMPLETE)
_RUNNING = STATES.index(TrialState.RUNNING)


@dataclass(frozen=True, slots=True, eq=False)
class BestLine:
    """Where the best value of a sweep changed, and how far the sweep went.

    Args:
        at: trial numbers or seconds, ascending, shape (steps,).
        values: the best from there on, shape (steps,).
        numbers: the trials that reached it, shape (steps,).
        end: up to where the last value held.
    """

    at: Floats
    values: Floats
    numbers: Ints
    end: float

    def __len__(self) -> int:
        return len(self.at)


def best_by_trial(store: TrialStore) -> BestLine:
    """Returns the best so far along the trial numbers."""
    rows = np.flatnonzero(store.states == _COMPLETE)
    numbers, values = best_steps(
        store.numbers[rows], store.metric[rows], store.objective.is_maximized
    )
    ended = store.numbers[store.states != _RUNNING]
    end = float(ended.max()) if len(ended) else 0.0
    return BestLine(numbers.astype(np.float64), values, numbers, end)


def best_by_time(store: TrialStore) -> BestLine:
    """Returns the best so far along the seconds for which the sweep has worked.

    A value counts from the end of its trial on. Trials whose times nobody knows are left out.
    """
    ends = ends_of(store.started_at, store.duration_ms)
    rows = np.flatnonzero((store.states == _COMPLETE) & np.isfinite(ends))
    rows = rows[np.argsort(ends[rows], kind="stable")]
    steps, values = best_steps(
        np.arange(len(rows)), store.metric[rows], store.objective.is_maximized
    )
    chosen = rows[steps]
    clock = working_time(store.started_at, store.duration_ms)
    end = clock.total if np.isfinite(clock.total) else 0.0
    return BestLine(clock.at(ends[chosen]), values, store.numbers[chosen].copy(), end)
