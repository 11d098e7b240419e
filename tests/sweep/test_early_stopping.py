"""Trials that are stopped early: their records, their events, and what else learns of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sweep.sweeps import GRID, Sweep
from tests.sweep.targets import Difference, Reports
from tuner_gui import (
    Budget,
    CommandSpec,
    Direction,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    LocalExecutor,
    MedianRule,
    NoDataSpec,
    Objective,
    ThresholdRule,
    TrialCompleted,
    TrialPruned,
    TrialRecord,
    TrialReported,
    TrialState,
    tune,
)
from tuner_gui.strategies.pruning import make_pruner
from tuner_gui.sweep.earlier import EarlierTrials

STEPS = 8


class Learns(Difference):
    """Reports a growing score, x at its end; other metrics too, and NaN at its first step."""

    def train(self, dataset: object, report: Any) -> None:
        report(0, score=float("nan"), loss=2.0)
        for step in range(1, STEPS + 1):
            report(step, score=self.params["x"] * step / STEPS, loss=1.0 / step)


LOW = ThresholdRule(lower=2.0, warmup_steps=4)


def test_that_a_pruned_trial_keeps_its_curve_and_its_last_values() -> None:
    sweep = Sweep(Learns, kind=GridKind(), space=GRID, early_stopping=LOW).run()
    assert sweep.states == {TrialState.PRUNED: 3, TrialState.COMPLETE: 3}
    first = sweep.records[0]
    assert first.state is TrialState.PRUNED
    assert first.metric is None
    assert first.error is None
    assert first.metrics == {"score": 4 / STEPS, "loss": 1 / 4}
    assert first.curve == tuple((step, step / STEPS) for step in range(1, 5))
    assert first.duration_ms is not None
    whole = sweep.records[-1]
    assert whole.curve[-1] == (STEPS, 6.0)
    pruned = [event for event in sweep.observer.events if isinstance(event, TrialPruned)]
    assert [event.record.number for event in pruned] == [0, 1, 2]


def test_that_an_inline_trial_ends_by_the_very_report() -> None:
    sweep = Sweep(Learns, kind=GridKind(), space=GRID, early_stopping=LOW).run()
    steps = [
        event.step
        for event in sweep.observer.events
        if isinstance(event, TrialReported) and event.number == 0
    ]
    assert steps == [0, 1, 2, 3, 4]


def test_that_less_may_be_better() -> None:
    class Falls(Difference):
        def train(self, dataset: object, report: Any) -> None:
            for step in range(STEPS):
                report(step, score=float(self.params["x"]))

    objective = Objective("score", Direction.MINIMIZE)
    rule = MedianRule(startup_trials=2)
    sweep = Sweep(
        Falls, kind=GridKind(), space=GRID, early_stopping=rule, objective=objective
    ).run()
    assert [record.state for record in sweep.records[:2]] == [TrialState.COMPLETE] * 2
    assert {record.state for record in sweep.records[2:]} == {TrialState.PRUNED}


def test_that_the_strategy_hears_of_pruned_trials() -> None:
    told: list[TrialState] = []

    class Listens:
        def __init__(self) -> None:
            self.left = [1, 6]

        def ask(self) -> dict[str, int] | None:
            return {"x": self.left.pop(0), "y": 0} if self.left else None

        def tell(self, record: TrialRecord) -> None:
            told.append(record.state)

    Sweep(Learns, space=GRID, early_stopping=LOW, strategy=Listens()).run()
    assert told == [TrialState.PRUNED, TrialState.COMPLETE]


def test_that_trials_without_the_objective_among_their_reports_are_said() -> None:
    sweep = Sweep(Reports, early_stopping=LOW, budget=Budget(trials=3)).run()
    assert sweep.states == {TrialState.COMPLETE: 3}
    assert sweep.told == [
        "Early stopping has nothing to judge by: trials report loss, but not score."
    ]


def test_that_a_curve_is_kept_without_a_rule_too() -> None:
    sweep = Sweep(Learns, kind=GridKind(), space=GRID, budget=Budget(trials=1)).run()
    x = sweep.records[0].params["x"]
    assert sweep.records[0].curve == tuple((step, x * step / STEPS) for step in range(1, STEPS + 1))


def test_that_a_long_curve_is_thinned() -> None:
    class Long(Difference):
        def train(self, dataset: object, report: Any) -> None:
            for step in range(2000):
                report(step, score=5.0)

    sweep = Sweep(Long, budget=Budget(trials=1), early_stopping=LOW).run()
    curve = sweep.records[0].curve
    assert len(curve) <= 256
    assert (curve[0][0], curve[-1][0]) == (0, 1999)


def test_that_a_target_that_gives_up_by_itself_is_pruned() -> None:
    optuna = pytest.importorskip("optuna")

    class GivesUp(Difference):
        def train(self, dataset: object, report: Any) -> None:
            report(3, score=0.5)
            if self.params["x"] <= 3:
                raise optuna.TrialPruned

    sweep = Sweep(GivesUp, kind=GridKind(), space=GRID).run()
    assert sweep.states == {TrialState.PRUNED: 3, TrialState.COMPLETE: 3}
    assert sweep.records[0].curve == ((3, 0.5),)
    assert sweep.records[0].metrics == {"score": 0.5}


def test_that_the_curves_of_an_earlier_part_still_judge() -> None:
    rule = MedianRule(startup_trials=3)
    first = Sweep(Learns, kind=GridKind(), space=GRID.add_constraint("x > 3"), early_stopping=rule)
    records = first.run().records
    assert len(records) == 3
    earlier = EarlierTrials.of(records, Objective())
    later = Sweep(
        Learns, kind=GridKind(), space=GRID, early_stopping=rule, earlier=earlier, budget=Budget()
    ).run()
    assert later.records[0].state is TrialState.PRUNED


def test_that_a_pruner_that_breaks_costs_only_early_stopping(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> bool:
        raise ZeroDivisionError("no")

    monkeypatch.setattr("tuner_gui.strategies.pruning.OptunaPruner.report", broken)
    sweep = Sweep(Learns, early_stopping=LOW, budget=Budget(trials=2)).run()
    assert sweep.states == {TrialState.COMPLETE: 2}
    assert sweep.told == ["Early stopping was given up: ZeroDivisionError: no."]
    assert "Early stopping failed" in caplog.text


SCRIPT = """
import sys, time
from tuner_gui.report import report, should_stop
x, hears = int(sys.argv[1]), sys.argv[2] == "hears"
for step in range(200):
    report(step, score=x)
    if hears and should_stop():
        break
    time.sleep(0.002 if x > 2 else 0.05)
