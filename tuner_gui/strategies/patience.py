"""Early stopping of trials that no longer get better by themselves; the sweep's thread.

Optuna's PatientPruner waits until a trial gets worse: on a plateau, as an accuracy has it, it never
stops one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import TrialRecord


class PatiencePruner:
    """Stops a trial once so many steps lie behind its best one.

    Args:
        patience: how many steps.
        min_delta: a smaller gain is none.
        objective: gives the direction.
    """

    def __init__(self, patience: int, min_delta: float, objective: Objective) -> None:
        self._patience = patience
        self._min_delta = min_delta
        self._sign = 1.0 if objective.is_maximized else -1.0
        self._best: dict[int, tuple[int, float]] = {}

    def report(self, number: int, step: int, value: float) -> bool:
        """Takes a value; returns True once patience is over."""
        gain = self._sign * value
        best = self._best.get(number)
        if best is None or gain > best[1] + self._min_delta:
            self._best[number] = (step, gain)
            return False
        return step - best[0] >= self._patience

    def end(self, record: TrialRecord) -> None:
        """Forgets a trial."""
        self._best.pop(record.number, None)
