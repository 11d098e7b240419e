"""CMA-ES: generations out of order, restarts, spaces of every sort."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given

from tests.contracts.strategy_contract import StrategyContract, finished
from tests.spaces import spaces
from tuner_gui import (
    CmaKind,
    Direction,
    HyperParamSpace,
    Objective,
    QmcKind,
    TrialRecord,
    TrialState,
    TunerFactory,
    TunerStrategy,
)
from tuner_gui.core.nesting import flatten
from tuner_gui.strategies.mixed_coordinates import MixedCoordinates

LOSS = Objective("loss", Direction.MINIMIZE)


class TestCma(StrategyContract):
    kind = CmaKind(seed=42, startup_trials=5)


class TestCmaWithoutStart(StrategyContract):
    kind = CmaKind(seed=3, startup_trials=1)


def bowl(params: dict) -> float:
    miss = (params["x"] - 0.3) ** 2 + (math.log10(params["rate"]) + 3) ** 2 / 4
    return miss + abs(params["depth"] - 7) / 10 + (params["kind"] != "b") * 0.3


MIXED = (
    HyperParamSpace()
    .add_float("x", 0, 1)
    .add_float("rate", 1e-6, 1, log=True)
    .add_int("depth", 1, 20)
    .add_choice("kind", ["a", "b", "c"])
)


def best_of(
    strategy: TunerStrategy, loss: Callable[[dict], float], trials: int, workers: int = 1
) -> float:
    """Runs so many trials that end in an order by chance; every seventh fails."""
    rng, waiting, found = random.Random(1), [], math.inf
    for number in range(trials):
        waiting.append((number, strategy.ask()))
        if len(waiting) < workers:
            continue
        ended, params = waiting.pop(rng.randrange(workers))
        if workers > 1 and ended % 7 == 0:
            strategy.tell(finished(ended, params, TrialState.FAILED))
            continue
        value = loss(params)
        found = min(found, value)
        strategy.tell(TrialRecord(ended, params, TrialState.COMPLETE, value))
    return found


@pytest.mark.parametrize("workers", [1, 4, 20])
def test_that_the_cloud_finds_the_bottom_of_a_mixed_bowl(workers: int) -> None:
    found = [
        best_of(TunerFactory.create(CmaKind(seed), MIXED, LOSS), bowl, 300, workers)
        for seed in range(3)
    ]
    blind = [
        best_of(TunerFactory.create(QmcKind(seed), MIXED, LOSS), bowl, 300, workers)
        for seed in range(3)
    ]
    assert sum(found) < sum(blind) / 3


def test_that_it_learns_upwards_too() -> None:
    strategy = TunerFactory.create(CmaKind(1), MIXED, Objective("score"))
    best = -math.inf
    for number in range(200):
        params = strategy.ask()
        best = max(best, -bowl(params))
        strategy.tell(TrialRecord(number, params, TrialState.COMPLETE, -bowl(params)))
    assert best > -0.01


def test_that_a_plateau_and_nothing_but_failures_are_survived() -> None:
    for state in (TrialState.COMPLETE, TrialState.FAILED):
        strategy = TunerFactory.create(CmaKind(1, startup_trials=3), MIXED, LOSS)
        for number in range(120):
            params = strategy.ask()
            assert MIXED.contains(params)
            metric = 1.0 if state is TrialState.COMPLETE else None
            strategy.tell(TrialRecord(number, params, state, metric))


def test_that_a_cloud_which_has_become_a_point_starts_anew_elsewhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "tuner_gui.strategies.cma")
    space = HyperParamSpace().add_float("x", 0, 1)
    strategy = TunerFactory.create(CmaKind(1, startup_trials=4), space, LOSS)
    tried = []
    for number in range(900):
        params = strategy.ask()
        tried.append(params["x"])
        strategy.tell(TrialRecord(number, params, TrialState.COMPLETE, abs(params["x"] - 0.4)))
    assert "Restart 1 of the evolution" in caplog.text
    assert min(abs(x - 0.4) for x in tried) < 1e-6
    late = tried[len(tried) // 3 :]
    assert max(late) - min(late) > 0.3


def test_that_a_resumed_cloud_starts_where_the_best_trials_lie() -> None:
    rng = random.Random(1)
    records = []
    for number in range(200):
        params = MIXED.pick_random(rng)
        records.append(TrialRecord(number, params, TrialState.COMPLETE, bowl(params)))
    strategy = TunerFactory.create(CmaKind(1), MIXED, LOSS)
    strategy.resume(records, asked=200)
    drawn = [strategy.ask() for _ in range(20)]
    at_random = sum(record.metric for record in records) / 200
    assert sum(map(bowl, drawn)) / 20 < at_random / 2


def test_that_inactive_parameters_decide_nothing() -> None:
    space = (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest"])
        .add_float("gamma", 0, 1, when={"model": "svm"})
        .add_float("part", 0, 1, when={"model": "forest"})
    )
    strategy = TunerFactory.create(CmaKind(1), space, Objective("score"))
    kinds = []
    for number in range(150):
        params = strategy.ask()
        assert space.contains(params)
        kinds.append(params["model"])
        is_forest = params["model"] == "forest"
        value = 1 - abs(params["part"] - 0.4) if is_forest else params["gamma"] / 2
        strategy.tell(TrialRecord(number, params, TrialState.COMPLETE, value))
    assert kinds[10:].count("forest") > 80


@given(spaces(finite=False))
def test_that_a_place_stands_for_the_parameters_it_was_made_of(space: HyperParamSpace) -> None:
    coordinates = MixedCoordinates(space)
    unconstrained = HyperParamSpace(space.parameters)
    flat = flatten(unconstrained.pick_random(random.Random(3)))
    gaussian, category = coordinates.place(flat)
    again = coordinates.params(gaussian.tolist(), category.tolist())
    assert again.keys() == flat.keys()
    for name, value in flat.items():
        near = pytest.approx(value, rel=1e-6) if isinstance(value, float) else value
        assert again[name] == near
