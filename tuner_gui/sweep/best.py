"""Which trial is the best of those that completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import TrialRecord


class BestTrial:
    """Keeps the best complete record; the earlier of equals."""

    def __init__(self, objective: Objective, record: TrialRecord | None = None) -> None:
        self._is_better = objective.is_better
        self.record = record
        self._value = 0.0 if record is None or record.metric is None else record.metric

    def consider(self, record: TrialRecord) -> None:
        """Takes a finished trial."""
        value = record.metric
        if record.state is not TrialState.COMPLETE or value is None:
            return
        if self.record is None or self._is_better(value, self._value):
            self.record, self._value = record, value
