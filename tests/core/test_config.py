"""How many trials a sweep has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuner_gui import Budget, GridKind, HyperParamSpace, SweepConfig, TpeKind


@pytest.mark.parametrize(
    ("strategy", "trials", "planned"),
    [
        (TpeKind(), 50, 50),
        (TpeKind(), None, None),
        (GridKind(), None, 6),
        (GridKind(), 50, 6),
        (GridKind(), 4, 4),
    ],
)
def test_that_a_grid_plans_no_more_than_it_has(
    strategy: GridKind | TpeKind, trials: int | None, planned: int | None
) -> None:
    space = HyperParamSpace().add_int("a", 1, 3).add_choice("b", [1, 2])
    config = SweepConfig("", None, space, strategy, budget=Budget(trials=trials))
    assert config.planned_trials() == planned
    assert replace(config, space=HyperParamSpace()).planned_trials() == trials
