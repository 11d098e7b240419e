"""The trials that have not ended: from parameters to a job, from messages to a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.executor import JobDone, JobLost, TrialJob
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.sweep.seeds import trial_seed

if TYPE_CHECKING:
    from tuner_gui.core.executor import JobFailed
    from tuner_gui.core.nesting import Params
    from tuner_gui.sweep.rules import SweepRules


class OpenTrials:
    """Numbers the trials of a sweep, and keeps the record of each until it ends.

    Args:
        rules: what the sweep follows.
        next_number: the number of the first trial.
    """

    def __init__(self, rules: SweepRules, next_number: int) -> None:
        self._rules = rules
        self._next_number = next_number
        self._records: dict[int, TrialRecord] = {}

    def __len__(self) -> int:
        return len(self._records)

    def numbers(self) -> list[int]:
        """Returns the numbers of the open trials."""
        return list(self._records)

    def add(self, params: Params) -> TrialJob:
        """Opens a trial with these parameters; returns its job."""
        rules, number = self._rules, self._next_number
        self._next_number += 1
        seed = trial_seed(rules.seed, number)
        self._records[number] = TrialRecord(
            number, params, TrialState.RUNNING, space_revision=rules.space_revision, seed=seed
        )
        return TrialJob(number, params, seed, rules.objective.metric, rules.budget.trial_timeout_s)

    def start(self, number: int, worker: str) -> TrialRecord:
        """Notes that a worker began a trial; returns its record."""
        record = replace(self._records[number], worker=worker, started_at=datetime.now(UTC))
        self._records[number] = record
        return record

    def end(self, message: JobDone | JobFailed | JobLost) -> TrialRecord:
        """Closes a trial; returns its last record."""
        open_record = self._records[message.number]
        if isinstance(message, JobDone):
            record = self._scored(open_record, message)
        else:
            is_stopped = isinstance(message, JobLost) and message.error.kind == "stopped"
            record = replace(
                open_record,
                state=TrialState.STOPPED if is_stopped else TrialState.FAILED,
                duration_ms=message.duration_ms,
                error=message.error,
            )
        del self._records[message.number]
        return record

    def stop_all(self, error: TrialError) -> list[TrialRecord]:
        """Closes all trials, whatever became of their jobs; returns their last records."""
        stopped = [
            replace(record, state=TrialState.STOPPED, error=error)
            for record in self._records.values()
        ]
        self._records.clear()
        return stopped

    def _scored(self, record: TrialRecord, message: JobDone) -> TrialRecord:
        """The record of a trial that returned; complete only where the objective is among it."""
        value: float | None = None
        error: TrialError | None = None
        try:
            value = self._rules.objective.value_in(message.metrics)
        except TrainFailure as failure:
            error = TrialError("metric", failure.message)
        return replace(
            record,
            state=TrialState.COMPLETE if error is None else TrialState.FAILED,
            metric=value,
            metrics=message.metrics,
            duration_ms=message.duration_ms,
            error=error,
        )
