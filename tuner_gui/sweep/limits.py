"""When a sweep starts no further trial: its budget, and the circuit breaker for failures."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.events import FinishReason
from tuner_gui.core.trial import TrialOrigin, TrialState

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.sweep.earlier import EarlierTrials


_OTHERS = ("target_value", "no_improvement_trials", "total_trial_time_s", "time_limit_s")


class BudgetMeter:
    """Says whether the budget allows one more trial, and if not, which limit came first.

    The budget is given anew each time: it may change while the sweep runs.

    Args:
        objective: says what reaches a target value.
        earlier: what an earlier part of the sweep has used.
    """

    def __init__(self, objective: Objective, earlier: EarlierTrials) -> None:
        self._objective = objective
        self._start = monotonic()
        self._used = earlier.count
        self._trial_time_s = earlier.trial_time_s
        self._best = None if earlier.best is None else earlier.best.metric
        self._since_best = earlier.since_best
        self._budget: Budget | None = None
        self._trials: int | None = None
        self._has_others = False

    def take(self) -> None:
        """Counts one more trial."""
        self._used += 1

    def give_back(self) -> None:
        """Takes a trial out of the count: it was skipped."""
        self._used -= 1

    def end(self, record: TrialRecord) -> None:
        """Takes a finished trial."""
        self._trial_time_s += (record.duration_ms or 0.0) / 1000
        if record.state is TrialState.STOPPED:
            return
        if record.origin is not TrialOrigin.RETRY:  # the first try has been counted
            self._since_best += 1
        value = record.metric
        if record.state is not TrialState.COMPLETE or value is None:
            return
        if self._best is None or self._objective.is_better(value, self._best):
            self._best, self._since_best = value, 0

    def spent(self, budget: Budget) -> FinishReason | None:
        """Returns the limit that allows no further trial; None while there is none."""
        reason = self.spent_besides_trials(budget)
        if reason is None and self._trials is not None and self._used >= self._trials:
            return FinishReason.BUDGET
        return reason

    def spent_besides_trials(self, budget: Budget) -> FinishReason | None:
        """Likewise, whatever the number of trials: it holds none back that a person asked for."""
        if budget is not self._budget:
            self._budget, self._trials = budget, budget.trials
            self._has_others = any(getattr(budget, name) is not None for name in _OTHERS)
        if not self._has_others:
            return None
        if budget.target_value is not None and self._has_reached(budget.target_value):
            return FinishReason.TARGET_REACHED
        patience = budget.no_improvement_trials
        if patience is not None and self._since_best >= patience:
            return FinishReason.NO_IMPROVEMENT
        total_s = budget.total_trial_time_s
        if total_s is not None and self._trial_time_s >= total_s:
            return FinishReason.TRIAL_TIME
        if budget.time_limit_s is not None and monotonic() - self._start >= budget.time_limit_s:
            return FinishReason.TIME
        return None

    def _has_reached(self, target: float) -> bool:
        return self._best is not None and not self._objective.is_better(target, self._best)


class FailureBreaker:
    """Notices that a sweep is failing as a whole.

    Args:
        has_success: True where an earlier part of the sweep had trials that did not fail.
    """

    def __init__(self, *, has_success: bool) -> None:
        self._row: Counter[str] = Counter()
        self._has_other = has_success

    def take(self, record: TrialRecord, budget: Budget) -> str:
        """Takes a finished trial; returns why the sweep should pause, or an empty string."""
        if record.state is TrialState.STOPPED:  # says nothing about the target
            return ""
        if record.state is not TrialState.FAILED:
            self._row.clear()
            self._has_other = True
            return ""
        if record.origin is TrialOrigin.RETRY:  # the first try has been counted
            return ""
        message = record.error.message if record.error else "no reason was given"
        self._row[message] += 1
        count = self._row.total()
        if not self._has_other and count == budget.first_failures:
            which = "first trial" if count == 1 else f"first {count} trials"
            return f"The {which} failed{self._why(message)}"
        if budget.failures_in_a_row and count % budget.failures_in_a_row == 0:
            return f"{count} trials in a row failed{self._why(message)}"
        return ""

    def _why(self, last: str) -> str:
        """The reason of most of them, or of the last where each has its own."""
        commonest, times = self._row.most_common(1)[0]
        count = self._row.total()
        if times == count:
            return f": {commonest}"
        return f"; {times} of them: {commonest}" if times > 1 else f"; the last one: {last}"
