"""The kinds of a parameter: their values, their equality, and what they are made from."""

from __future__ import annotations

import pickle
from enum import IntEnum, StrEnum
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui import Choice, Condition, Constant, Float, Int, InvalidSpace, TrialStore
from tuner_gui.core.columns import FloatColumn
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialRecord, TrialState


def test_that_steps_are_written_as_a_person_would() -> None:
    values = [Float(0.1, 0.7, step=0.1).value_at(index) for index in range(7)]
    assert values == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    assert Float(0, 1, step=0.3).size == 4


def test_that_both_bounds_of_an_int_are_drawn() -> None:
    kind = Int(1, 3)
    drawn = [kind.sample(uniform / 300) for uniform in range(300)]
    assert [drawn.count(value) for value in (1, 2, 3)] == [100, 100, 100]


def test_that_a_log_range_is_uniform_in_the_logarithm() -> None:
    assert Float(1e-4, 1, log=True).sample(0.5) == pytest.approx(1e-2)
    drawn = [Int(1, 100, log=True).sample(step / 10_000) for step in range(10_000)]
    assert set(drawn) == set(range(1, 101))
    assert sum(value <= 10 for value in drawn) == pytest.approx(5_700, abs=200)


def test_that_kinds_are_values() -> None:
    assert Choice([1, 2]) == Choice((1, 2))
    assert Float(1, 2) == Float(1.0, 2.0)
    assert Constant([1]) == Constant((1,))
    assert len({Int(1, 2), Int(1, 2)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Choice([0, 1]), Choice([False, True])),
        (Choice([1, 2]), Choice([1.0, 2.0])),
        (Choice([[1], [2]]), Choice([[True], [2]])),
        (Choice([1]), Constant(1)),
        (Constant(1), Constant(True)),
        (Constant(1), Constant(1.0)),
        (Constant((0,)), Constant((False,))),
        (Constant("1"), Constant(1)),
        (Condition("x", (1,)), Condition("x", (True,))),
        (Condition("x", (1,)), Condition("y", (1,))),
    ],
)
def test_that_values_which_a_trial_can_tell_apart_make_different_kinds(
    one: object, other: object
) -> None:
    assert one != other
    assert len({one, other}) == 2
    assert one == pickle.loads(pickle.dumps(one))


def test_that_conditions_are_equal_where_they_hold_alike() -> None:
    assert Condition("x", (1, "a")) == Condition("x", (1.0, "a"))
    assert hash(Condition("x", (1,))) == hash(Condition("x", (1.0,)))


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (Float(0, 1, step=1e-9), 10**9 + 1),
        (Float(0, 1e6, step=1e-4), 10**10 + 1),
        (Float(0, 0.3, step=0.1), 4),
        (Float(0, 1, step=1 / 11), 12),
        (Float(1e6, 1e6 + 1, step=0.001), 1001),
        (Float(0, 0.999, step=0.1), 10),
        (Float(-1e300, 1e300, step=1e290), 2 * 10**10 + 1),
        (Float(0, 1, step=5), 1),
        (Float(3, 3, step=1e-30), 1),
    ],
)
def test_that_a_step_reaches_the_end_once_at_any_length(kind: Float, size: int) -> None:
    assert kind.size == size
    last = [kind.value_at(index) for index in range(max(0, size - 3), size)]
    assert sorted(set(last)) == last
    assert all(kind.contains(value) for value in last)


@given(st.integers(-1000, 1000), st.integers(1, 10**6), st.integers(1, 500), st.integers(0, 9))
def test_that_steps_count_as_in_decimals(low: int, span: int, step: int, places: int) -> None:
    unit = 10**places
    kind = Float(low / unit, (low + span) / unit, step=step / unit)
    assert kind.size == span // step + 1
    for index in islice(range(kind.size - 1, -1, -1), 5):
        assert kind.value_at(index) == (low + index * step) / unit


