"""Constraints: read safely, computed alike for one row and for many, kept by every search."""

from __future__ import annotations

import copy
import pickle
import random
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui import Constraint, HyperParamSpace, InvalidSpace
from tuner_gui.core.constraints import quoted_name, rename_in
from tuner_gui.core.space import GridCount


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("x < y", {"x": 1, "y": 2}, True),
        ("a * b <= 4096", {"a": 64, "b": 65}, False),
        ("n % heads == 0", {"n": 12, "heads": 4}, True),
        ("n % heads == 0", {"n": 12, "heads": 0}, False),
        ("heads != 0 and n / heads > 2", {"n": 12, "heads": 0}, False),
        ("heads == 0 or n / heads > 2", {"n": 12, "heads": 0}, True),
        ("0 < x < y <= 3", {"x": 1, "y": 3}, True),
        ("0 < x < y <= 3", {"x": 3, "y": 3}, False),
        ("not (x > 1 or y > 1)", {"x": 1, "y": 1}, True),
        ("min(x, y, 3) == abs(-2)", {"x": 2, "y": 9}, True),
        ("log(x) < 0", {"x": 0.5}, True),
        ("log(x) < 0", {"x": -1}, False),
        ("-x ** 2 < 0", {"x": 3}, True),
        ("x ** 0.5 == x ** 0.5", {"x": -1}, False),
        ("7 // x == 3", {"x": 2}, True),
        ("{weight-decay} + lambda <= a.0.b", {"weight-decay": 1, "lambda": 2, "a.0.b": 3}, True),
        ("x < 1e-3", {"x": 1e-4}, True),
        ("x × y ≤ 6", {"x": 2, "y": 3}, True),
    ],
)
def test_that_a_relation_is_computed_as_it_is_written(
    text: str, values: dict[str, float], holds: bool
) -> None:
    constraint = Constraint(text)
    assert constraint.holds(values) is holds
    columns = {name: np.array([value, value], float) for name, value in values.items()}
    assert constraint.holds_in(columns).tolist() == [holds, holds]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("x", "`x` is not a relation"),
        ("x + y", "`x + y` is not a relation"),
        ("x and y", "`x` is not a relation"),
        ("1 < 2", "names no parameter"),
        ("x = y", "written =="),
        ("x => y", "written <= and >="),
        ("x <", "cannot be read"),
        ("x < 'a'", "is not a number"),
        ("x < 1j", "is not a number"),
        ("x < [1][0]", "is not a number"),
        ("x < (y if x else 2)", "cannot be read"),
        ("(x := 2) < 3", "is not a number"),
        ("x.real.__class__ < f(3)", "`f` is not a function here"),
        ("__import__('os').system('true') < x", "not a"),
        ("open('a') < x", "`open` is not a function here; there are min, max, abs, log"),
        ("log(x, 2) < 1", "log takes one number"),
        ("min(x) < 1", "min takes 2 numbers or more"),
        ("min(x, key=3) < 1", "min takes 2"),
        ("min(*x) < 1", "min takes"),
        ("x in y", "cannot be read"),
        ("x is 3", "cannot be read"),
        ("x < " + "(" * 300 + "1" + ")" * 300, "cannot be read"),
        ("x < 1" + " + 1" * 400, "more than 1,000 characters"),
        ("x < y\0", "cannot be read"),
    ],
)
def test_that_what_is_not_in_the_grammar_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidSpace) as caught:
        Constraint(text)
    assert sentence in str(caught.value)
    assert [problem.field for problem in caught.value.problems] == ["constraints"]


LETTERS = "xy .<>=!*/%+-()[]{}0123456789andornotminlogabs,'"


@given(st.text(max_size=60) | st.text(LETTERS, max_size=60))
def test_that_any_text_is_a_constraint_or_an_invalid_space(text: str) -> None:
    try:
        constraint = Constraint(text)
    except InvalidSpace:
        return
    assert constraint.holds(dict.fromkeys(constraint.names, 2)) in (True, False)


NUMBERS = st.floats(-50, 50).map(lambda value: round(value, 2)) | st.integers(-9, 9)


@given(
    st.sampled_from(
        ["a {op} b < c", "a {op} b == c", "max(a, b) {op} c != a", "not a {op} b >= log(c)"]
    ),
    st.sampled_from(["+", "-", "*", "/", "//", "%", "**"]),
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=8),
)
def test_that_one_row_and_many_are_computed_alike(
    text: str, op: str, rows: list[tuple[float, float, float]]
) -> None:
    constraint = Constraint(text.format(op=op))
    columns = {
        name: np.array([row[place] for row in rows], float) for place, name in enumerate("abc")
    }
    single = [constraint.holds(dict(zip("abc", row, strict=True))) for row in rows]
    assert constraint.holds_in(columns).tolist() == single


