"""The sweep as one call: the laws that everything above relies on."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from tests.sweep.sweeps import DATA, SQUARE
from tests.sweep.targets import Difference, Reports
from tuner_gui import (
    Budget,
    Direction,
    FinishReason,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    InvalidSpace,
    Objective,
    QueueObserver,
    RandomKind,
    SweepControl,
    TpeKind,
    TrialCompleted,
    TrialReported,
    TrialStarted,
    TunerFactory,
    TuningError,
    TuningFinished,
    run_hyperparameter_tuning,
    tune,
)
from tuner_gui.executors.inline import InlineExecutor
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.pipeline import SweepPipeline
from tuner_gui.sweep.rules import SweepRules


def test_that_a_grid_finds_the_best_of_x_minus_y() -> None:
    best = asyncio.run(
        run_hyperparameter_tuning(GridKind(), SQUARE, DATA, [], trainable=Difference)
    )
    assert best is not None
    assert best.metric == 3
    assert best.params == {"x": 3, "y": 0}


def test_that_five_random_trials_give_eleven_events() -> None:
    observer = InMemoryObserver()
    tune(
        RandomKind(seed=42), SQUARE, DATA, [observer], trainable=Difference, budget=Budget(trials=5)
    )
    kinds = [type(event) for event in observer.events]
    assert kinds == [TrialStarted, TrialCompleted] * 5 + [TuningFinished]
    assert observer.events[-1].reason is FinishReason.BUDGET


def test_that_a_grid_without_a_budget_ends_exhausted() -> None:
    observer = InMemoryObserver()
    tune(GridKind(), SQUARE, DATA, [observer], trainable=Difference)
    assert len(observer.events) == 9 * 2 + 1
    assert observer.events[-1].reason is FinishReason.EXHAUSTED


@pytest.mark.parametrize("kind", [RandomKind(), TpeKind()])
def test_that_an_endless_strategy_needs_a_budget(kind: Any) -> None:
    with pytest.raises(TuningError, match="has no budget"):
        tune(kind, SQUARE, DATA, trainable=Difference)


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
    best = tune(GridKind(), SQUARE, DATA, trainable=Difference, objective=objective)
    assert best is not None
    assert (best.metric, best.metrics) == (-1, {"loss": -1})


def test_that_reports_arrive_between_start_and_end() -> None:
    observer = InMemoryObserver()
    tune(RandomKind(seed=1), SQUARE, DATA, [observer], trainable=Reports, budget=Budget(trials=1))
    kinds = [type(event) for event in observer.events]
    assert kinds == [TrialStarted, *[TrialReported] * 3, TrialCompleted, TuningFinished]
    assert observer.events[3] == TrialReported(0, 2, {"loss": 1 / 3})


def test_that_events_can_be_iterated_from_another_thread() -> None:
    observer = QueueObserver()
    thread = threading.Thread(
        target=tune, args=(GridKind(), SQUARE, DATA, [observer]), kwargs={"trainable": Difference}
    )
    thread.start()
    events = list(observer)
    thread.join()
    assert len(events) == 19
    assert isinstance(events[-1], TuningFinished)


def test_that_each_trial_has_its_own_repeatable_seed() -> None:
    def seeds() -> list[int | None]:
        observer = InMemoryObserver()
        tune(GridKind(), SQUARE, DATA, [observer], trainable=Difference, seed=5)
        return [event.record.seed for event in observer.events if isinstance(event, TrialCompleted)]

    assert seeds() == seeds()
    assert len(set(seeds())) == 9


def test_that_earlier_records_count_and_numbers_go_on() -> None:
    first = InMemoryObserver()
    tune(RandomKind(seed=3), SQUARE, DATA, [first], trainable=Difference, budget=Budget(trials=4))
    records = [event.record for event in first.events if isinstance(event, TrialCompleted)]
    strategy = TunerFactory.create(RandomKind(seed=3), SQUARE)
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
