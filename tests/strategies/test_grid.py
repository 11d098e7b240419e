"""Grid search, in order and shuffled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.strategy_contract import SPACE, StrategyContract, take
from tuner_gui import GridKind, HyperParamSpace, TunerFactory
from tuner_gui.strategies.grid import GridStrategy
from tuner_gui.strategies.permutation import Permutation


class TestGrid(StrategyContract):
    kind = GridKind()


class TestShuffledGrid(StrategyContract):
    kind = GridKind(seed=7, shuffle=True)


def test_that_the_grid_is_walked_once_and_in_order() -> None:
    strategy = TunerFactory.create(GridKind(), SPACE)
    assert take(strategy, 10_000) == list(SPACE.enumerate_grid())
    assert strategy.ask() is None


def test_that_a_shuffled_grid_is_another_order_of_the_same_points() -> None:
    shuffled = take(TunerFactory.create(GridKind(shuffle=True, seed=3), SPACE), 10_000)
    plain = list(SPACE.enumerate_grid())
    assert shuffled != plain
    assert sorted(map(repr, shuffled)) == sorted(map(repr, plain))


def test_that_one_integer_resumes_a_shuffled_grid() -> None:
    whole = GridStrategy(SPACE, shuffle_seed=3)
    first = take(whole, 50)
    again = GridStrategy(SPACE, shuffle_seed=3, position=whole.position)
    assert first + take(again, 10_000) == take(GridStrategy(SPACE, shuffle_seed=3), 10_000)


def test_that_a_huge_grid_is_shuffled_without_a_list() -> None:
    space = HyperParamSpace()
    for index in range(12):
        space = space.add_int(f"p{index}", 0, 9)
    points = take(GridStrategy(space, shuffle_seed=1), 2_000)
    assert len({repr(point) for point in points}) == 2_000
    assert {point["p0"] for point in points} == set(range(10))


@given(st.integers(1, 3_000), st.integers(0, 2**63))
def test_that_a_permutation_holds_every_number_once(size: int, seed: int) -> None:
    shuffled = Permutation(size, seed)
    assert sorted(shuffled[index] for index in range(size)) == list(range(size))
