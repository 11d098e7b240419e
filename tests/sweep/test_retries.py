"""Trials that are run again because they were lost, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sweep.sweeps import GRID, Sweep, xs
from tests.sweep.targets import FailsOn
from tuner_gui import (
    Budget,
    ClassSpec,
    Direction,
    FinishReason,
    GridKind,
    LocalExecutor,
    NoDataSpec,
    Objective,
    RandomKind,
    TrialOrigin,
    TrialRecord,
    TrialState,
    TrialStore,
)
from tuner_gui.sweep.earlier import EarlierTrials

LOSS = Objective("loss", Direction.MINIMIZE)

LOST = """
import os, time
from tuner_gui import DatasetView


class Lost:
    def __init__(self, params):
        self.x = params["x"]

    def train(self, dataset):
        if self.x == 2:
            os._exit(3)
        if self.x == 3:
            time.sleep(60)
        if self.x == 4:
            raise ValueError("raised")

    def validate(self, dataset):
        return float(self.x)
"""


@pytest.fixture
def executor(tmp_path: Path):
    module = tmp_path / "lost.py"
    module.write_text(LOST)
    executor = LocalExecutor(ClassSpec(path=f"{module}:Lost"), NoDataSpec(), workers=1)
    yield executor
    executor.close()


def test_that_trials_that_died_or_timed_out_are_run_again(executor: LocalExecutor) -> None:
    budget = Budget(retries=2, trial_timeout_s=0.3, first_failures=0)
    sweep = Sweep(None, kind=GridKind(), space=GRID, budget=budget, executor=executor).run()
    retries = [record for record in sweep.records if record.origin is TrialOrigin.RETRY]
    assert [record.params["x"] for record in retries] == [2, 2, 3, 3]
    for retry in retries:
        first = next(record for record in sweep.records if record.number == retry.source)
        assert (retry.params, retry.seed) == (first.params, first.seed)
        assert retry.number > first.number
        assert first.error is not None
    assert sum(record.params["x"] == 4 for record in sweep.records) == 1  # it raised
    assert sweep.states == {TrialState.COMPLETE: 3, TrialState.FAILED: 3 + 4}
    assert sweep.finished.reason is FinishReason.EXHAUSTED


def test_that_those_that_raised_are_run_again_only_where_that_is_wished() -> None:
    budget = Budget(retries=1, retry_raised=True, first_failures=0)
    sweep = Sweep(FailsOn, kind=GridKind(), space=GRID, budget=budget).run()
    assert xs(sweep.records) == [1, 2, 2, 3, 4, 5, 6]
    never = Sweep(FailsOn, kind=GridKind(), space=GRID, budget=Budget(retries=1)).run()
    assert xs(never.records) == [1, 2, 3, 4, 5, 6]


def test_that_retries_are_no_trials_without_improvement() -> None:
    budget = Budget(no_improvement_trials=3, retries=3, retry_raised=True, first_failures=0)
    sweep = Sweep(FailsOn, kind=GridKind(), space=GRID, budget=budget, objective=LOSS).run()
    assert xs(sweep.records) == [1, 2, 2, 2, 2, 3, 4]
    for earlier in (
        EarlierTrials.of(sweep.records, LOSS),
        EarlierTrials.of_store(TrialStore.of(LOSS, sweep.records)),
    ):
        assert earlier.since_best == 3


def test_that_the_strategy_hears_of_the_last_attempt_only() -> None:
    told: list[tuple[int, TrialState]] = []

    class Listens:
        def __init__(self) -> None:
            self.left = [1, 2]

        def ask(self) -> dict[str, int] | None:
            return {"x": self.left.pop(0), "y": 0} if self.left else None

        def tell(self, record: TrialRecord) -> None:
            told.append((record.number, record.state))

    class Mends(FailsOn):
        tries = 0

        def train(self, dataset: object) -> None:
            type(self).tries += 1
            if self.tries < 4:
                super().train(dataset)

    budget = Budget(retries=2, retry_raised=True, first_failures=0)
    sweep = Sweep(Mends, strategy=Listens(), budget=budget).run()
    assert sweep.states == {TrialState.COMPLETE: 2, TrialState.FAILED: 2}
    assert told == [(0, TrialState.COMPLETE), (3, TrialState.COMPLETE)]


def test_that_a_retry_takes_no_place_in_the_budget() -> None:
    budget = Budget(trials=4, retries=3, retry_raised=True, first_failures=0)
    sweep = Sweep(FailsOn, kind=GridKind(), space=GRID, budget=budget).run()
    assert xs(sweep.records) == [1, 2, 2, 2, 2, 3, 4]
    assert sum(record.counts for record in sweep.records) == 4


def test_that_retries_of_one_trial_are_no_row_of_failures() -> None:
    budget = Budget(retries=9, retry_raised=True, failures_in_a_row=3)
    sweep = Sweep(FailsOn, kind=GridKind(), space=GRID, budget=budget).run()
    assert sweep.finished.reason is FinishReason.EXHAUSTED
    assert sweep.states == {TrialState.FAILED: 10, TrialState.COMPLETE: 5}


def test_that_a_retry_that_succeeds_ends_the_chain() -> None:
    tries: list[int] = []

    class Flaky(FailsOn):
        def train(self, dataset: object) -> None:
            tries.append(self.params["x"])
            if len(tries) < 3:
                raise OSError("the disk was busy")

    budget = Budget(trials=2, retries=5, retry_raised=True)
    sweep = Sweep(Flaky, kind=RandomKind(seed=2), budget=budget).run()
    assert sweep.states == {TrialState.FAILED: 2, TrialState.COMPLETE: 2}
    assert [record.source for record in sweep.records] == [None, 0, 0, None]