print("score:", x)
"""


@pytest.mark.parametrize("way", ["hears", "deaf"])
def test_that_commands_are_pruned_two_at_a_time(tmp_path: Path, way: str) -> None:
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    target = CommandSpec(argv=(sys.executable, str(script), "{x}", way))
    observer = InMemoryObserver()
    executor = LocalExecutor(target, NoDataSpec(), workers=2, folder=tmp_path / "logs")
    try:
        best = tune(
            GridKind(),
            HyperParamSpace().add_int("x", 1, 4),
            None,
            [observer],
            trainable=target,
            executor=executor,
            early_stopping=ThresholdRule(lower=2.5),
        )
    finally:
        executor.close()
    pruned = [event.record for event in observer.events if isinstance(event, TrialPruned)]
    complete = [event.record for event in observer.events if isinstance(event, TrialCompleted)]
    assert sorted(record.params["x"] for record in pruned) == [1, 2]
    assert sorted(record.params["x"] for record in complete) == [3, 4]
    assert all(record.metrics["score"] == record.params["x"] for record in pruned)
    assert all(record.curve for record in pruned)
    assert best is not None
    assert best.metric == 4


def test_that_a_median_of_few_stops_nobody() -> None:
    """Most trials are short; the few that get far must not stop all others for good."""
    pruner = make_pruner(MedianRule(startup_trials=5, warmup_steps=0), Objective(), seed=0)
    for number in range(20):
        for step in range(8 if number in {3, 7, 11} else 2):
            assert not pruner.report(number, step + 1, 10.0)
        pruner.end(TrialRecord(number, {"x": number}, TrialState.COMPLETE, 10.0))
    assert pruner.report(20, 1, -1.0), "worse than the half of twenty"
    assert not pruner.report(21, 5, -1.0), "only three trials got so far"
