"""Sweeps of tests: run in this thread, steered by an observer, their records counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from tests.sweep.targets import Difference
from tuner_gui import (
    Budget,
    DatasetView,
    GridKind,
    HyperParamSpace,
    InlineExecutor,
    InMemoryObserver,
    JobDone,
    JobLost,
    JobStarted,
    Objective,
    RandomKind,
    SweepControl,
    TrialCompleted,
    TrialError,
    TrialFailed,
    TrialJob,
    TrialPruned,
    TrialRecord,
    TrialState,
    TunerFactory,
    TuningFinished,
)
from tuner_gui.core.executor import ExecutorMessage
from tuner_gui.sweep.earlier import NO_TRIALS, EarlierTrials
from tuner_gui.sweep.pipeline import SweepPipeline
from tuner_gui.sweep.rules import SweepRules

SPACE = HyperParamSpace().add_int("x", 1, 100_000).add_choice("y", [0])
SQUARE = HyperParamSpace().add_choice("x", [1, 2, 3]).add_choice("y", [0, 1, 2])
GRID = HyperParamSpace().add_int("x", 1, 6).add_choice("y", [0])
NEXT = HyperParamSpace().add_int("x", 5, 9).add_choice("y", [0])
DATA = DatasetView("toy")


class Steers:
    """Calls a function with the record after each trial's end."""

    def __init__(self, act: Callable[[TrialRecord], None]) -> None:
        self._act = act
        self.error: BaseException | None = None

    def on_event(self, event: Any) -> None:
        if isinstance(event, TrialCompleted | TrialFailed | TrialPruned):
            try:
                self._act(event.record)
            except BaseException as error:  # the sweep would only drop this observer
                self.error = error
                raise


class Sweep:
    """One sweep in this thread, and what came of it."""

    def __init__(
        self,
        trainable: Any,
        *,
        kind: Any = None,
        space: HyperParamSpace = SPACE,
        budget: Budget | None = None,
        objective: Objective | None = None,
        early_stopping: Any = None,
        act: Callable[[TrialRecord], None] | None = None,
        earlier: EarlierTrials = NO_TRIALS,
        control: SweepControl | None = None,
        executor: Any = None,
        strategy: Any = None,
        prepare: Callable[[Any], None] = lambda _strategy: None,
    ) -> None:
        kind = kind or RandomKind(seed=1)
        objective = objective or Objective()
        self.control = control or SweepControl()
        self.observer = InMemoryObserver()
        rules = SweepRules(
            objective,
            budget or Budget(),
            early_stopping=early_stopping,
            space=space,
            kind=kind,
        )
        self._steers = Steers(act or (lambda _record: None))
        strategy = strategy or TunerFactory.create(kind, space, objective)
        prepare(strategy)
        self.pipeline = SweepPipeline(
            strategy,
            executor or InlineExecutor(trainable, DATA),
            rules,
            [self._steers, self.observer],
            self.control,
            earlier=earlier,
        )

    def run(self) -> Sweep:
        self.pipeline.run()
        if self._steers.error is not None:
            raise self._steers.error
        return self

    @property
    def finished(self) -> TuningFinished:
        last = self.observer.events[-1]
        assert isinstance(last, TuningFinished)
        return last

    @property
    def records(self) -> list[TrialRecord]:
        ends = TrialCompleted | TrialFailed | TrialPruned
        return [event.record for event in self.observer.events if isinstance(event, ends)]

    @property
    def states(self) -> Counter[TrialState]:
        return Counter(record.state for record in self.records)

    @property
    def told(self) -> list[str]:
        return [entry.what for entry in self.control.history]


def xs(records: list[TrialRecord]) -> list[int]:
    return [record.params["x"] for record in records]


class SideBySide:
    """Runs so many trials at a time in this thread: the oldest of them ends, its score is x.

    Args:
        stops: numbers of trials that are lost, as if they had been stopped.
    """

    def __init__(self, capacity: int = 2, stops: Iterable[int] = ()) -> None:
        self.capacity = capacity
        self._stops = frozenset(stops)
        self._open: list[TrialJob] = []
        self._inbox: list[ExecutorMessage] = []

    def submit(self, job: TrialJob) -> None:
        self._open.append(job)
        self._inbox.append(JobStarted(job.number, "here"))

    def receive(self, timeout_s: float) -> list[ExecutorMessage]:
        if not self._inbox and self._open:
            number = self._open[0].number
            if number in self._stops:
                self.cancel(number)
            else:
                self._done()
        messages, self._inbox = self._inbox, []
        return messages

    def _done(self) -> None:
        job = self._open.pop(0)
        self._inbox.append(JobDone(job.number, {"score": job.params["x"]}, 1.0))

    def cancel(self, number: int) -> None:
        self._open = [job for job in self._open if job.number != number]
        self._inbox.append(JobLost(number, TrialError("stopped", "stopped on request"), 1.0))

    def close(self) -> None:
        pass


def once(act: Any, at: int = 0) -> Any:
    """Acts after the end of one trial."""
    return lambda record: act() if record.number == at else None


def steered(act: Any, at: int = 0, **fields: Any) -> Sweep:
    """A grid of 6 in which something is asked for after a trial's end."""
    settings = {"kind": GridKind(), "space": GRID} | fields
    sweep = Sweep(Difference, act=once(lambda: act(sweep), at), **settings)
    return sweep.run()


class Obeys(Difference):
    """Asks something of its own sweep, then reports, which lets the request through."""

    ask: Any = None

    def train(self, dataset: object, report: Any) -> None:
        if self.params["x"] == 2:
            type(self).ask()
            report(1, loss=1.0)
            raise AssertionError("never reached")
