"""Search spaces: built, counted, listed, sampled and refused."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from threading import Event
from time import perf_counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.spaces import spaces
from tuner_gui import Condition, Float, HyperParamSpace, Int, InvalidSpace, Parameter
from tuner_gui.core.constraints import Constraint
from tuner_gui.core.grid_index import GridIndex
from tuner_gui.core.nesting import Params, flatten
from tuner_gui.core.space import UniformSource
from tuner_gui.core.space_document import (
    SpaceDocument,
    space_from_document,
    space_to_document,
)


def key_of(params: object) -> str:
    return repr(params)


def picked(space: HyperParamSpace, rng: UniformSource) -> Params:
    """Random parameters; another example where the constraints leave nothing."""
    try:
        return space.pick_random(rng)
    except InvalidSpace:
        assume(not space.constraints)
        raise


@given(spaces())
def test_that_counting_and_listing_agree(space: HyperParamSpace) -> None:
    points = list(space.enumerate_grid())
    assert space.grid_size() == len(points)
    assert len({key_of(point) for point in points}) == len(points)


@given(spaces())
def test_that_every_grid_point_is_contained_and_found_by_index(space: HyperParamSpace) -> None:
    for index, point in enumerate(space.enumerate_grid()):
        assert space.contains(point)
        assert key_of(space.grid_point(index)) == key_of(point)


@given(spaces(finite=False), st.integers(0, 2**32))
def test_that_random_parameters_are_contained(space: HyperParamSpace, seed: int) -> None:
    for rng in (random.Random(seed), np.random.default_rng(seed)):
        params = picked(space, rng)
        assert space.contains(params)


@given(spaces(finite=False), st.integers(0, 2**32))
def test_that_an_inactive_parameter_is_not_contained(space: HyperParamSpace, seed: int) -> None:
    params = picked(space, random.Random(seed))
    active = flatten(params)
    for parameter in space:
        if parameter.name not in active:
            extended = {**active, parameter.name: parameter.kind.sample(0.5)}
            assert not space.contains(extended)


@given(spaces(finite=False))
def test_that_a_document_reads_back_as_the_same_space(space: HyperParamSpace) -> None:
    text = space_to_document(space).model_dump_json()
    again = space_from_document(SpaceDocument.model_validate_json(text))
    assert again == space
    assert repr(again) == repr(space)


def test_that_a_conditional_grid_counts_only_active_combinations() -> None:
    space = (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest"])
        .add_float("svm.C", 0.001, 1, log=True, points=4, when={"model": "svm"})
        .add_choice("svm.kernel", ["rbf", "linear"], when={"model": "svm"})
        .add_float("svm.gamma", 0, 1, step=0.25, when={"svm.kernel": "rbf"})
        .add_int("forest.depth", 1, 3, when={"model": "forest"})
    )
    assert space.grid_size() == 4 * (5 + 1) + 3
    assert space.grid_point(0) == {"model": "svm", "svm": {"C": 0.001, "kernel": "rbf", "gamma": 0}}
    assert space.grid_point(26) == {"model": "forest", "forest": {"depth": 3}}


def test_that_many_independent_conditions_are_counted_at_once() -> None:
    space = HyperParamSpace()
    for index in range(40):
        space = space.add_choice(f"on{index}", [True, False])
    for index in range(40):
        space = space.add_int(f"value{index}", 1, 2, when={f"on{index}": True})
    assert space.grid_size() == 3**40


def test_that_the_last_parameter_varies_fastest() -> None:
    space = HyperParamSpace().add_choice("x", [1, 2]).add_choice("y", ["a", "b"])
    assert list(space.enumerate_grid()) == [
        {"x": 1, "y": "a"},
        {"x": 1, "y": "b"},
        {"x": 2, "y": "a"},
        {"x": 2, "y": "b"},
    ]


def test_that_a_huge_grid_gives_its_first_points_at_once_and_in_flat_memory() -> None:
    space = HyperParamSpace()
    for index in range(12):
        space = space.add_int(f"p{index}", 0, 9)
    assert space.grid_size() == 10**12
    list(islice(space.enumerate_grid(), 10))
    tracemalloc.start()
    begin = perf_counter()
    for _point in islice(space.enumerate_grid(), 1_000):
        pass
    seconds = perf_counter() - begin
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 0.5
    assert peak < 64_000


def test_that_a_continuous_parameter_has_no_grid() -> None:
    space = HyperParamSpace().add_int("depth", 1, 3).add_float("rate", 0, 1)
    assert space.grid_size() is None
    with pytest.raises(InvalidSpace, match="rate: A grid needs a step or grid points"):
        space.enumerate_grid()


def test_that_an_empty_space_is_refused_wherever_it_is_used() -> None:
    empty = HyperParamSpace()
    assert empty.problems()[0].message == "The search space has no parameters."
    for use in (
        empty.grid_size,
        empty.enumerate_grid,
        lambda: empty.pick_random(random.Random(1)),
        empty.require_searchable,
    ):
        with pytest.raises(InvalidSpace, match="no parameters"):
            use()


@pytest.mark.parametrize(
    ("make", "field", "sentence"),
    [
        (lambda s: s.add_float("a", 2, 1), "high", "ends at 1, below its start 2"),
        (lambda s: s.add_float("a", 0, 1, log=True), "low", "must start above 0"),
        (lambda s: s.add_float("a", 1, 2, log=True, step=0.1), "step", "cannot have a step"),
        (lambda s: s.add_float("a", 0, 1, step=0), "step", "above 0"),
        (lambda s: s.add_float("a", 0, float("inf")), "high", "finite"),
        (lambda s: s.add_float("a", 0, 1, points=0), "points", "1 or more"),
        (lambda s: s.add_float("a", 0, 1, step=0.5, points=2), "points", "not both"),
        (lambda s: s.add_int("a", 1.5, 2), "low", "not a whole number"),
        (lambda s: s.add_choice("a", []), "values", "no values"),
        (lambda s: s.add_choice("a", [1, 1.0]), "values", "twice"),
        (lambda s: s.add_choice("a", "abc"), "values", "not a list"),
        (lambda s: s.add_choice("", [1]), "name", "no name"),
        (lambda s: s.add_choice("a b", [1]), "name", "letters"),
        (lambda s: s.add_choice("x", [1]), "name", "twice"),
        (lambda s: s.add_choice("x.y", [1]), "name", "both a parameter and a group"),
        (lambda s: s.add_int("a", 1, 2, when={"later": 1}), "when", "not declared before"),
        (lambda s: s.add_int("a", 1, 2, when={"x": 9}), "when", "never has the value 9"),
        (lambda s: s.add_int("a", 1, 2, when={"x": []}), "when", "No value of x"),
    ],
)
def test_that_a_contradiction_is_named_at_its_field(make, field: str, sentence: str) -> None:
    space = HyperParamSpace().add_choice("x", [1, 2])
    with pytest.raises(InvalidSpace, match=sentence) as caught:
        make(space)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_that_true_and_one_are_different_values() -> None:
    space = HyperParamSpace().add_choice("x", [1, True, "1", None])
    assert space.grid_size() == 4
    assert space.contains({"x": True})
    assert not space.contains({"x": False})


def test_that_list_values_survive_as_tuples() -> None:
    space = HyperParamSpace().add_choice("layers", [[64], [64, 32]])
    assert space.grid_point(1) == {"layers": (64, 32)}
    assert space.contains({"layers": [64, 32]})


def test_that_bounds_log_and_step_stand_in_the_order_of_the_kind() -> None:
    space = HyperParamSpace().add_float("rate", 1e-4, 1e-1, True).add_int("depth", 1, 9, False, 2)
    assert space["rate"].kind == Float(1e-4, 1e-1, True)
    assert space["depth"].kind == Int(1, 9, False, 2)
    with pytest.raises(TypeError):
        space.add_float("x", 0, 1, False, None, 5)


def test_that_a_condition_takes_one_value_or_several() -> None:
    space = HyperParamSpace().add_choice("x", ["a", "b", None, (1, 2)])
    conditions = [
        space.add_int("y", 1, 2, when={"x": when})["y"].conditions
        for when in ("a", ["a"], ("a", "b"), {"a"}, None, [[1, 2]])
    ]
    assert conditions == [
        (Condition("x", ("a",)),),
        (Condition("x", ("a",)),),
        (Condition("x", ("a", "b")),),
        (Condition("x", ("a",)),),
        (Condition("x", (None,)),),
        (Condition("x", ((1, 2),)),),
    ]


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda s: s.add_choice("a", [object()]), "values"),
        (lambda s: s.add_choice("a", 5), "values"),
        (lambda s: s.add_constant("a", {}), "value"),
        (lambda s: s.add_float("a", 0, 1, 0.1), "log"),
        (lambda s: s.add_int("a", 1, 2, when={"x": [object()]}), "when"),
        (lambda s: s.add("a", Int(1, 2), when={"x": float("nan")}), "when"),
    ],
)
def test_that_a_value_that_cannot_be_is_named_at_its_parameter_and_field(make, field: str) -> None:
    with pytest.raises(InvalidSpace, match=r"^a: ") as caught:
        make(HyperParamSpace().add_choice("x", [1, 2]))
    assert [(each.parameter, each.field) for each in caught.value.problems] == [("a", field)]


@given(spaces(finite=False))
def test_that_a_space_is_a_value(space: HyperParamSpace) -> None:
    twin = HyperParamSpace(list(space), list(space.constraints))
    assert twin == space
    assert hash(twin) == hash(space)
    assert space.add_constant("more", 1) != space.add_constant("more", True)


def test_that_a_space_is_counted_while_another_one_still_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The window counts a small space at once, whatever a thread is busy with."""
    has_begun, may_end = Event(), Event()

    class SlowIndex(GridIndex):
        def __init__(self, parameters: Sequence[Parameter], constraints: Sequence[Constraint]):
            if len(parameters) > 1:
                has_begun.set()
                may_end.wait(30)
            super().__init__(parameters, constraints)

    monkeypatch.setattr("tuner_gui.core.space.GridIndex", SlowIndex)
    small = HyperParamSpace().add_int("x", 1, 3)
    with ThreadPoolExecutor(2) as pool:
        large = pool.submit(small.add_int("y", 1, 2).grid_size)
        try:
            assert has_begun.wait(30)
            assert pool.submit(small.grid_size).result(timeout=5) == 3
        finally:
            may_end.set()
        assert large.result(timeout=30) == 6
