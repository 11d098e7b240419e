"""Random search: a generator for each trial number."""

from __future__ import annotations

import tracemalloc

from tests.contracts.strategy_contract import SPACE, StrategyContract, finished, take
from tuner_gui import HyperParamSpace, RandomKind, TunerFactory, TunerStrategy


class TestRandom(StrategyContract):
    kind = RandomKind(seed=42)


def test_that_the_order_of_answers_does_not_matter() -> None:
    told = TunerFactory.create(RandomKind(seed=1), SPACE)
    for number in range(10):
        told.tell(finished(number, told.ask()))
    silent = TunerFactory.create(RandomKind(seed=1), SPACE)
    take(silent, 10)
    assert told.ask() == silent.ask()


def test_that_resuming_goes_on_with_the_very_next_draw() -> None:
    whole = take(TunerFactory.create(RandomKind(seed=9), SPACE), 20)
    resumed = TunerFactory.create(RandomKind(seed=9), SPACE)
    resumed.resume([], asked=8)
    assert take(resumed, 12) == whole[8:]


def test_that_another_seed_draws_otherwise() -> None:
    assert take(TunerFactory.create(RandomKind(seed=1), SPACE), 5) != take(
        TunerFactory.create(RandomKind(seed=2), SPACE), 5
    )


def test_that_draws_are_spread_evenly() -> None:
    space = HyperParamSpace().add_float("x", 0, 1)
    drawn = [params["x"] for params in take(TunerFactory.create(RandomKind(seed=0), space), 2_000)]
    assert [sum(low <= x < low + 0.25 for x in drawn) > 430 for low in (0, 0.25, 0.5, 0.75)] == [
        True
    ] * 4


def test_that_a_huge_grid_with_conditions_is_searched_in_flat_memory() -> None:
    space = HyperParamSpace().add_choice("model", ["a", "b"])
    for index in range(12):
        space = space.add_int(f"p{index}", 1, 10, when={"model": "ab"[index % 2]} if index else {})
    space = space.add_int("wide", 1, 10**6).add_constraint("p0 < p1 + p2 + 10")
    assert space.grid_positions() > 10**12
    strategy = TunerFactory.create(RandomKind(seed=1), space)
    take_some(strategy, 100)
    tracemalloc.start()
    take_some(strategy, 3_000)
    grown, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 20_000 + 24 * 3_000  # a key for each


def take_some(strategy: TunerStrategy, count: int) -> None:
    """Asks and forgets."""
    for _ in range(count):
        strategy.ask()
