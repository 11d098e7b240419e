"""TPE by Optuna, behind the same seam as our own strategies."""

from __future__ import annotations

import pytest

from tests.contracts.strategy_contract import SPACE, StrategyContract
from tuner_gui import (
    Direction,
    HyperParamSpace,
    Objective,
    RandomKind,
    TpeKind,
    TrialRecord,
    TrialState,
    TunerFactory,
)


class TestTpe(StrategyContract):
    kind = TpeKind(seed=42, startup_trials=5)


@pytest.mark.parametrize("direction", list(Direction))
def test_that_it_learns_in_either_direction(direction: Direction) -> None:
    space = HyperParamSpace().add_float("x", -10, 10).add_float("y", -10, 10)
    sign = -1 if direction is Direction.MAXIMIZE else 1

    def best_of(kind: TpeKind | RandomKind) -> float:
        strategy = TunerFactory.create(kind, space, Objective("loss", direction))
        found = []
        for number in range(60):
            params = strategy.ask()
            value = sign * ((params["x"] - 3) ** 2 + (params["y"] + 2) ** 2)
            found.append(abs(value))
            strategy.tell(TrialRecord(number, params, TrialState.COMPLETE, value))
        return min(found)

    assert best_of(TpeKind(seed=1)) < best_of(RandomKind(seed=1))


def test_that_earlier_records_teach_a_resumed_study() -> None:
    space = HyperParamSpace().add_float("x", 0, 1)
    records = [
        TrialRecord(i, {"x": i / 50}, TrialState.COMPLETE, -((i / 50 - 0.7) ** 2))
        for i in range(50)
    ]
    strategy = TunerFactory.create(TpeKind(seed=3, startup_trials=10), space)
    strategy.resume(records, asked=50)
    drawn = [strategy.ask()["x"] for _ in range(10)]
    assert sum(0.5 < x < 0.9 for x in drawn) >= 7


def test_that_constants_never_reach_the_sampler() -> None:
    strategy = TunerFactory.create(TpeKind(seed=1), SPACE)
    assert all(strategy.ask()["budget"] == 7 for _ in range(20))
