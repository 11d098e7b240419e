"""What changed between two spaces: rows, fields, order, constraints."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.space.spaces import spaces
from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.insight.space_difference import ABSENT, FieldChange, space_difference

BEFORE = (
    HyperParamSpace()
    .add_choice("kernel", ["linear", "rbf"])
    .add_float("C", 0.1, 10.0, log=True)
    .add_float("gamma", 0.0, 1.0, when={"kernel": "rbf"})
    .add_int("degree", 2, 5)
    .add_constraint("C < 5")
)


def changes(before, after):
    rows = space_difference(before, after).rows
    return [(row.name, row.change) for row in rows]


def test_that_a_space_does_not_differ_from_itself():
    assert not space_difference(BEFORE, BEFORE)


def test_that_fields_are_told_with_their_old_values():
    after = (
        HyperParamSpace()
        .add_choice("kernel", ["linear", "rbf", "poly"])
        .add_float("C", 0.1, 100.0)
        .add_float("gamma", 0.0, 1.0, when={"kernel": ["rbf", "poly"]})
        .add_float("degree", 2, 5)
        .add_constraint("C < 5")
    )
    difference = space_difference(BEFORE, after)
    assert {row.name: row.fields for row in difference.rows} == {
        "kernel": (FieldChange("values", ["linear", "rbf"], ["linear", "rbf", "poly"]),),
        "C": (FieldChange("high", 10.0, 100.0), FieldChange("log", True, ABSENT)),
        "gamma": (FieldChange("when.kernel", ["rbf"], ["rbf", "poly"]),),
        "degree": (
            FieldChange("kind", "int", "float"),
            FieldChange("low", 2, 2.0),
            FieldChange("high", 5, 5.0),
        ),
    }
    assert difference.count("changed") == 4
    assert not difference.constraints_added


def test_that_added_and_removed_rows_say_all_that_they_were():
    after = (
        HyperParamSpace()
        .add_choice("kernel", ["linear", "rbf"])
        .add_constant("seed", None)
        .add_int("degree", 2, 5)
        .add_constraint("degree < 4")
    )
    difference = space_difference(BEFORE, after)
    assert [(row.name, row.change) for row in difference.rows] == [
        ("seed", "added"),
        ("C", "removed"),
        ("gamma", "removed"),
    ]
    added, removed, _ = difference.rows
    assert (added.before_place, added.after_place, removed.before_place) == (None, 2, 2)
    assert removed.fields == (
        FieldChange("low", 0.1, ABSENT),
        FieldChange("high", 10.0, ABSENT),
        FieldChange("log", True, ABSENT),
    )
    assert difference.constraints_added == ("degree < 4",)
    assert difference.constraints_removed == ("C < 5",)


def test_that_only_the_row_that_was_taken_elsewhere_has_moved():
    kernel, c, gamma, degree = BEFORE.parameters
    after = HyperParamSpace([degree, kernel, c, gamma], BEFORE.constraints)
    assert changes(BEFORE, after) == [("degree", "moved")]
    again = HyperParamSpace([c, kernel, degree, gamma], BEFORE.constraints)
    assert [name for name, _ in changes(BEFORE, again)] in (
        ["C", "degree"],
        ["kernel", "gamma"],
        ["kernel", "degree"],
        ["C", "gamma"],
    )


def test_that_a_row_may_be_moved_and_changed():
    kernel, c, gamma, _ = BEFORE.parameters
    after = HyperParamSpace([Parameter("degree", Int(2, 9)), kernel, c, gamma])
    row = space_difference(BEFORE, after).rows[0]
    assert (row.change, row.is_moved, row.before_place, row.after_place) == ("changed", True, 4, 1)


def test_that_a_disabled_row_is_a_changed_one():
    before = HyperParamSpace({"x": Float(0, 1)})
    after = HyperParamSpace([Parameter("x", Constant(0.5), (), Float(0, 1))])
    assert space_difference(before, after).rows[0].fields == (FieldChange("disabled", ABSENT, 0.5),)


def test_that_nothing_null_and_zero_are_told_apart():
    null, zero = HyperParamSpace({"x": Constant(None)}), HyperParamSpace({"x": Constant(0)})
    assert space_difference(null, zero).rows[0].fields == (FieldChange("value", None, 0),)
    x = Float(0, 1)
    held = HyperParamSpace([Parameter("x", Constant(None), (), x)])
    assert space_difference(HyperParamSpace({"x": x}), held).rows[0].fields == (
        FieldChange("disabled", ABSENT, None),
    )


def test_that_true_one_and_one_point_zero_differ():
    one = HyperParamSpace({"x": Choice([1, "a"])})
    for value in (True, 1.0, "1"):
        assert changes(one, HyperParamSpace({"x": Choice([value, "a"])})) == [("x", "changed")]


@given(spaces(), spaces())
def test_that_there_is_a_difference_exactly_between_different_spaces(one, other):
    assert bool(space_difference(one, other)) == (one != other)
    there, back = space_difference(one, other), space_difference(other, one)
    assert there.count("added") == back.count("removed")


@given(st.permutations(range(8)))
def test_that_moving_the_moved_rows_restores_the_order(order):
    rows = [Parameter(f"p{n}", Constant(n)) for n in range(8)]
    after = HyperParamSpace(rows[n] for n in order)
    moved = {row.name for row in space_difference(HyperParamSpace(rows), after).rows}
    stayed = [parameter.name for parameter in after if parameter.name not in moved]
    assert stayed == sorted(stayed)
