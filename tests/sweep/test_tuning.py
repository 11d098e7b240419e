"""The sweep as one call: the laws that everything above relies on."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from tests.sweep.sweeps import SideBySide
from tests.sweep.targets import AlwaysFails, Difference, FailsOn, Reports
from tuner_gui import (
    Budget,
    DatasetView,
    Direction,
    FinishReason,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    Internal,
    InvalidSpace,
    Objective,
    QueueObserver,
    RandomKind,
    SweepControl,
    TpeKind,
    TrialCompleted,
    TrialFailed,
    TrialRecord,
    TrialReported,
    TrialStarted,
    TrialState,
    TunerFactory,
    TuningError,
    TuningFinished,
    run_hyperparameter_tuning,
    tune,
)
from tuner_gui.core.executor import ExecutorMessage, JobDone, JobReported
from tuner_gui.executors.inline import InlineExecutor
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.pipeline import SweepPipeline
from tuner_gui.sweep.rules import SweepRules

SPACE = HyperParamSpace().add_choice("x", [1, 2, 3]).add_choice("y", [0, 1, 2])
WIDE = HyperParamSpace().add_int("x", 1, 100_000).add_choice("y", [0])
DATA = DatasetView("toy")


def test_that_a_grid_finds_the_best_of_x_minus_y() -> None:
    best = asyncio.run(run_hyperparameter_tuning(GridKind(), SPACE, DATA, [], trainable=Difference))
    assert best is not None
    assert best.metric == 3
    assert best.params == {"x": 3, "y": 0}


def test_that_five_random_trials_give_eleven_events() -> None:
    observer = InMemoryObserver()
    tune(
        RandomKind(seed=42), SPACE, DATA, [observer], trainable=Difference, budget=Budget(trials=5)
    )
    kinds = [type(event) for event in observer.events]
    assert kinds == [TrialStarted, TrialCompleted] * 5 + [TuningFinished]
    assert observer.events[-1].reason is FinishReason.BUDGET


def test_that_a_grid_without_a_budget_ends_exhausted() -> None:
    observer = InMemoryObserver()
    tune(GridKind(), SPACE, DATA, [observer], trainable=Difference)
    assert len(observer.events) == 9 * 2 + 1
    assert observer.events[-1].reason is FinishReason.EXHAUSTED


@pytest.mark.parametrize("kind", [RandomKind(), TpeKind()])
def test_that_an_endless_strategy_needs_a_budget(kind: Any) -> None:
    with pytest.raises(TuningError, match="has no budget"):
        tune(kind, SPACE, DATA, trainable=Difference)


def test_that_an_empty_space_is_refused_before_the_start() -> None:
    observer = InMemoryObserver()
    with pytest.raises(InvalidSpace, match="no parameters"):
        asyncio.run(
            run_hyperparameter_tuning(
                GridKind(), HyperParamSpace(), DATA, [observer], trainable=Difference
            )
        )
    assert observer.events == []


def test_that_minimising_finds_the_least() -> None:
    objective = Objective("loss", Direction.MINIMIZE)
    best = tune(GridKind(), SPACE, DATA, trainable=Difference, objective=objective)
    assert best is not None
    assert (best.metric, best.metrics) == (-1, {"loss": -1})


def test_that_a_trial_that_raises_costs_only_itself() -> None:
    observer = InMemoryObserver()
    best = tune(GridKind(), SPACE, DATA, [observer], trainable=FailsOn)
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
    best = tune(GridKind(), SPACE, DATA, [observer], trainable=Nan)
    assert best is not None
    assert best.params["x"] == 2
    failed = [event.record for event in observer.events if isinstance(event, TrialFailed)]
    assert len(failed) == 3
    assert "nan" in failed[0].error.message


def test_that_reports_arrive_between_start_and_end() -> None:
    observer = InMemoryObserver()
    tune(RandomKind(seed=1), SPACE, DATA, [observer], trainable=Reports, budget=Budget(trials=1))
    kinds = [type(event) for event in observer.events]
    assert kinds == [TrialStarted, *[TrialReported] * 3, TrialCompleted, TuningFinished]
    assert observer.events[3] == TrialReported(0, 2, {"loss": 1 / 3})


def test_that_a_sweep_whose_first_trials_all_fail_ends_with_the_reason() -> None:
    observer = InMemoryObserver()
    best = tune(
        RandomKind(), WIDE, DATA, [observer], trainable=AlwaysFails, budget=Budget(trials=50)
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
    tune(RandomKind(), WIDE, DATA, [observer], trainable=AlwaysFails, budget=budget)
    assert len(observer.events) == 30 * 2 + 1


def test_that_failures_in_a_row_pause_an_attended_sweep_and_resuming_goes_on() -> None:
    control = SweepControl(on_change=lambda: paused.set() if control.is_paused else None)
    paused = threading.Event()
    budget = Budget(trials=25, first_failures=0, failures_in_a_row=20)
    rules = SweepRules(Objective(), budget, pauses_on_failures=True)
    observer = InMemoryObserver()
    pipeline = SweepPipeline(
        TunerFactory.create(RandomKind(seed=1), WIDE),
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


def test_that_a_report_of_a_trial_that_has_ended_is_dropped() -> None:
    class Late(SideBySide):
        def receive(self, timeout_s: float) -> list[ExecutorMessage]:
            messages = super().receive(timeout_s)
            ended = [each.number for each in messages if isinstance(each, JobDone)]
            return [*messages, *(JobReported(number, 9, {"loss": 1.0}) for number in ended)]

    observer = InMemoryObserver()
    tune(GridKind(), SPACE, DATA, [observer], trainable=Difference, executor=Late())
    assert len(observer.events) == 9 * 2 + 1
    assert observer.events[-1].reason is FinishReason.EXHAUSTED


def test_that_an_observer_that_raises_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        heard = 0

        def on_event(self, event: object) -> None:
            self.heard += 1
            raise RuntimeError("broken")

    broken, observer = Broken(), InMemoryObserver()
    tune(GridKind(), SPACE, DATA, [broken, observer], trainable=Difference)
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


def test_that_stopping_ends_after_the_running_trial() -> None:
    control = SweepControl()

    class StopsAfterThree:
        heard = 0

        def on_event(self, event: object) -> None:
            self.heard += isinstance(event, TrialCompleted)
            if self.heard == 3:
                control.stop()

    observer = InMemoryObserver()
    tune(
        GridKind(),
        SPACE,
        DATA,
        [StopsAfterThree(), observer],
        trainable=Difference,
        control=control,
    )
    assert len(observer.events) == 3 * 2 + 1
    assert observer.events[-1].reason is FinishReason.STOPPED


def test_that_events_can_be_iterated_from_another_thread() -> None:
    observer = QueueObserver()
    thread = threading.Thread(
        target=tune, args=(GridKind(), SPACE, DATA, [observer]), kwargs={"trainable": Difference}
    )
    thread.start()
    events = list(observer)
    thread.join()
    assert len(events) == 19
    assert isinstance(events[-1], TuningFinished)


def test_that_a_time_limit_starts_no_further_trial() -> None:
    observer = InMemoryObserver()
    budget = Budget(time_limit_s=0.05)
    tune(RandomKind(), WIDE, DATA, [observer], trainable=Difference, budget=budget)
    assert observer.events[-1].reason is FinishReason.TIME
    assert observer.events[-1].message == "The time limit of 0.05 s is over."
    assert len(observer.events) > 10


def test_that_each_trial_has_its_own_repeatable_seed() -> None:
    def seeds() -> list[int | None]:
        observer = InMemoryObserver()
        tune(GridKind(), SPACE, DATA, [observer], trainable=Difference, seed=5)
        return [event.record.seed for event in observer.events if isinstance(event, TrialCompleted)]

    assert seeds() == seeds()
    assert len(set(seeds())) == 9


def test_that_earlier_records_count_and_numbers_go_on() -> None:
    first = InMemoryObserver()
    tune(RandomKind(seed=3), SPACE, DATA, [first], trainable=Difference, budget=Budget(trials=4))
    records = [event.record for event in first.events if isinstance(event, TrialCompleted)]
    strategy = TunerFactory.create(RandomKind(seed=3), SPACE)
    strategy.resume(records, asked=4)
    later = InMemoryObserver()
    SweepPipeline(
        strategy,
        InlineExecutor(Difference, DATA),
        SweepRules(Objective(), Budget(trials=6)),
        [later],
        SweepControl(),
        earlier=EarlierTrials.of(records, Objective()),
    ).run()
    numbers = [e.record.number for e in later.events if isinstance(e, TrialCompleted)]
    assert numbers == [4, 5]


def test_that_a_cancelled_task_aborts_its_sweep() -> None:
    observer = InMemoryObserver()
    started = threading.Event()

    class Starts:
        def on_event(self, event: object) -> None:
            started.set()

    async def cancel_in_the_middle() -> None:
        task = asyncio.create_task(
            run_hyperparameter_tuning(
                RandomKind(),
                WIDE,
                DATA,
                [observer, Starts()],
                trainable=Difference,
                budget=Budget(trials=10_000_000),
            )
        )
        await asyncio.to_thread(started.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel_in_the_middle())
    assert observer.events[-1].reason is FinishReason.ABORTED


def test_that_a_task_that_is_cancelled_twice_still_waits_for_its_trials() -> None:
    observer = InMemoryObserver()
    started, goes_on = threading.Event(), threading.Event()

    class Waits(Difference):
        def train(self, dataset: DatasetView) -> None:
            started.set()
            assert goes_on.wait(10)

    async def cancel_twice() -> None:
        sweep = run_hyperparameter_tuning(
            RandomKind(), WIDE, DATA, [observer], trainable=Waits, budget=Budget(trials=9)
        )
        task = asyncio.create_task(sweep)
        await asyncio.to_thread(started.wait)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert not task.done()
        goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert observer.events[-1].reason is FinishReason.ABORTED

    asyncio.run(cancel_twice())


def test_that_a_used_control_hears_of_a_cancelled_task() -> None:
    control = SweepControl()
    tune(GridKind(), SPACE, DATA, trainable=Difference, control=control)
    observer = InMemoryObserver()

    class Cancels(Difference):
        def train(self, dataset: DatasetView, report: Any) -> None:
            loop.call_soon_threadsafe(task.cancel)
            while not control.is_aborting:
                control.wait(0.01)

    async def cancelled() -> None:
        nonlocal loop, task
        loop = asyncio.get_running_loop()
        sweep = run_hyperparameter_tuning(
            GridKind(), SPACE, DATA, [observer], trainable=Cancels, control=control
        )
        task = asyncio.create_task(sweep)
        with pytest.raises(asyncio.CancelledError):
            await task

    loop = task = None
    asyncio.run(cancelled())
    assert len(observer.events) == 3


def test_that_whoever_waits_for_a_sweep_that_never_began_can_be_let_go() -> None:
    observer = QueueObserver()
    heard: list[object] = []
    thread = threading.Thread(target=lambda: heard.extend(observer))
    thread.start()
    try:
        with pytest.raises(TuningError, match="has no budget"):
            tune(RandomKind(), SPACE, DATA, [observer], trainable=Difference)
    finally:
        observer.close()
        thread.join(10)
    assert not thread.is_alive()
    assert heard == []


def test_that_a_trial_may_change_its_parameters_and_the_record_keeps_them() -> None:
    class Pops(Difference):
        def validate(self, dataset: DatasetView) -> float:
            inner = self.params.pop("y")
            return self.params["x"] - inner.pop("z")

    space = HyperParamSpace().add_choice("x", [1, 3]).add_choice("y.z", [0])
    best = tune(GridKind(), space, DATA, trainable=Pops)
    assert best is not None
    assert best.params == {"x": 3, "y": {"z": 0}}


def test_that_aborting_ends_an_inline_trial_at_its_next_report() -> None:
    control = SweepControl()

    class Aborted(Difference):
        def train(self, dataset: DatasetView, report: Any) -> None:
            control.abort()
            report(1, loss=0.5)
            raise AssertionError("never reached")

    observer = InMemoryObserver()
    tune(GridKind(), SPACE, DATA, [observer], trainable=Aborted, control=control)
    assert [type(event) for event in observer.events] == [TrialStarted, TrialFailed, TuningFinished]
    assert observer.events[1].record.state is TrialState.STOPPED


def test_that_an_interrupt_in_a_trial_still_ends_with_one_last_event() -> None:
    class Interrupted(Difference):
        def train(self, dataset: DatasetView) -> None:
            if self.params["x"] == 2:
                raise KeyboardInterrupt

    observer = InMemoryObserver()
    with pytest.raises(KeyboardInterrupt):
        tune(GridKind(), SPACE, DATA, [observer], trainable=Interrupted)
    kinds = [type(event) for event in observer.events]
    assert kinds == [TrialStarted, TrialCompleted] * 3 + [TrialStarted, TrialFailed, TuningFinished]
    assert observer.events[-1].reason is FinishReason.ERROR
    assert observer.events[-1].best is not None


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


def test_that_a_pause_after_a_stop_does_not_hold_the_sweep() -> None:
    control = SweepControl()
    control.stop()
    control.pause()
    assert not control.is_paused
    assert tune(GridKind(), SPACE, DATA, trainable=Difference, control=control) is None


def test_that_earlier_successes_keep_the_first_failures_from_ending_a_sweep() -> None:
    earlier = EarlierTrials(
        count=3,
        next_number=3,
        best=TrialRecord(0, {"x": 1, "y": 0}, TrialState.COMPLETE, 1.0),
        has_success=True,
    )
    observer = InMemoryObserver()
    SweepPipeline(
        TunerFactory.create(RandomKind(seed=1), WIDE),
        InlineExecutor(AlwaysFails, DATA),
        SweepRules(Objective(), Budget(trials=3 + 9)),
        [observer],
        SweepControl(),
        earlier=earlier,
    ).run()
    assert len(observer.events) == 9 * 2 + 1
    assert observer.events[-1].best == earlier.best
