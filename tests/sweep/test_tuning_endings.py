"""The sweep as one call, ended from outside: stopped, aborted, cancelled, out of time."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from tests.sweep.sweeps import DATA, SPACE, SQUARE
from tests.sweep.targets import Difference
from tuner_gui import (
    Budget,
    DatasetView,
    FinishReason,
    GridKind,
    InMemoryObserver,
    QueueObserver,
    RandomKind,
    SweepControl,
    TrialCompleted,
    TrialFailed,
    TrialStarted,
    TrialState,
    TuningError,
    TuningFinished,
    run_hyperparameter_tuning,
    tune,
)


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
        SQUARE,
        DATA,
        [StopsAfterThree(), observer],
        trainable=Difference,
        control=control,
    )
    assert len(observer.events) == 3 * 2 + 1
    assert observer.events[-1].reason is FinishReason.STOPPED


def test_that_aborting_ends_an_inline_trial_at_its_next_report() -> None:
    control = SweepControl()

    class Aborted(Difference):
        def train(self, dataset: DatasetView, report: Any) -> None:
            control.abort()
            report(1, loss=0.5)
            raise AssertionError("never reached")

    observer = InMemoryObserver()
    tune(GridKind(), SQUARE, DATA, [observer], trainable=Aborted, control=control)
    assert [type(event) for event in observer.events] == [TrialStarted, TrialFailed, TuningFinished]
    assert observer.events[1].record.state is TrialState.STOPPED


def test_that_a_pause_after_a_stop_does_not_hold_the_sweep() -> None:
    control = SweepControl()
    control.stop()
    control.pause()
    assert not control.is_paused
    assert tune(GridKind(), SQUARE, DATA, trainable=Difference, control=control) is None


def test_that_a_time_limit_starts_no_further_trial() -> None:
    observer = InMemoryObserver()
    budget = Budget(time_limit_s=0.05)
    tune(RandomKind(), SPACE, DATA, [observer], trainable=Difference, budget=budget)
    assert observer.events[-1].reason is FinishReason.TIME
    assert observer.events[-1].message == "The time limit of 0.05 s is over."
    assert len(observer.events) > 10


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
                SPACE,
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
            RandomKind(), SPACE, DATA, [observer], trainable=Waits, budget=Budget(trials=9)
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
    tune(GridKind(), SQUARE, DATA, trainable=Difference, control=control)
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
            GridKind(), SQUARE, DATA, [observer], trainable=Cancels, control=control
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
            tune(RandomKind(), SQUARE, DATA, [observer], trainable=Difference)
    finally:
        observer.close()
        thread.join(10)
    assert not thread.is_alive()
    assert heard == []