def test_that_a_number_between_two_small_steps_is_not_contained() -> None:
    assert not Float(0, 1e6, step=1e-4).contains(999_999.99995)
    assert Float(0, 1e6, step=1e-4).contains(999_999.9999)
    assert Float(0.1, 0.7, step=0.1).contains(0.1 + 0.1 + 0.1)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Float(-1e308, 1e308, step=0.5), "step"),
        (lambda: Float(-1e308, 1e308, step=1e300), "step"),
        (lambda: Float(0, 1e300, step=1e-10), "step"),
        (lambda: Float(1e16, 1e16 + 8, step=0.5), "step"),
        (lambda: Float(1, 1 + 1e-15, points=50), "points"),
        (lambda: Int(-(10**308), 10**308), "low"),
        (lambda: Int(1, 2**63), "high"),
        (lambda: Int(1, 10**400), "high"),
        (lambda: Int(-(2**63), 1), "low"),
        (lambda: Choice(5), "values"),
        (lambda: Choice(None), "values"),
        (lambda: Choice("abc"), "values"),
        (lambda: Choice(b"abc"), "values"),
        (lambda: Choice([object()]), "values"),
        (lambda: Choice([1, np.nan]), "values"),
        (lambda: Choice([np.longdouble(1)]), "values"),
        (lambda: Constant({}), "value"),
        (lambda: Float(0, 1, 0.1), "log"),
        (lambda: Int(1, 9, 2), "log"),
        (lambda: Float(np.float32("nan"), 1), "low"),
        (lambda: Float(0, np.array([1.0, 2.0])), "high"),
        (lambda: Int(1, np.float64(2.5)), "high"),
    ],
)
def test_that_what_would_go_wrong_later_is_refused_at_its_field(make, field: str) -> None:
    with pytest.raises(InvalidSpace) as caught:
        make()
    assert [problem.field for problem in caught.value.problems] == [field]


def exactly(kind: object) -> str:
    """A text that tells 1 from 1.0, True and np.int64(1)."""
    return repr(kind)


@pytest.mark.parametrize(
    ("given_", "kind"),
    [
        (Int(np.int64(1), np.int8(9), step=np.uint16(2)), Int(1, 9, step=2)),
        (Int(np.float64(1), 3), Int(1, 3)),
        (Float(np.float32(0.5), np.int64(2), np.True_), Float(0.5, 2.0, log=True)),
        (Float(0, 1, step=np.float64(0.25)), Float(0, 1, step=0.25)),
        (Float(0, 1, points=np.int64(5)), Float(0, 1, points=5)),
        (Choice(np.linspace(0, 1, 3)), Choice([0.0, 0.5, 1.0])),
        (Choice(np.array(["a", "b"])), Choice(["a", "b"])),
        (Choice([np.bool_(True), (np.int64(1),)]), Choice([True, (1,)])),
        (Choice(IntEnum("Size", ["S", "M"])), Choice([1, 2])),
        (Choice(StrEnum("Colour", ["RED"])), Choice(["red"])),
        (Constant(np.float32(0.5)), Constant(0.5)),
    ],
)
def test_that_numpy_scalars_and_enum_members_become_builtin(given_: object, kind: object) -> None:
    assert exactly(given_) == exactly(kind)


def test_that_numpy_scalars_are_contained_as_the_numbers_they_are() -> None:
    assert Int(1, 3).contains(np.int64(2))
    assert Float(0, 1).contains(np.float32(0.5))
    assert not Int(1, 3).contains(np.bool_(True))


def test_that_numpy_values_are_kept_in_a_column_of_numbers() -> None:
    values = Choice(np.array([0.1, 10.0, 1.0])).values
    records = [
        TrialRecord(number, {"rate": value}, TrialState.RUNNING)
        for number, value in enumerate(values)
    ]
    assert isinstance(TrialStore.of(Objective(), records).param("rate"), FloatColumn)
