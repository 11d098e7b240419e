"""A sweep in one row of figures, and which of several is the best. Pure functions, any thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialState
from tuner_gui.insight.working_time import working_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore


@dataclass(frozen=True, slots=True)
class SweepSummary:
    """How a sweep stands.

    Args:
        objective: what it optimises.
        best: its best value; None where no trial is complete.
        best_number: the trial that reached it.
        wall_s: seconds for which it has worked, pauses left out; NaN where nobody knows.
        started_at: seconds since 1970, NaN likewise.
    """

    objective: Objective
    trials: int
    failed: int
    best: float | None
    best_number: int | None
    wall_s: float
    started_at: float


def summarised(store: TrialStore) -> SweepSummary:
    """Returns the figures of a sweep."""
    row = store.best_row
    clock = working_time(store.started_at, store.duration_ms)
    return SweepSummary(
        objective=store.objective,
        trials=len(store),
        failed=store.count(TrialState.FAILED),
        best=None if row is None else float(store.metric[row]),
        best_number=None if row is None else int(store.numbers[row]),
        wall_s=clock.total,
        started_at=clock.start,
    )


def common_objectives(summaries: Sequence[SweepSummary]) -> list[Objective]:
    """Returns each objective once: that of most sweeps with a best first, of equals the earlier."""
    counts: Counter[Objective] = Counter()
    for summary in summaries:
        counts[summary.objective] += summary.best is not None
    return [objective for objective, _ in counts.most_common()]


def winners(summaries: Sequence[SweepSummary], objective: Objective) -> set[int]:
    """Returns the places of the best sweeps of an objective; none where there is one sweep only."""
    values = [
        (place, summary.best)
        for place, summary in enumerate(summaries)
        if summary.objective == objective and summary.best is not None
    ]
    if len(values) < 2:
        return set()
    pick = max if objective.is_maximized else min
    best = pick(value for _, value in values)
    return {place for place, value in values if value == best}
