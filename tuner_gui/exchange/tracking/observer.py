"""The observer that logs a sweep to MLflow while it runs; it writes on a thread of its own."""

from __future__ import annotations

import atexit
import logging
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Self

from tuner_gui.core.errors import TuningError
from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.exchange.tracking.place import failures_told, reason_of
from tuner_gui.exchange.tracking.runs import RunWriter
from tuner_gui.sweep.best import BestTrial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
        experiment: which the runs are of; called like the sweep by default.
        opens_later: the place is opened with the first event, on the observer's own thread; what
            is wrong with it is no error then, but `trouble`.

    Raises:
        ExportError: MLflow is not installed, or cannot write there.
    """

    def __init__(
        self,
        config: SweepConfig,
        place: str | Path,
        experiment: str = "",
        *,
        opens_later: bool = False,
    ) -> None:
        self.trouble = ""
        """Why nothing more is written, in a sentence; empty while all is well. Any thread."""
        self._open = partial(RunWriter, config, place, experiment)
        self._writer = None if opens_later else self._open()
        self._events: SimpleQueue[ExperimentEvent | None] = SimpleQueue()
        # a daemon: a sweep that never began has no last event to wait for
        self._thread = Thread(target=self._write, name="mlflow-writer", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def on_event(self, event: ExperimentEvent) -> None:
        """Takes an event, to be written soon."""
        self._events.put(event)

    @property
    def is_writing(self) -> bool:
        """True until the last event has been written, or given up. Any thread."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Takes no further event; what was heard is still written. A last event does so, too."""
        self._events.put(None)

    def close(self) -> None:
        """Waits until all is written that was heard, a minute at most."""
        atexit.unregister(self.close)
        self.end()
        self._thread.join(_PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        is_open = True
        while is_open:
            batch = self._heard()
            is_open = None not in batch and not isinstance(batch[-1], TuningFinished)
            if not self.trouble:
                self._take([event for event in batch if event is not None])
        atexit.unregister(self.close)

    def _take(self, events: list[ExperimentEvent]) -> None:
        try:
            if self._writer is None and events:
                self._writer = self._open()
            if self._writer is not None:
                self._writer.take(events)
        except TuningError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - of MLflow, its store or its server
            self.trouble = f"MLflow cannot be written to any more: {reason_of(error)}"
        if self.trouble:
            logger.warning(self.trouble)

    def _heard(self) -> list[ExperimentEvent | None]:
        """Waits for an event, and returns it with all that are there."""
        batch = [self._events.get()]
        while True:
            try:
                batch.append(self._events.get_nowait())
            except Empty:
                return batch


def log_trials(
    config: SweepConfig,
    records: Iterable[TrialRecord],
    place: str | Path,
    experiment: str = "",
    *,
    before_each: Callable[[], None] = lambda: None,
) -> str:
    """Logs the trials of a sweep that has run; returns the id of the parent run.

    Args:
        config: the sweep.
        records: its trials; running ones are left out.
        place: as for MlflowObserver.
        experiment: likewise.
        before_each: called before each trial; what it raises ends the runs, and is raised.

    Raises:
        ExportError: MLflow is not installed, or cannot write there.
    """
    best = BestTrial(config.objective)
    writer = RunWriter(config, place, experiment)
    with failures_told(place):
        for record in records:
            if not record.state.is_finished:
                continue
            try:
                before_each()
            except BaseException:
                writer.take([TuningFinished(best.record, FinishReason.ABORTED)])
                raise
            writer.take(_replayed(record, config.objective.metric))
            best.consider(record)
        writer.take([TuningFinished(best.record, FinishReason.EXHAUSTED)])
    return writer.run_id


def _replayed(record: TrialRecord, metric: str) -> list[ExperimentEvent]:
    curve = [TrialReported(record.number, step, {metric: value}) for step, value in record.curve]
    return [TrialStarted(record), *curve, TrialCompleted(record)]
