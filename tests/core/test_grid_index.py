"""The grid by index: against a plain walk of all values, and in time for spaces of every shape."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import spaces
from tuner_gui import Choice, Constant, Float, HyperParamSpace, Int, InvalidSpace, Parameter
from tuner_gui.core import feasible, grid_index
from tuner_gui.core.grid_index import GridIndex
from tuner_gui.core.nesting import FlatParams, nest
from tuner_gui.core.parameter import conditions_from


def walked(parameters: tuple[Parameter, ...], flat: FlatParams) -> Iterator[FlatParams]:
    """All points the plain way: each value of each active parameter, the last one fastest."""
    if not parameters:
        yield flat
        return
    first, *rest = parameters
    if not first.is_active(flat):
        yield from walked(tuple(rest), flat)
        return
    for index in range(first.kind.size or 0):
        yield from walked(tuple(rest), {**flat, first.name: first.kind.value_at(index)})


def switches(count: int) -> HyperParamSpace:
    names = [f"on{index}" for index in range(count)]
    return HyperParamSpace([Parameter(name, Choice([True, False])) for name in names])


def one_child(count: int) -> HyperParamSpace:
    return switches(count).add_int("c", 1, 2, when={f"on{i}": True for i in range(count)})


def neighbours(count: int) -> HyperParamSpace:
    space = switches(count)
    for i in range(count - 1):
        space = space.add_int(f"c{i}", 1, 2, when={f"on{i}": True, f"on{i + 1}": True})
    return space


def late_hub(count: int) -> HyperParamSpace:
    space = switches(count).add_choice("hub", ["a", "b", "c"])
    for i in range(count):
        space = space.add_int(f"c{i}", 1, 2, when={f"on{i}": True, "hub": "b"})
    return space


def nested(depth: int) -> HyperParamSpace:
    chain = [Parameter("p0", Choice([1, 2]))]
    chain += [
        Parameter(f"p{i}", Choice([1, 2]), conditions_from({f"p{i - 1}": 1}))
        for i in range(1, depth)
    ]
    return HyperParamSpace(chain)


def level_by_level(breadth: int) -> HyperParamSpace:
    space = HyperParamSpace().add_choice("root", ["on", "off"])
    above = ["root"] * breadth
    for level in "abc":
        for i in range(breadth):
            when = {above[i]: ["on"]}
            space = space.add_choice(f"{level}{i}", ["on", "off"], when=when)
        above = [f"{level}{i}" for i in range(breadth)]
    return space


def under_one_switch(count: int) -> HyperParamSpace:
    children = [Parameter(f"c{i}", Int(1, 2), conditions_from({"m": "a"})) for i in range(count)]
    return HyperParamSpace([Parameter("m", Choice(["a", "b"])), *children])


def mixed(count: int, conditions: int) -> HyperParamSpace:
    space = HyperParamSpace()
    for i in range(count - conditions):
        space = space.add_int(f"p{i}", 1, 9)
    for i in range(conditions):
        space = space.add_float(f"c{i}", 0, 1, step=0.5, when={f"p{7 * i % 30}": [1, 2, i % 9 + 1]})
    return space


@given(spaces())
def test_that_the_grid_is_the_plain_walk_in_declared_order(space: HyperParamSpace) -> None:
    points = list(filter(space.keeps_constraints, walked(space.parameters, {})))
    grid = GridIndex(space.parameters, space.constraints)
    assert grid.size == len(points)
    assert repr([dict(grid.point(index)) for index in range(len(points))]) == repr(points)


@given(spaces(), st.integers(1, 12))
def test_that_a_grid_too_large_to_list_is_filtered_as_it_is_walked(
    space: HyperParamSpace, most: int
) -> None:
    points = list(filter(space.keeps_constraints, walked(space.parameters, {})))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feasible, "MOST_ROWS", most)
        nested_points = [nest(point.items()) for point in points]
        assert repr(list(space.enumerate_grid())) == repr(nested_points)
        count = space.grid_count()
    assert count is not None
    assert space.grid_size() == (len(points) if count.is_exact else None)


@pytest.mark.parametrize(
    "space",
    [one_child(5), neighbours(5), late_hub(3), nested(9), level_by_level(2), under_one_switch(3)],
    ids=["one child", "neighbours", "late hub", "nested", "level by level", "under one switch"],
)
def test_that_a_listing_goes_on_after_it_forgot_its_counts(
    space: HyperParamSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_index, "_MOST_KEPT", 2)
    grid = GridIndex(space.parameters)
    points = [dict(grid.point(index)) for index in range(grid.require_size())]
    assert points == list(walked(space.parameters, {}))
    assert len(grid._shares) <= 3


def test_that_true_and_one_switch_on_different_parameters() -> None:
    space = (
        HyperParamSpace()
        .add_choice("x", [1, True])
        .add_int("a", 1, 2, when={"x": 1})
        .add_int("b", 1, 3, when={"x": True})
    )
    assert space.grid_size() == 5
    assert [space.contains(point) for point in space.enumerate_grid()] == [True] * 5


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (lambda: one_child(18), 2**18 + 1),
        (lambda: neighbours(16), 3_524_578),
        (lambda: late_hub(40), 2 * 2**40 + 3**40),
        (lambda: nested(600), 601),
        (lambda: level_by_level(30), 4**30 + 1),
        (lambda: under_one_switch(600), 2**600 + 1),
        (lambda: mixed(200, 50), None),
    ],
    ids=[
        "one child of 18 switches",
        "16 switches, a child for each two neighbours",
        "40 switches and one declared after them",
        "600 levels deep",
        "three levels, declared one after the other",
        "600 under one switch",
        "200 parameters with 50 conditions",
    ],
)
def test_that_a_space_of_any_shape_is_counted_at_once(
    make: Callable[[], HyperParamSpace], size: int | None
) -> None:
    space = make()
    begin = process_time()
    grid = GridIndex(space.parameters)
    assert process_time() - begin < 0.3
    assert size in (None, grid.size)
    last = dict(grid.point(grid.require_size() - 1))
    assert all(
        last[each.name] == each.kind.value_at(each.kind.size - 1)
        for each in space
        if each.name in last
    )


@pytest.mark.parametrize("high", [10**6, 2**63 - 1])
def test_that_a_long_range_is_split_only_where_conditions_look(high: int) -> None:
    space = HyperParamSpace().add_int("n", 1, high)
    space = space.add_int("k", 1, 3, when={"n": [5, 7, high]})
    tracemalloc.start()
    grid = GridIndex(space.parameters)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64_000
    assert grid.size == high + 2 * 3
    assert [dict(grid.point(index)) for index in (3, 4, 6, 7, 8)] == [
        {"n": 4},
        {"n": 5, "k": 1},
        {"n": 5, "k": 3},
        {"n": 6},
        {"n": 7, "k": 1},
    ]
    assert dict(grid.point(grid.size - 1)) == {"n": high, "k": 3}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Float(0, 1, step=0.1), 0.3),
        (Float(1e-4, 1, log=True, points=5), Float(1e-4, 1, log=True, points=5).value_at(3)),
        (Int(2, 20, step=3), 11),
        (Constant([1, "a"]), [1, "a"]),
        (Choice([None, [64, 32], "x"]), (64, 32)),
    ],
)
def test_that_every_kind_can_switch_others_on(kind: object, value: object) -> None:
    space = HyperParamSpace().add("parent", kind).add_int("k", 1, 3, when={"parent": [value]})
    assert list(space.enumerate_grid()) == list(walked(space.parameters, {}))
    assert space.grid_size() == kind.size + 2


def test_that_a_value_which_the_grid_passes_by_switches_nothing_on() -> None:
    space = HyperParamSpace().add_float("x", 0, 1, points=3)
    space = space.add_int("k", 1, 2, when={"x": 0.3})
    assert list(space.enumerate_grid()) == [{"x": 0.0}, {"x": 0.5}, {"x": 1.0}]


def test_that_a_continuous_parameter_counts_only_where_something_switches_it_on() -> None:
    space = (
        HyperParamSpace()
        .add_choice("a", [1, 2])
        .add_choice("b", [1, 2], when={"a": 1})
        .add_float("never", 0, 1, when={"a": 2, "b": 1})
        .add_int("below", 1, 2, when={"never": 0.5})
    )
    assert space.grid_size() == 3
    space = space.add_float("rate", 0, 1, when={"b": 2}).add_float("other", 0, 1)
    assert space.grid_size() is None
    with pytest.raises(InvalidSpace, match="rate: A grid needs a step or grid points"):
        space.enumerate_grid()


def test_that_a_point_outside_the_grid_is_refused() -> None:
    for index in (-1, 19):
        with pytest.raises(IndexError, match="of 19"):
            nested(18).grid_point(index)
