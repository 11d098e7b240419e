"""What early stopping has saved. Pure functions, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

_COMPLETE, _PRUNED = (STATES.index(state) for state in (TrialState.COMPLETE, TrialState.PRUNED))


@dataclass(frozen=True, slots=True)
class Saved:
    """An estimate: pruned trials, had they run as long as complete ones do.

    Args:
        trials: how many were stopped early.
        steps_saved: how many steps they did not run.
        steps_run: how many steps all pruned and complete trials ran.
        seconds_saved: how long that would have taken, at each trial's own pace.
    """

    trials: int
    steps_saved: int
    steps_run: int
    seconds_saved: float

    @property
    def part(self) -> float:
        """The saved part of all steps, from 0 to 1."""
        whole = self.steps_saved + self.steps_run
        return self.steps_saved / whole if whole else 0.0


def saved_by_pruning(store: TrialStore) -> Saved | None:
    """Estimates what early stopping saved; None while nothing was pruned, or nothing is complete.

    A complete trial ran from the first step that anybody reported to its own last one.
    """
    pruned = np.flatnonzero(store.states == _PRUNED).tolist()
    complete = np.flatnonzero(store.states == _COMPLETE).tolist()
    spans = {row: span for row in (*pruned, *complete) if (span := _span(store, row)) is not None}
    whole = [spans[row][1] for row in complete if row in spans]
    if not whole or not any(row in spans for row in pruned):
        return None
    start = min(first for first, _ in spans.values())
    typical = float(np.median(whole)) - start + 1
    saved, seconds = 0.0, 0.0
    for row in pruned:
        if row not in spans:
            continue
        steps = spans[row][1] - start + 1
        missing = max(0.0, typical - steps)
        saved += missing
        duration_ms = float(store.duration_ms[row])
        if np.isfinite(duration_ms):
            seconds += duration_ms / 1000 * missing / steps
    run = sum(last - start + 1 for _, last in spans.values())
    return Saved(sum(row in spans for row in pruned), round(saved), run, seconds)


def _span(store: TrialStore, row: int) -> tuple[int, int] | None:
    """The least and the greatest step that a trial reported; they may come in any order."""
    curve = store.curve(row)
    if curve:
        steps = [step for step, _ in curve]
        return min(steps), max(steps)
    reported, _ = store.reported(row, store.objective.metric)
    return (int(reported.min()), int(reported.max())) if len(reported) else None
