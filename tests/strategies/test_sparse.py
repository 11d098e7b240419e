"""Spaces whose constraints leave next to nothing of a grid that nobody can count."""

from __future__ import annotations

from random import Random
from time import perf_counter
from typing import Any

import pytest

from tuner_gui import (
    CmaKind,
    GridKind,
    HyperParamSpace,
    InvalidSpace,
    QmcKind,
    RandomKind,
    TpeKind,
    TrialRecord,
    TrialState,
    TunerFactory,
)
from tuner_gui.strategies.unrepeated import UnrepeatedStrategy

SPARSE = (
    HyperParamSpace()
    .add_int("a", 1, 10**6, log=True)
    .add_int("b", 1, 10**6, log=True)
    .add_constraint("a*b <= 10")
)
"""27 of a million million positions."""


@pytest.mark.parametrize("kind", [RandomKind, QmcKind, TpeKind, CmaKind])
def test_that_a_search_ends_where_a_bounded_look_finds_nothing_new(kind: Any) -> None:
    strategy = TunerFactory.create(kind(seed=1), SPARSE)
    tried: list[Any] = []
    longest_s = 0.0
    while len(tried) < 100:
        start = perf_counter()
        params = strategy.ask()
        longest_s = max(longest_s, perf_counter() - start)
        if params is None:
            break
        score = float(params["a"] - params["b"])
        strategy.tell(TrialRecord(len(tried), params, TrialState.COMPLETE, score))
        tried.append(params)
    assert 20 < len(tried) <= 27
    assert strategy.limit.startswith("Nothing new was found in 100 random draws and ")
    assert strategy.limit.endswith(" of the grid's 1,000,000,000,000 positions.")
    assert longest_s < 2.5  # 0.3 on a machine with nothing else to do; a walk of all takes months


@pytest.mark.parametrize("kind", [GridKind(), GridKind(seed=1, shuffle=True)])
def test_that_a_grid_ends_after_too_long_a_gap(kind: GridKind) -> None:
    space = (
        HyperParamSpace().add_int("a", 1, 10**6).add_int("b", 1, 10**6).add_constraint("a*b <= 3")
    )
    if kind.shuffle:
        with pytest.raises(InvalidSpace, match="points in a row keeps a"):
            TunerFactory.create(kind, space)
        return
    strategy = TunerFactory.create(kind, space)
    assert [strategy.ask() for _ in range(4)] == [
        {"a": 1, "b": 1},
        {"a": 1, "b": 2},
        {"a": 1, "b": 3},
        None,
    ]
    assert strategy.limit == (
        "None of the next 200,000 of the grid's 1,000,000,000,000 positions keeps a*b <= 3."
    )


def test_that_a_search_whose_draws_fail_after_a_success_ends() -> None:
    class Unlucky:
        asked = 0

        def ask(self) -> dict[str, int]:
            self.asked += 1
            if self.asked > 2:
                return SPARSE.add_constraint("a > 11").pick_random(Random(1))
            return {"a": self.asked, "b": 1}

        def tell(self, record: object) -> None:
            pass

    strategy = UnrepeatedStrategy(Unlucky(), SPARSE)
    assert [strategy.ask() for _ in range(3)] == [{"a": 1, "b": 1}, {"a": 2, "b": 1}, None]
    assert strategy.limit == "None of the 10,000 random draws keeps a*b <= 10 and a > 11."


def test_that_a_space_that_was_tried_whole_has_no_limit() -> None:
    strategy = TunerFactory.create(RandomKind(seed=1), HyperParamSpace().add_int("x", 1, 3))
    while strategy.ask() is not None:
        pass
    assert strategy.limit == ""
