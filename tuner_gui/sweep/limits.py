"""When a sweep starts no further trial: its budget, and the circuit breaker for failures."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.trial import TrialRecord


class BudgetClock:
    """Says whether the budget allows one more trial.

    Args:
        budget: the limits.
        already: how many trials an earlier part of the sweep has used.
    """

    def __init__(self, budget: Budget, already: int) -> None:
        self._trials = budget.trials
        self._deadline = None if budget.time_limit_s is None else monotonic() + budget.time_limit_s
        self._used = already

    def take(self) -> None:
        """Counts one more trial."""
        self._used += 1

    def is_spent(self) -> bool:
        """True once no further trial may start."""
        if self._trials is not None and self._used >= self._trials:
            return True
        return self._deadline is not None and monotonic() >= self._deadline


class FailureBreaker:
    """Notices that a sweep is failing as a whole.

    Args:
        has_success: True where an earlier part of the sweep had trials that did not fail.
    """

    def __init__(self, budget: Budget, *, has_success: bool) -> None:
        self._first = budget.first_failures
        self._in_a_row = budget.failures_in_a_row
        self._row = 0
        self._has_other = has_success

    def take(self, record: TrialRecord) -> str:
        """Takes a finished trial; returns why the sweep should pause, or an empty string."""
        if record.state is not TrialState.FAILED:
            self._row = 0
            self._has_other = self._has_other or record.state is not TrialState.STOPPED
            return ""
        self._row += 1
        last = record.error.message if record.error else "no reason was given"
        if not self._has_other and self._row == self._first:
            return f"The first {self._first} trials failed; the last one: {last}"
        if self._in_a_row and self._row % self._in_a_row == 0:
            return f"{self._row} trials in a row failed; the last one: {last}"
        return ""
