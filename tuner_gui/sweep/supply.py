"""Which trial comes next, and whether any may: wishes first, then the strategy's own.

On the pipeline's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.events import FinishReason
from tuner_gui.core.trial import TrialOrigin, TrialState
from tuner_gui.sweep.wishes import retry_of

if TYPE_CHECKING:
    from collections import deque

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.executor import TrialJob
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.sweep.course import Course
    from tuner_gui.sweep.limits import BudgetMeter
    from tuner_gui.sweep.open_trials import OpenTrials
    from tuner_gui.sweep.wishes import Wish

_GOOD_ENDS = (TrialState.COMPLETE, TrialState.PRUNED)


class TrialSupply:
    """Opens trials while the budget allows, and counts those that ended.

    Args:
        course: the strategy is asked through it.
        open_trials: makes jobs of parameters.
        meter: of the budget.
        wishes: trials that run before the strategy's own; retries are added.
    """

    def __init__(
        self, course: Course, open_trials: OpenTrials, meter: BudgetMeter, wishes: deque[Wish]
    ) -> None:
        self._course = course
        self._open = open_trials
        self._meter = meter
        self._wishes = wishes

    @property
    def _budget(self) -> Budget:
        return self._course.agreed.budget

    def has_next(self) -> bool:
        """Says whether the budget allows a trial, and somebody wants one."""
        return self._may_run_wish() or self._may_ask()

    def _may_run_wish(self) -> bool:
        return bool(self._wishes) and self._meter.spent_besides_trials(self._budget) is None

    def _may_ask(self) -> bool:
        return not self._course.is_exhausted and self._meter.spent(self._budget) is None

    def next_job(self) -> TrialJob | None:
        """Opens the next trial; None where the strategy has none left."""
        if self._may_run_wish():
            wish = self._wishes.popleft()
            if wish.counts:
                self._meter.take()
            return self._open.add_wish(wish)
        params = self._course.ask()
        if params is None:
            return None
        self._meter.take()
        return self._open.add(params)

    def count(self, record: TrialRecord, attempt: int) -> bool:
        """Counts a finished trial; says whether it is tried again."""
        self._course.keep(record)
        self._meter.end(record)
        if record.state in _GOOD_ENDS:
            return False
        if not record.counts and record.origin is not TrialOrigin.RETRY:
            self._meter.give_back()
        retry = retry_of(record, attempt, self._budget)
        if retry is not None:
            self._wishes.append(retry)
        return retry is not None

    def why_none(self) -> FinishReason:
        """Returns why there is no next trial."""
        if self._course.is_exhausted:
            return FinishReason.EXHAUSTED
        return self._meter.spent(self._budget) or FinishReason.BUDGET
