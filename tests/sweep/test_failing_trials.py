"""What trials that fail cost a sweep: themselves, and at last the sweep."""

from __future__ import annotations

import threading

from tests.sweep.sweeps import DATA, SPACE, SQUARE
from tests.sweep.targets import AlwaysFails, Difference, FailsOn
from tuner_gui import (
    Budget,
    DatasetView,
    FinishReason,
    GridKind,
    InMemoryObserver,
    Objective,
    RandomKind,
    SweepControl,
    TrialFailed,
    TrialRecord,
    TrialState,
    TunerFactory,
    tune,
)
from tuner_gui.executors.inline import InlineExecutor
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.pipeline import SweepPipeline
from tuner_gui.sweep.rules import SweepRules


def test_that_a_trial_that_raises_costs_only_itself() -> None:
    observer = InMemoryObserver()
    best = tune(GridKind(), SQUARE, DATA, [observer], trainable=FailsOn)
    failed = [event.record for event in observer.events if isinstance(event, TrialFailed)]
    assert [record.params["x"] for record in failed] == [2, 2, 2]
    assert {record.state for record in failed} == {TrialState.FAILED}
    assert failed[0].error is not None
    assert failed[0].error.kind == "ValueError"
    assert "x must not be 2" in failed[0].error.message
    assert "tests" in failed[0].error.traceback
    assert best is not None
    assert best.metric == 3


def test_that_nan_is_a_failure_and_never_a_best() -> None:
    class Nan(Difference):
        def validate(self, dataset: DatasetView) -> float:
            return float("nan") if self.params["x"] == 3 else super().validate(dataset)

    observer = InMemoryObserver()
    best = tune(GridKind(), SQUARE, DATA, [observer], trainable=Nan)
    assert best is not None
    assert best.params["x"] == 2
    failed = [event.record for event in observer.events if isinstance(event, TrialFailed)]
    assert len(failed) == 3
    assert "nan" in failed[0].error.message


def test_that_a_sweep_whose_first_trials_all_fail_ends_with_the_reason() -> None:
    observer = InMemoryObserver()
    best = tune(
        RandomKind(), SPACE, DATA, [observer], trainable=AlwaysFails, budget=Budget(trials=50)
    )
    assert best is None
    finished = observer.events[-1]
    assert finished.reason is FinishReason.FAILURES
    assert finished.message.startswith("The first 5 trials failed: ")
    assert "out of luck" in finished.message
    assert len(observer.events) == 5 * 2 + 1


def test_that_the_failure_limits_can_be_switched_off() -> None:
    observer = InMemoryObserver()
    budget = Budget(trials=30, first_failures=0, failures_in_a_row=0)
    tune(RandomKind(), SPACE, DATA, [observer], trainable=AlwaysFails, budget=budget)
    assert len(observer.events) == 30 * 2 + 1


def test_that_failures_in_a_row_pause_an_attended_sweep_and_resuming_goes_on() -> None:
    control = SweepControl(on_change=lambda: paused.set() if control.is_paused else None)
    paused = threading.Event()
    budget = Budget(trials=25, first_failures=0, failures_in_a_row=20)
    rules = SweepRules(Objective(), budget, pauses_on_failures=True)
    observer = InMemoryObserver()
    pipeline = SweepPipeline(
        TunerFactory.create(RandomKind(seed=1), SPACE),
        InlineExecutor(AlwaysFails, DATA),
        rules,
        [observer],
        control,
    )
    thread = threading.Thread(target=pipeline.run)
    thread.start()
    assert paused.wait(10)
    assert control.pause_reason.startswith("20 trials in a row failed")
    assert len(observer.events) == 40
    control.resume()
    thread.join(10)
    assert len(observer.events) == 25 * 2 + 1


def test_that_earlier_successes_keep_the_first_failures_from_ending_a_sweep() -> None:
    earlier = EarlierTrials(
        count=3,
        next_number=3,
        best=TrialRecord(0, {"x": 1, "y": 0}, TrialState.COMPLETE, 1.0),
        has_success=True,
    )
    observer = InMemoryObserver()
    SweepPipeline(
        TunerFactory.create(RandomKind(seed=1), SPACE),
        InlineExecutor(AlwaysFails, DATA),
        SweepRules(Objective(), Budget(trials=3 + 9)),
        [observer],
        SweepControl(),
        earlier=earlier,
    ).run()
    assert len(observer.events) == 9 * 2 + 1
    assert observer.events[-1].best == earlier.best
