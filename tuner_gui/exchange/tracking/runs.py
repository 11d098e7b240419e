"""Writes a sweep as MLflow's runs, a parent with a child for each trial; one thread at a time."""

from __future__ import annotations

import math
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.nesting import flatten
from tuner_gui.core.trial import TrialState
from tuner_gui.exchange.tracking.place import client_for, failures_told
from tuner_gui.sweep.best import BestTrial
from tuner_gui.targets.command.template import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.core.values import ParamValue

_NOT_IN_NAMES = re.compile(r"[^\w. :-]")
_LONGEST_VALUE = 6_000
_LONGEST_NAME = 250
_MOST_IN_BATCH = 1_000

_STATUS = {
    TrialState.RUNNING: "RUNNING",
    TrialState.COMPLETE: "FINISHED",
    TrialState.PRUNED: "KILLED",
    TrialState.FAILED: "FAILED",
    TrialState.STOPPED: "KILLED",
}


class RunWriter:
    """Writes events with MLflow's client.

    Args:
        config: the sweep.
        place: see `client_for`.
        experiment: which the runs are of; called like the sweep by default.

    Raises:
        ExportError: MLflow is not installed, or cannot write there.
    """

    def __init__(self, config: SweepConfig, place: str | Path, experiment: str = "") -> None:
        self._objective = config.objective
        self._best = BestTrial(config.objective)
        self._runs: dict[int, str] = {}
        self._last: dict[int, tuple[int, int]] = {}
        with failures_told(place):
            self._client = client_for(place)
            name = _name(experiment.strip() or config.name or "sweep")
            known = self._client.get_experiment_by_name(name)
            self._experiment = (
                known.experiment_id if known else self._client.create_experiment(name)
            )
            run = self._client.create_run(self._experiment, run_name=config.name or "sweep")
            self.run_id: str = run.info.run_id
            """Of the parent run."""
            self._log_params(self.run_id, _setup(config))

    def take(self, events: Iterable[ExperimentEvent]) -> None:
        """Writes events; the reports of a trial together."""
        waiting: dict[int, list[TrialReported]] = {}
        for event in events:
            match event:
                case TrialReported():
                    waiting.setdefault(event.number, []).append(event)
                    continue
                case TrialStarted(record=record):
                    self._begin(record)
                case (
                    TrialCompleted(record=record)
                    | TrialPruned(record=record)
                    | TrialFailed(record=record)
                ):
                    self._report(record.number, waiting.pop(record.number, []))
                    self._end(record)
                case TuningFinished():
                    self._finish(event)
                case never:
                    assert_never(never)
        for number, reports in waiting.items():
            self._report(number, reports)

    def _begin(self, record: TrialRecord) -> str:
        started = record.started_at or datetime.now(UTC)
        run = self._client.create_run(
            self._experiment,
            start_time=_ms(started),
            run_name=f"trial {record.number}",
            tags={"mlflow.parentRunId": self.run_id, "trial": str(record.number)},
        )
        run_id: str = run.info.run_id
        self._runs[record.number] = run_id
        self._log_params(run_id, flatten(record.params))
        return run_id

    def _report(self, number: int, reports: list[TrialReported]) -> None:
        if reports and number in self._runs:
            now = int(time.time() * 1000)
            self._last[number] = reports[-1].step, now
            metrics = [(report.metrics, now, report.step) for report in reports]
            self._log_metrics(self._runs[number], metrics)

    def _end(self, record: TrialRecord) -> None:
        run_id = self._runs.pop(record.number, None) or self._begin(record)
        # a step of its own: of one step MLflow shows the latest value, or the greatest
        last_step, last_moment = self._last.pop(record.number, (-1, 0))
        ended = _ms(record.started_at or datetime.now(UTC)) + int(record.duration_ms or 0)
        self._log_metrics(run_id, [(record.metrics, max(ended, last_moment), last_step + 1)])
        self._client.set_tag(run_id, "state", record.state.value)
        if record.error is not None:
            self._client.set_tag(run_id, "error", record.error.sentence[:_LONGEST_VALUE])
        self._client.set_terminated(run_id, _STATUS[record.state], end_time=ended)
        before = self._best.record
        self._best.consider(record)
        if self._best.record is not before and record.metric is not None:
            values = {f"best {self._objective.metric}": record.metric}
            self._log_metrics(self.run_id, [(values, ended, record.number)])

    def _finish(self, event: TuningFinished) -> None:
        best = event.best
        if best is not None:
            named = {f"best {name}": value for name, value in flatten(best.params).items()}
            self._log_params(self.run_id, named)
            self._client.set_tag(self.run_id, "best trial", str(best.number))
        if event.message:
            self._client.set_tag(self.run_id, "end", event.message[:_LONGEST_VALUE])
        for run_id in self._runs.values():
            self._client.set_terminated(run_id, "KILLED")
        match event.reason:
            case FinishReason.ERROR | FinishReason.FAILURES:
                status = "FAILED"
            case FinishReason.ABORTED | FinishReason.STOPPED:
                status = "KILLED"
            case _:
                status = "FINISHED"
        self._client.set_terminated(self.run_id, status)

    def _log_params(self, run_id: str, params: Mapping[str, ParamValue]) -> None:
        from mlflow.entities import Param

        named = {_name(name): value_text(value)[:_LONGEST_VALUE] for name, value in params.items()}
        texts = [Param(name, text) for name, text in named.items()]
        for start in range(0, len(texts), 100):
            self._client.log_batch(run_id, params=texts[start : start + 100])

    def _log_metrics(
        self, run_id: str, logged: Iterable[tuple[Mapping[str, float], int, int]]
    ) -> None:
        from mlflow.entities import Metric

        metrics = [
            Metric(_name(name), value, moment, step)
            for values, moment, step in logged
            for name, value in values.items()
            if math.isfinite(value)
        ]
        for start in range(0, len(metrics), _MOST_IN_BATCH):
            self._client.log_batch(run_id, metrics=metrics[start : start + _MOST_IN_BATCH])


def _setup(config: SweepConfig) -> dict[str, ParamValue]:
    """What the parent run says of the sweep."""
    target = config.target
    return {
        "target": "none" if target is None else target.label,
        "data": config.dataset.label,
        "strategy": config.strategy.kind,
        "objective": config.objective.metric,
        "direction": config.objective.direction.value,
        "seed": config.seed,
        "trials": config.planned_trials(),
    }


def _name(name: str) -> str:
    """A name that MLflow takes, which may be part of a file's."""
    return _NOT_IN_NAMES.sub("_", name)[:_LONGEST_NAME].strip(" .") or "_"


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
