"""Optuna's pruners behind our rules: the right trials are stopped, in both directions."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tuner_gui import (
    AshaRule,
    Direction,
    HyperbandRule,
    MedianRule,
    Objective,
    PatienceRule,
    ThresholdRule,
    TrialRecord,
    TrialState,
)
from tuner_gui.core.early_stopping import EARLY_STOPPING_RULES
from tuner_gui.strategies import pruning
from tuner_gui.strategies.pruning import make_pruner

STEPS = 27


def curve(quality: float) -> list[float]:
    return [quality * (1 - 0.8 ** (step + 1)) for step in range(STEPS)]


def run(pruner: Any, number: int, values: list[float]) -> int:
    """Runs a trial; returns how many steps it was let run."""
    for step, value in enumerate(values):
        if pruner.report(number, step, value):
            pruner.end(TrialRecord(number, {}, TrialState.PRUNED))
            return step + 1
    pruner.end(TrialRecord(number, {}, TrialState.COMPLETE, values[-1]))
    return len(values)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(
    "rule", [MedianRule(startup_trials=4), AshaRule(), HyperbandRule()], ids=lambda rule: rule.kind
)
def test_that_bad_trials_are_stopped_and_the_best_is_not(rule: Any, direction: Direction) -> None:
    sign = 1 if direction is Direction.MAXIMIZE else -1
    pruner = make_pruner(rule, Objective("score", direction), seed=3)
    qualities = [0.5 + 0.3 * math.sin(7 * number) for number in range(60)] + [0.99, 0.01]
    lengths = [
        run(pruner, number, [sign * value for value in curve(quality)])
        for number, quality in enumerate(qualities)
    ]
    assert sum(lengths) < 0.6 * STEPS * len(lengths)
    best, worst = lengths[-2:]
    assert best == STEPS
    assert worst < STEPS or isinstance(rule, HyperbandRule)  # which judges some only late


def test_that_patience_looks_at_the_trial_alone() -> None:
    pruner = make_pruner(PatienceRule(patience=4), Objective(), seed=1)
    assert run(pruner, 0, [*range(10), *[9.0] * 20]) == 10 + 4
    assert run(pruner, 1, [float(step) for step in range(30)]) == 30


def test_that_a_small_gain_does_not_renew_patience() -> None:
    objective = Objective("loss", Direction.MINIMIZE)
    pruner = make_pruner(PatienceRule(patience=4, min_delta=0.1), objective, seed=1)
    assert run(pruner, 0, [5.0, 4.0, *[3.99 - 0.01 * step for step in range(20)]]) == 2 + 4


def test_that_a_threshold_holds_from_the_first_trial() -> None:
    pruner = make_pruner(ThresholdRule(lower=0.0, upper=5.0, warmup_steps=2), Objective(), seed=1)
    assert run(pruner, 0, [-1.0, -1.0, 1.0, 2.0, 6.0, 7.0]) == 5
    assert run(pruner, 1, [1.0, 2.0, -0.5, 1.0]) == 3


def test_that_trials_at_the_same_time_are_told_apart() -> None:
    pruner = make_pruner(MedianRule(startup_trials=1, warmup_steps=0), Objective(), seed=1)
    run(pruner, 0, curve(0.5))
    good, bad = curve(0.9), curve(0.1)
    for step in range(3):
        assert not pruner.report(1, step, good[step])
        assert pruner.report(2, step, bad[step])


def test_that_steps_that_do_not_lead_on_are_passed_by() -> None:
    pruner = make_pruner(ThresholdRule(lower=0.0), Objective(), seed=1)
    assert not pruner.report(0, -3, -1.0)
    assert not pruner.report(0, 5, 1.0)
    assert not pruner.report(0, 5, -1.0)  # a warning of the library would fail this test
    assert not pruner.report(0, 2, -1.0)
    assert pruner.report(0, 6, -1.0)


def test_that_curves_of_an_earlier_part_are_compared_with() -> None:
    pruner = make_pruner(MedianRule(startup_trials=3, warmup_steps=0), Objective(), seed=1)
    for number in range(3):
        points = tuple(enumerate(curve(0.8)))
        pruner.end(TrialRecord(number, {}, TrialState.COMPLETE, points[-1][1], curve=points))
    assert run(pruner, 3, curve(0.2)) == 1


def test_that_a_trial_that_reported_nothing_is_no_burden() -> None:
    pruner = make_pruner(MedianRule(), Objective(), seed=1)
    pruner.end(TrialRecord(0, {}, TrialState.COMPLETE, 1.0))
    pruner.end(TrialRecord(1, {}, TrialState.FAILED))


def test_that_a_long_sweep_is_judged_by_its_latest_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "_MOST_TRIALS", 40)
    pruner = make_pruner(MedianRule(startup_trials=5, warmup_steps=0), Objective(), seed=1)
    runner = curve(0.55)
    for step in range(3):
        assert not pruner.report(10_000, step, runner[step])
    for number in range(200):
        run(pruner, number, curve(0.4 + 0.2 * (number % 10) / 10))
    assert run(pruner, 500, curve(0.1)) == 1
    assert run(pruner, 501, curve(0.9)) == STEPS
    assert pruner.report(10_000, 3, 0.01)  # it ran through all of that


def test_that_every_rule_has_a_title_and_an_advice() -> None:
    assert [rule.model_fields["kind"].default for rule in EARLY_STOPPING_RULES] == [
        *("median", "asha", "hyperband", "patience", "threshold")
    ]
    for rule in EARLY_STOPPING_RULES:
        assert rule.title
        assert rule.advice.endswith(".")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (ThresholdRule, "A threshold needs a lower or an upper bound"),
        (lambda: ThresholdRule(lower=2, upper=1), "The lower bound is above the upper bound"),
        (lambda: HyperbandRule(min_steps=9, max_steps=3), "fewer than those until the first"),
    ],
)
def test_that_a_contradictory_rule_is_refused(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()
