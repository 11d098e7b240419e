"""A budget for trials that a person chose one by one. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget

_NO_LIMITS = {
    "time_limit_s": None,
    "total_trial_time_s": None,
    "target_value": None,
    "no_improvement_trials": None,
    "first_failures": 0,
    "failures_in_a_row": 0,
}


def nothing_else(budget: Budget, counted: int) -> Budget:
    """Returns a budget in which only trials run that were asked for by a person.

    Its number of trials is used, and that holds none of those back; no other limit does either.

    Args:
        budget: says how many run at a time, and what one of them may take.
        counted: how many trials count by now.
    """
    return budget.model_copy(update={**_NO_LIMITS, "trials": max(1, counted)})
