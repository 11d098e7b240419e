"""The observer that logs a sweep to MLflow while it runs; it writes on a thread of its own."""

from __future__ import annotations

import atexit
import logging
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Self

from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.exchange.tracking.place import failures_told, first_line
from tuner_gui.exchange.tracking.runs import RunWriter
from tuner_gui.sweep.best import BestTrial

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.trial import TrialRecord

logger = logging.getLogger(__name__)

_PATIENCE_S = 60.0


class MlflowObserver:
    """Logs a sweep while it runs; what MLflow does with it never holds the sweep up.

    Each trial is a child run with its parameters, what it reports step by step, its metrics and
    its state. The parent run has the setup, the best value so far as a curve, and in the end the
    best parameters. What cannot be written is said once in the log; the sweep goes on.

    Args:
        config: the sweep.
        place: a folder (MLflow's file store), a file that ends in .db (its SQLite store), or the
            address of a server.

    Raises:
        ExportError: MLflow is not installed, or cannot write there.
    """

    def __init__(self, config: SweepConfig, place: str | Path) -> None:
        self._writer = RunWriter(config, place)
        self._events: SimpleQueue[ExperimentEvent | None] = SimpleQueue()
        # a daemon: a sweep that never began has no last event to wait for
        self._thread = Thread(target=self._write, name="mlflow-writer", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def on_event(self, event: ExperimentEvent) -> None:
        """Takes an event, to be written soon."""
        self._events.put(event)

    def close(self) -> None:
        """Waits until all is written that was heard, a minute at most."""
        atexit.unregister(self.close)
        self._events.put(None)
        self._thread.join(_PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        is_sound = True
        is_open = True
        while is_open:
            batch = self._heard()
            is_open = None not in batch and not isinstance(batch[-1], TuningFinished)
            if not is_sound:
                continue
            try:
                self._writer.take(event for event in batch if event is not None)
            except Exception as error:  # noqa: BLE001 - of MLflow, its store or its server
                is_sound = False
                logger.warning("MLflow cannot be written to any more: %s", first_line(error))

    def _heard(self) -> list[ExperimentEvent | None]:
        """Waits for an event, and returns it with all that are there."""
        batch = [self._events.get()]
        while True:
            try:
                batch.append(self._events.get_nowait())
            except Empty:
                return batch


def log_trials(config: SweepConfig, records: Iterable[TrialRecord], place: str | Path) -> str:
    """Logs the trials of a sweep that has run; returns the id of the parent run.

    Args:
        config: the sweep.
        records: its trials; running ones are left out.
        place: as for MlflowObserver.

    Raises:
        ExportError: MLflow is not installed, or cannot write there.
    """
    best = BestTrial(config.objective)
    writer = RunWriter(config, place)
    metric = config.objective.metric
    with failures_told(place):
        for record in records:
            if not record.state.is_finished:
                continue
            curve = [
                TrialReported(record.number, step, {metric: value}) for step, value in record.curve
            ]
            writer.take([TrialStarted(record), *curve, TrialCompleted(record)])
            best.consider(record)
        writer.take([TuningFinished(best.record, FinishReason.EXHAUSTED)])
    return writer.run_id