def test_that_a_huge_power_is_answered_at_once() -> None:
    start = perf_counter()
    assert not Constraint("x < 9 ** 9 ** 9 ** 9").holds({"x": 1})
    assert perf_counter() - start < 0.5


def test_that_a_constraint_with_an_inactive_parameter_holds() -> None:
    assert Constraint("x < y").holds({"x": 5})


def test_that_a_constraint_crosses_threads_and_processes() -> None:
    constraint = Constraint("x < y")
    constraint.holds({"x": 1, "y": 2})
    assert pickle.loads(pickle.dumps(constraint)) == constraint
    assert copy.deepcopy(constraint).names == ("x", "y")


@pytest.mark.parametrize(
    ("old", "new", "text", "renamed"),
    [
        ("x", "z", "x < xx + x.y + {x}", "z < xx + x.y + z"),
        ("x", "a-b", "abs(x) < 1", "abs({a-b}) < 1"),
        ("log", "x", "log(log) < 1", "log(x) < 1"),
        ("svm.C", "svm.c", "svm.C<svm.C2", "svm.c<svm.C2"),
    ],
)
def test_that_renaming_changes_names_only(old: str, new: str, text: str, renamed: str) -> None:
    assert rename_in(text, old, new) == renamed


@pytest.mark.parametrize("name", ["x", "a.b", "a-b", "layers.0.n", "and", "lambda", "a.b-c"])
def test_that_every_name_can_be_written_into_a_constraint(name: str) -> None:
    assert Constraint(f"{quoted_name(name)} < 1").names == (name,)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gone < 1", "There is no parameter gone."),
        ("C < 1", "There is no parameter C. Is it svm.C?"),
        ("decay < 1", "Is it {weight-decay}?"),
        ("kernel < 1", "kernel has the value 'rbf', which is not a number"),
        ("x == y", "x is continuous, so == would never hold"),
        ("n == bell", "bell is continuous"),
    ],
)
def test_that_what_does_not_fit_the_parameters_is_named(text: str, sentence: str) -> None:
    space = (
        HyperParamSpace()
        .add_choice("kernel", [1, "rbf"])
        .add_float("svm.C", 0, 1)
        .add_float("weight-decay", 0, 1)
        .add_float("x", 0, 1)
        .add_float("y", 0, 1)
        .add_int("n", 1, 9)
        .add_normal("bell", 0, 1)
        .add_constraint("x < y")
    )
    with pytest.raises(InvalidSpace) as caught:
        space.add_constraint(text)
    assert sentence in str(caught.value)
    assert {problem.field for problem in caught.value.problems} == {"constraints[1]"}


def wide() -> HyperParamSpace:
    return HyperParamSpace().add_int("a", 1, 1000).add_int("b", 1, 1000)


def test_that_a_million_points_are_counted_exactly() -> None:
    space = wide().add_constraint("a * b <= 4096")
    assert space.grid_size() == sum(min(1000, 4096 // a) for a in range(1, 1001))


def test_that_unrelated_parameters_do_not_hinder_an_exact_count() -> None:
    space = wide().add_int("c", 1, 10**9).add_constraint("a < b")
    assert space.grid_size() == 999 * 1000 // 2 * 10**9
    points = [space.grid_point(place) for place in (0, 10**9 - 1, 10**9)]
    assert points == [
        {"a": 1, "b": 2, "c": 1},
        {"a": 1, "b": 2, "c": 10**9},
        {"a": 1, "b": 3, "c": 1},
    ]


def test_that_a_larger_count_is_an_estimate_and_says_so() -> None:
    space = wide().add_int("c", 1, 1000).add_constraint("a < b < c")
    count = space.grid_count()
    assert count is not None
    assert not count.is_exact
    assert count.points == pytest.approx(10**9 / 6, rel=0.15)
    assert space.grid_size() is None


def test_that_no_point_is_an_exact_count_beside_one_that_is_too_large() -> None:
    space = wide().add_int("c", 1, 1000).add_constraint("a < b < c").add_int("d", 1, 3)
    count = space.add_constraint("d > 3").grid_count()
    assert count == GridCount(0, is_exact=True)


def test_that_a_search_for_what_is_not_there_ends_with_a_sentence() -> None:
    space = HyperParamSpace().add_float("x", 0, 1).add_constraint("x > 2")
    with pytest.raises(InvalidSpace, match=r"None of the 10,000 random draws keeps x > 2\. Loosen"):
        space.pick_random(random.Random(0))


def test_that_the_feasible_part_is_about_right() -> None:
    space = HyperParamSpace().add_float("x", 0, 1).add_float("y", 0, 1).add_constraint("x < y")
    assert space.feasible_part() == pytest.approx(0.5, abs=0.05)
    assert HyperParamSpace(list(space)).feasible_part() == 1.0
