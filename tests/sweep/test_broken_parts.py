"""A strategy, an observer, an executor or a trial that misbehaves: nothing finished is lost."""

from __future__ import annotations

import pytest

from tests.sweep.sweeps import DATA, SQUARE, SideBySide
from tests.sweep.targets import Difference
from tuner_gui import (
    Budget,
    DatasetView,
    FinishReason,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    Internal,
    Objective,
    SweepControl,
    TrialCompleted,
    TrialFailed,
    TrialRecord,
    TrialStarted,
    TuningFinished,
    tune,
)
from tuner_gui.core.executor import ExecutorMessage, JobDone, JobReported
from tuner_gui.executors.inline import InlineExecutor
from tuner_gui.sweep.pipeline import SweepPipeline
from tuner_gui.sweep.rules import SweepRules


def test_that_a_report_of_a_trial_that_has_ended_is_dropped() -> None:
    class Late(SideBySide):
        def receive(self, timeout_s: float) -> list[ExecutorMessage]:
            messages = super().receive(timeout_s)
            ended = [each.number for each in messages if isinstance(each, JobDone)]
            return [*messages, *(JobReported(number, 9, {"loss": 1.0}) for number in ended)]

    observer = InMemoryObserver()
    tune(GridKind(), SQUARE, DATA, [observer], trainable=Difference, executor=Late())
    assert len(observer.events) == 9 * 2 + 1
    assert observer.events[-1].reason is FinishReason.EXHAUSTED


def test_that_an_observer_that_raises_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        heard = 0

        def on_event(self, event: object) -> None:
            self.heard += 1
            raise RuntimeError("broken")

    broken, observer = Broken(), InMemoryObserver()
    tune(GridKind(), SQUARE, DATA, [broken, observer], trainable=Difference)
    assert broken.heard == 1
    assert len(observer.events) == 19
    assert "An observer failed and is dropped" in caplog.text


def test_that_a_broken_strategy_ends_the_sweep_with_what_is_finished(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Breaks:
        asked = 0

        def ask(self) -> dict:
            self.asked += 1
            if self.asked == 3:
                raise ZeroDivisionError("no more ideas")
            return {"x": self.asked, "y": 0}

        def tell(self, record: TrialRecord) -> None:
            pass

    observer = InMemoryObserver()
    pipeline = SweepPipeline(
        Breaks(),
        InlineExecutor(Difference, DATA),
        SweepRules(Objective(), Budget(trials=9)),
        [observer],
        SweepControl(),
    )
    with pytest.raises(Internal, match="ZeroDivisionError: no more ideas"):
        pipeline.run()
    finished = observer.events[-1]
    assert isinstance(finished, TuningFinished)
    assert finished.reason is FinishReason.ERROR
    assert finished.best is not None
    assert finished.best.metric == 2
    assert sum(isinstance(event, TuningFinished) for event in observer.events) == 1


def test_that_a_strategy_that_cannot_take_an_answer_loses_no_trial(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Deaf:
        def ask(self) -> dict:
            return {"x": 1, "y": 0}

        def tell(self, record: TrialRecord) -> None:
            raise ValueError("deaf")

    observer = InMemoryObserver()
    pipeline = SweepPipeline(
        Deaf(),
        InlineExecutor(Difference, DATA),
        SweepRules(Objective(), Budget(trials=9)),
        [observer],
        SweepControl(),
    )
    with pytest.raises(Internal, match="deaf"):
        pipeline.run()
    assert [type(event) for event in observer.events] == [
        TrialStarted,
        TrialCompleted,
        TuningFinished,
    ]
    assert observer.events[-1].best.metric == 1


def test_that_an_interrupt_in_a_trial_still_ends_with_one_last_event() -> None:
    class Interrupted(Difference):
        def train(self, dataset: DatasetView) -> None:
            if self.params["x"] == 2:
                raise KeyboardInterrupt

    observer = InMemoryObserver()
    with pytest.raises(KeyboardInterrupt):
        tune(GridKind(), SQUARE, DATA, [observer], trainable=Interrupted)
    kinds = [type(event) for event in observer.events]
    assert kinds == [TrialStarted, TrialCompleted] * 3 + [TrialStarted, TrialFailed, TuningFinished]
    assert observer.events[-1].reason is FinishReason.ERROR
    assert observer.events[-1].best is not None


def test_that_a_trial_may_change_its_parameters_and_the_record_keeps_them() -> None:
    class Pops(Difference):
        def validate(self, dataset: DatasetView) -> float:
            inner = self.params.pop("y")
            return self.params["x"] - inner.pop("z")

    space = HyperParamSpace().add_choice("x", [1, 3]).add_choice("y.z", [0])
    best = tune(GridKind(), space, DATA, trainable=Pops)
    assert best is not None
    assert best.params == {"x": 3, "y": {"z": 0}}
