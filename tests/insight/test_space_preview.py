"""The preview shows what the strategy will really do, and counts what it can count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings

from tests.spaces import spaces
from tuner_gui import GridKind, HyperParamSpace, InvalidSpace, QmcKind, RandomKind, TpeKind
from tuner_gui.core.nesting import Params, flatten
from tuner_gui.core.space import GridCount
from tuner_gui.insight.space_preview import SHOWN, PreviewOrder, preview, with_duplicates
from tuner_gui.strategies.factory import TunerFactory

SMALL = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_int("svm.degree", 1, 3, when={"model": "svm"})
    .add_int("depth", 1, 8)
    .add_constraint("depth > 2")
)


@pytest.mark.parametrize("kind", [GridKind(), GridKind(shuffle=True), RandomKind(), TpeKind()])
def test_that_the_rows_are_what_the_sweep_will_ask_for(
    kind: GridKind | RandomKind | TpeKind,
) -> None:
    strategy = TunerFactory.create(kind.seeded(7), SMALL)
    found = preview(PreviewOrder(SMALL, kind, seed=7, planned=48))
    asked = [strategy.ask() for _ in range(SHOWN)]
    assert [dict(row) for row in found.rows] == [flatten(params) for params in asked if params]
    assert list(found.rows[0]) == [name for name in SMALL.names if name in found.rows[0]]


@pytest.mark.parametrize("kind", [GridKind(), GridKind(shuffle=True), RandomKind()])
def test_that_a_sweep_that_has_begun_is_shown_from_where_it_stands(
    kind: GridKind | RandomKind,
) -> None:
    order = PreviewOrder(SMALL, kind, seed=7, planned=10)
    whole = preview(order).rows
    later = preview(replace(order, asked=4)).rows
    assert later[:6] == whole[4:]


def test_that_a_grid_is_counted_and_never_repeats() -> None:
    found = with_duplicates(preview(PreviewOrder(SMALL, GridKind(), planned=24)))
    assert found.grid == GridCount(24, is_exact=True)
    assert found.duplicates == 0
    assert found.feasible_part == pytest.approx(0.75, abs=0.05)


def test_that_no_more_rows_are_shown_than_trials_are_planned() -> None:
    assert len(preview(PreviewOrder(SMALL, RandomKind(), planned=3)).rows) == 3
    tiny = HyperParamSpace().add_int("a", 1, 2)
    assert len(preview(PreviewOrder(tiny, GridKind())).rows) == 2


def test_that_duplicates_of_random_search_are_those_of_its_seed() -> None:
    order = PreviewOrder(SMALL, RandomKind(repeats=True), seed=3, planned=60)
    strategy = TunerFactory.create(RandomKind(seed=3, repeats=True), SMALL)
    draws = [str(strategy.ask()) for _ in range(60)]
    found = with_duplicates(preview(order))
    assert found.drawn == 60
    assert found.duplicates == 60 - len(set(draws)) > 0


@pytest.mark.parametrize("kind", [RandomKind(), QmcKind()], ids=["random", "qmc"])
def test_that_without_repeats_a_sweep_ends_where_all_was_tried(kind: RandomKind | QmcKind) -> None:
    found = with_duplicates(preview(PreviewOrder(SMALL, kind, seed=3, planned=60)))
    assert (found.duplicates, found.ends_after) == (0, 24)
    found = with_duplicates(preview(PreviewOrder(SMALL, kind, seed=3, planned=20)))
    assert (found.duplicates, found.ends_after) == (0, None)


def test_that_a_continuous_parameter_rules_duplicates_out() -> None:
    found = with_duplicates(
        preview(PreviewOrder(SMALL.add_float("x", 0, 1), RandomKind(), planned=10**6))
    )
    assert (found.duplicates, found.drawn) == (0, 10**6)
    below = SMALL.add_float("x", 0, 1, when={"model": "svm"})
    found = with_duplicates(preview(PreviewOrder(below, RandomKind(repeats=True), planned=60)))
    assert (found.duplicates or 0) > 0


def test_that_the_number_of_draws_is_bounded() -> None:
    again = RandomKind(repeats=True)
    found = with_duplicates(preview(PreviewOrder(SMALL, again, planned=10**8)))
    assert found.drawn == 10_000
    hard = SMALL.add_int("n", 1, 1000).add_constraint("n == 7")
    found = with_duplicates(preview(PreviewOrder(hard, RandomKind(), planned=10**8)))
    assert found.duplicates is None or found.drawn < 200


def test_that_what_tpe_repeats_is_not_known() -> None:
    assert with_duplicates(preview(PreviewOrder(SMALL, TpeKind(), planned=48))).duplicates is None


@pytest.mark.parametrize(
    ("space", "sentence"),
    [
        (HyperParamSpace(), "The search space has no parameters."),
        (HyperParamSpace().add_float("x", 0, 1), "x: A grid needs a step or grid points"),
    ],
)
def test_that_what_cannot_be_searched_is_one_sentence(
    space: HyperParamSpace, sentence: str
) -> None:
    found = with_duplicates(preview(PreviewOrder(space, GridKind())))
    assert found.rows == ()
    assert found.error.startswith(sentence)


@settings(max_examples=30)
@given(spaces())
def test_that_every_row_is_in_the_space(space: HyperParamSpace) -> None:
    for kind in (GridKind(), RandomKind()):
        found = preview(PreviewOrder(space, kind, planned=5))
        assert found.rows or found.error or space.grid_size() == 0
        for row in found.rows:
            assert row in list(map(flatten, islice(_nearby(space, kind), 5)))


def _nearby(space: HyperParamSpace, kind: GridKind | RandomKind) -> Iterator[Params]:
    strategy = TunerFactory.create(kind.seeded(0), space)
    try:
        while (params := strategy.ask()) is not None:
            assert space.contains(params)
            yield params
    except InvalidSpace:
        return
