"""The trials that have not ended: from parameters to a job, from messages to a record."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.executor import JobDone, JobFailed, JobLost, TrialJob
from tuner_gui.core.report_columns import MOST_REPORTS
from tuner_gui.core.trial import (
    SKIPPED,
    CurvePoint,
    TrialError,
    TrialRecord,
    TrialState,
)
from tuner_gui.sweep.requests import Ending
from tuner_gui.sweep.seeds import trial_seed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.nesting import Params
    from tuner_gui.sweep.course import Course
    from tuner_gui.sweep.rules import SweepRules
    from tuner_gui.sweep.wishes import Wish

_SKIPPED = TrialError(SKIPPED, "skipped on request")
_GAVE_UP = "pruned"
"""The error kind of a target that gave its trial up by itself."""


@dataclass(slots=True)
class OpenTrial:
    """A trial that has not ended.

    Args:
        attempt: which retry it is; 0 for none.
        ending: how it was asked to end.
        reported: the latest value of each metric that it reported.
        curve: what it reported of the objective.
    """

    record: TrialRecord
    attempt: int = 0
    ending: Ending | None = None
    reported: dict[str, float] = field(default_factory=dict)
    curve: list[CurvePoint] = field(default_factory=list)

    def bend(self, step: int, value: float) -> None:
        """Adds a point to the curve; where there are many, every other one is dropped."""
        self.curve.append((step, value))
        if len(self.curve) > MOST_REPORTS:
            del self.curve[1:-1:2]


class OpenTrials:
    """Numbers the trials of a sweep, and keeps the record of each until it ends.

    Args:
        rules: what the sweep follows.
        course: knows the budget and the revision of the space.
        next_number: the number of the first trial.
    """

    def __init__(self, rules: SweepRules, course: Course, next_number: int) -> None:
        self._objective = rules.objective
        self._seed = rules.seed
        self._course = course
        self._next_number = next_number
        self._trials: dict[int, OpenTrial] = {}

    def __len__(self) -> int:
        return len(self._trials)

    def __contains__(self, number: object) -> bool:
        return number in self._trials

    @property
    def next_number(self) -> int:
        """The number of the next trial."""
        return self._next_number

    def numbers(self) -> list[int]:
        """Returns the numbers of the open trials."""
        return list(self._trials)

    def records(self) -> list[TrialRecord]:
        """Returns the records of the open trials, as they stand."""
        return [trial.record for trial in self._trials.values()]

    def get(self, number: int) -> OpenTrial | None:
        """Returns an open trial, or None."""
        return self._trials.get(number)

    def add(self, params: Params) -> TrialJob:
        """Opens a trial that the strategy asked for; returns its job."""
        number = self._next_number
        seed = trial_seed(self._seed, number)
        revision = self._course.agreed.revision
        record = TrialRecord(number, params, TrialState.RUNNING, space_revision=revision, seed=seed)
        return self._open(OpenTrial(record))

    def add_wish(self, wish: Wish) -> TrialJob:
        """Opens a trial that was wished for; returns its job."""
        self._course.note_tried(wish.params)
        number = self._next_number
        record = TrialRecord(
            number,
            wish.params,
            TrialState.RUNNING,
            space_revision=wish.revision or self._course.agreed.revision,
            seed=trial_seed(self._seed, number) if wish.seed is None else wish.seed,
            origin=wish.origin,
            source=wish.source,
        )
        return self._open(OpenTrial(record, wish.attempt))

    def _open(self, trial: OpenTrial) -> TrialJob:
        record, budget = trial.record, self._course.agreed.budget
        self._next_number += 1
        self._trials[record.number] = trial
        return TrialJob(
            record.number,
            record.params,
            record.seed or 0,
            self._objective.metric,
            budget.trial_timeout_s,
            budget.memory_limit_mb,
        )

    def start(self, number: int, worker: str) -> TrialRecord:
        """Notes that a worker began a trial; returns its record."""
        trial = self._trials[number]
        trial.record = _changed(
            trial.record, TrialState.RUNNING, worker=worker, started_at=datetime.now(UTC)
        )
        return trial.record

    def report(self, number: int, step: int, metrics: Mapping[str, float]) -> float | None:
        """Notes what a trial reported; returns the objective's value where there is a finite one.

        None also of a trial that was asked to end: nothing is to be decided about it.
        """
        trial = self._trials[number]
        trial.reported.update(metrics)
        value = metrics.get(self._objective.metric)
        if value is None or not math.isfinite(value):
            return None
        trial.bend(step, value)
        return value if trial.ending is None else None

    def end(self, message: JobDone | JobFailed | JobLost) -> OpenTrial:
        """Closes a trial; returns it with its last record."""
        trial = self._trials[message.number]
        record = self._ended(trial, message)
        if trial.curve:
            record = replace(record, curve=tuple(trial.curve))
        trial.record = record
        del self._trials[message.number]
        return trial

    def stop_all(self, error: TrialError) -> list[OpenTrial]:
        """Closes all trials, whatever became of their jobs; returns them with last records."""
        stopped = list(self._trials.values())
        for trial in stopped:
            trial.record = replace(trial.record, state=TrialState.STOPPED, error=error)
        self._trials.clear()
        return stopped

    def _ended(self, trial: OpenTrial, message: JobDone | JobFailed | JobLost) -> TrialRecord:
        gave_up = isinstance(message, JobFailed) and message.error.kind == _GAVE_UP
        if gave_up or trial.ending is Ending.PRUNE:
            returned = {} if isinstance(message, JobFailed) else message.metrics
            return _changed(
                trial.record,
                TrialState.PRUNED,
                metrics={**trial.reported, **returned},
                duration_ms=message.duration_ms,
                error=message.error if isinstance(message, JobFailed) and gave_up else None,
            )
        if isinstance(message, JobDone):
            return self._scored(trial.record, message)
        error = _SKIPPED if trial.ending is Ending.SKIP else message.error
        is_stopped = isinstance(message, JobLost) and message.error.kind == "stopped"
        return _changed(
            trial.record,
            TrialState.STOPPED if is_stopped or error is _SKIPPED else TrialState.FAILED,
            metrics=message.metrics if isinstance(message, JobLost) else {},
            duration_ms=message.duration_ms,
            error=error,
        )

    def _scored(self, record: TrialRecord, message: JobDone) -> TrialRecord:
        """The record of a trial that returned; complete only where the objective is among it."""
        value: float | None = None
        error: TrialError | None = None
        try:
            value = self._objective.value_in(message.metrics)
        except TrainFailure as failure:
            error = TrialError("metric", failure.message)
        return _changed(
            record,
            TrialState.COMPLETE if error is None else TrialState.FAILED,
            metric=value,
            metrics=message.metrics,
            duration_ms=message.duration_ms,
            error=error,
        )


def _changed(
    record: TrialRecord,
    state: TrialState,
    *,
    metric: float | None = None,
    metrics: Mapping[str, float] | None = None,
    duration_ms: float | None = None,
    error: TrialError | None = None,
    worker: str | None = None,
    started_at: datetime | None = None,
) -> TrialRecord:
    """The next record of a trial; by hand, since `replace` would be the dearest part of a trial."""
    return TrialRecord(
        record.number,
        record.params,
        state,
        metric,
        {} if metrics is None else metrics,
        duration_ms,
        record.started_at if started_at is None else started_at,
        error,
        record.worker if worker is None else worker,
        record.space_revision,
        record.seed,
        record.origin,
        record.source,
    )
