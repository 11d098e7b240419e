"""A grid that begins coarse: every point once, the spread ones first, by position alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.contracts.strategy_contract import SPACE, StrategyContract, take
from tests.spaces import spaces
from tuner_gui import GridKind, HyperParamSpace
from tuner_gui.core import feasible
from tuner_gui.strategies.grid import GridStrategy


class TestCoarseGrid(StrategyContract):
    kind = GridKind(seed=7, coarse_first=True)


@given(spaces())
@settings(max_examples=150)
def test_that_every_point_of_a_grid_comes_once(space: HyperParamSpace) -> None:
    size = space.grid_size()
    assume(size is not None and 0 < size < 3_000)
    points = [repr(point) for point in take(GridStrategy(space, coarse_seed=3), 5_000)]
    assert sorted(points) == sorted(map(repr, space.enumerate_grid()))


def test_that_points_too_many_to_list_are_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feasible, "MOST_ROWS", 50)
    space = HyperParamSpace().add_int("a", 1, 30).add_int("b", 1, 30).add_constraint("a % b == 0")
    points = take(GridStrategy(space, coarse_seed=3), 5_000)
    assert sorted(map(repr, points)) == sorted(map(repr, space.enumerate_grid()))
    resumed = GridStrategy(space, coarse_seed=3)
    resumed.resume((), asked=40)
    assert take(resumed, 5_000) == points[40:]


@given(st.integers(1, 400), st.booleans())
@settings(max_examples=60)
def test_that_a_range_gets_its_middle_its_ends_and_then_what_lies_between(
    size: int, ordered: bool
) -> None:
    space = HyperParamSpace()
    if ordered:
        space = space.add_choice("x", range(size), ordered=True)
    else:
        space = space.add_int("x", 0, size - 1)
    order = [point["x"] for point in take(GridStrategy(space, coarse_seed=1), 500)]
    assert sorted(order) == list(range(size))
    assert order[0] == (size - 1) // 2
    assert set(order[:3]) == {0, (size - 1) // 2, size - 1}
    for level in range(1, 10):
        seen = sorted(order[: 2**level + 1])
        gaps = [after - before for before, after in pairwise(seen)]
        assert max(gaps, default=0) <= -(-(size - 1) // 2**level)


def test_that_one_integer_resumes_it_anywhere() -> None:
    whole = take(GridStrategy(SPACE, coarse_seed=3), 1_000)
    for position in (0, 1, 2, 17, len(whole) - 1, len(whole)):
        again = GridStrategy(SPACE, coarse_seed=3, position=position)
        assert take(again, 1_000) == whole[position:]


def test_that_the_first_points_reach_every_value_of_a_choice_and_both_ends() -> None:
    space = (
        HyperParamSpace()
        .add_int("depth", 1, 1_000)
        .add_choice("model", ["a", "b"])
        .add_float("rate", 1e-6, 1, log=True, points=200)
    )
    first = take(GridStrategy(space, coarse_seed=1), 18)
    assert {point["model"] for point in first} == {"a", "b"}
    assert {point["depth"] for point in first} == {1, 500, 1_000}
    assert {1e-6, 1.0} < {point["rate"] for point in first}


def test_that_a_huge_grid_is_walked_without_a_list() -> None:
    space = HyperParamSpace().add_choice("model", ["a", "b"])
    for index in range(12):
        space = space.add_int(f"p{index}", 1, 10**9, when={"model": "ab"[index % 2]})
    strategy = GridStrategy(space, coarse_seed=1)
    points = take(strategy, 2_000)
    assert len({repr(point) for point in points}) == 2_000
    later = GridStrategy(space, coarse_seed=1, position=10**6)
    assert len({repr(point) for point in take(later, 100)}) == 100


def test_that_a_grid_is_either_shuffled_or_coarse_first() -> None:
    with pytest.raises(ValueError, match="switch shuffle or coarse_first off"):
        GridKind(shuffle=True, coarse_first=True)
