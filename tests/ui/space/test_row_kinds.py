"""Bells, weights, order and held values: what a row says, and what is wrong with it."""

from __future__ import annotations

import math

import pytest

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.bell_words import bell_words
from tuner_gui.ui.space.draft import RowDraft, SpaceDraft
from tuner_gui.ui.space.kind_change import with_kind
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.space.row_draft import fields_of
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.row_views import shown_draft
from tuner_gui.ui.space.sketch import Sketch, sketch_of
from tuner_gui.ui.space.wording import range_words


def said(row: RowDraft) -> list[tuple[str, str]]:
    return [(each.field, each.message) for each in read_row(row).problems]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (RowDraft(0, "x", "normal", mean="0", deviation="1e-2"), Normal(0, 0.01)),
        (
            RowDraft(0, "x", "normal", mean=" 1 ", deviation="2", low="0", high="1_000"),
            Normal(1, 2, 0, 1000),
        ),
        (RowDraft(0, "x", "log_normal", mean="-4.6", deviation="1"), LogNormal(-4.6, 1)),
        (RowDraft(0, "x", "normal", mean="0", deviation="1", step="bad", log=True), Normal(0, 1)),
        (
            RowDraft(0, "x", "choice", values="a, b", weights="3, .5,", ordered=True),
            Choice(["a", "b"], weights=[3, 0.5], ordered=True),
        ),
        (RowDraft(0, "x", "choice", values="a, b", weights=" "), Choice(["a", "b"])),
    ],
)
def test_that_a_row_is_read_as_its_kind(row, kind):
    assert read_row(row).kind == kind
    assert said(row) == []


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (RowDraft(0, "x", "normal", deviation="1"), "mean", "mean is missing"),
        (RowDraft(0, "x", "normal", mean="0"), "deviation", "deviation is missing"),
        (RowDraft(0, "x", "normal", mean="0", deviation="0"), "deviation", "above 0"),
        (RowDraft(0, "x", "normal", mean="0", deviation="1", low="x"), "low", "not a number"),
        (RowDraft(0, "x", "log_normal", mean="0", deviation="1", low="0"), "low", "above 0"),
        (RowDraft(0, "x", "choice", values="a, b", weights="1"), "weights", "each value: 2, not 1"),
        (RowDraft(0, "x", "choice", values="a, b", weights="1, z"), "weights", "“z” is not a"),
        (RowDraft(0, "x", "choice", values="a, b", weights="1,,2"), "weights", "missing before"),
        (RowDraft(0, "x", "choice", values="a, b", weights="1, -2"), "weights", "from 0 up"),
        (RowDraft(0, "x", "choice", values="a, b", weights="0, 0"), "weights", "above 0"),
        (RowDraft(0, "x", "int", low="1", high="9", disabled=""), "disabled", "missing"),
        (RowDraft(0, "x", "int", low="1", high="9", disabled="[1"), "disabled", "not closed"),
        (RowDraft(0, "x", "int", low="1", high="9", disabled="1, 2"), "disabled", "one value"),
    ],
)
def test_that_a_problem_is_said_at_its_field(row, field, words):
    ((found, message),) = said(row)
    assert found == field
    assert words in message


def test_that_values_and_weights_are_refused_at_once():
    row = RowDraft(0, "x", "choice", values="[a", weights="z")
    assert [field for field, _ in said(row)] == ["values", "weights"]


def test_that_a_held_row_with_a_broken_range_keeps_saying_so():
    row = RowDraft(0, "x", "int", low="9", high="1", disabled="z, z")
    assert [field for field, _ in said(row)] == ["high", "disabled"]


@pytest.mark.parametrize(
    ("kind", "held", "words"),
    [
        (Float(0.001, 0.1, log=True), "0.01", "held at 0.01"),
        (Float(1e-5, 1e-2, log=True), "0.0003162", "held at 0.0003162"),
        (Float(0, 1, step=0.3), "0.6", "held at 0.6"),
        (Int(3, 20), "12", "held at 12"),
        (Choice(["a", "b"]), "a", "held at a"),
        (Normal(0.5, 1), "0.5", "held at 0.5"),
        (LogNormal(0, 1, 2, 30), None, ""),
        (Constant("adam"), "adam", "held at adam"),
    ],
)
def test_that_a_row_is_held_in_the_middle_of_its_kind(kind, held, words):
    space = HyperParamSpace([Parameter("x", kind)])
    draft = SpaceDraft.from_space(space)
    off = draft.disabling([0])
    if held is not None:
        assert off.row(0).disabled == held
        assert shown_draft(off, {}).views[0].words == words
    read = read_draft(off)
    assert not read.notes
    assert read.space is not None
    parameter = read.space["x"]
    assert parameter.set_aside == kind
    assert kind.contains(parameter.kind.value_at(0))
    assert off.enabling([0]) == draft


def test_that_rows_held_already_keep_their_value():
    draft = SpaceDraft.from_space(HyperParamSpace().add_int("x", 1, 9).add_int("y", 1, 9))
    off = draft.disabling([0], "3").disabling([0, 1], "7")
    assert [row.disabled for row in off] == ["3", "7"]


def test_that_a_value_outside_its_own_range_is_worth_a_note_and_no_problem():
    draft = SpaceDraft.from_space(HyperParamSpace().add_int("x", 1, 9).add_choice("y", ["a"]))
    read = read_draft(draft.disabling([0], "null").disabling([1], "b"))
    assert read.space is not None
    notes = [read.notes[key][0] for key in (0, 1)]
    assert [(note.parameter, note.field) for note in notes] == [
        ("x", "disabled"),
        ("y", "disabled"),
    ]
    assert "outside its own range" in notes[0].message
    assert "none of its own values" in notes[1].message
    assert all(note.is_note for note in notes)


def test_that_a_parent_can_be_held_while_children_wait_for_another_value():
    space = HyperParamSpace().add_choice("model", ["svm", "forest"])
    space = space.add_int("depth", 1, 9, when={"model": "forest"})
    read = read_draft(SpaceDraft.from_space(space).disabling([0], "svm"))
    assert read.problems == {}
    assert read.space is not None
    assert read.space["depth"].conditions == (Condition("model", ("forest",)),)
    assert list(read.space.enumerate_grid()) == [{"model": "svm"}]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (RowDraft(0, kind="normal", mean="0.5", deviation="0.1"), "0.5 ± 0.1"),
        (
            RowDraft(0, kind="normal", mean="0", deviation="1", low="-2", high="2"),
            "0 ± 1 · -2 – 2",
        ),
        (RowDraft(0, kind="normal", mean="0", deviation="1", low="-2"), "0 ± 1 · from -2"),
        (RowDraft(0, kind="normal", mean="0", deviation="1", high="2"), "0 ± 1 · up to 2"),
        (RowDraft(0, kind="normal", mean="0"), "0 ± …"),
        (RowDraft(0, kind="log_normal", mean="-4.605", deviation="1.151"), "0.01 ×÷ 3.16"),
        (RowDraft(0, kind="log_normal", mean="-4.605"), "ln -4.605 ± …"),
    ],
)
def test_that_a_bell_is_said_in_words(row, words):
    assert range_words(row) == words


def test_that_a_bell_says_where_its_numbers_lie():
    row = fields_of(LogNormal(-4.60517, 1))
    said = "Half of all values lie below 0.01, two thirds from 0.0038 to 0.0263."
    assert bell_words(row) == said
    assert bell_words(fields_of(Int(1, 2))) == ""


def highest(sketch: Sketch) -> int:
    assert sketch.shape == "density"
    return sketch.heights.index(max(sketch.heights))


def test_that_a_bell_is_drawn_high_in_its_middle_and_cut_at_its_bounds():
    heights = sketch_of(Normal(5, 2)).heights
    assert heights == pytest.approx(heights[::-1])
    assert max(heights) > 0.99
    assert heights[0] < 0.05
    assert highest(sketch_of(Normal(5, 2, low=5))) == 0
    assert highest(sketch_of(Normal(5, 2, high=4))) == len(heights) - 1


@pytest.mark.parametrize("deviation", [0.1, 1, 50])
def test_that_a_log_bell_leans_to_the_left_with_a_tail(deviation):
    heights = sketch_of(LogNormal(-4.6, deviation)).heights
    top = heights.index(max(heights))
    assert 0 < top < len(heights) / 2
    assert all(0 <= height <= 1 for height in heights)


def test_that_a_log_bell_is_drawn_over_numbers_and_not_over_their_logarithms():
    heights = sketch_of(LogNormal(0, 0.45)).heights
    start, end = math.exp(-3 * 0.45), math.exp(3 * 0.45)
    place = (math.exp(-(0.45**2)) - start) / (end - start) * (len(heights) - 1)
    assert heights.index(max(heights)) == round(place)


@pytest.mark.parametrize(
    "kind",
    [
        Normal(1e308, 1e308),
        Normal(0, 1, 6, 6.5),
        Normal(0, 1e-300, 0, 1),
        LogNormal(600, 1e300),
        LogNormal(0, 1, 1, 1.0000001),
        LogNormal(0, 1e-9),
    ],
)
def test_that_even_odd_bells_are_drawn(kind):
    heights = sketch_of(kind).heights
    assert max(heights) == 1
    assert all(0 <= height <= 1 for height in heights)


def test_that_weights_are_drawn_as_bars_of_different_heights():
    sketch = sketch_of(Choice(["a", "b", "c"], weights=[1, 4, 0]))
    assert sketch == Sketch("bars", (0.25, 1, 0))
    many = sketch_of(Choice(range(24), weights=[1] * 22 + [3, 3]))
    assert many.heights == pytest.approx((1 / 3,) * 11 + (1,))


def changed(kind, *names):
    row = fields_of(kind)
    for name in names:
        row = with_kind(row, name)
    return read_row(row).kind


@pytest.mark.parametrize(
    ("kind", "name", "result"),
    [
        (Float(0, 1), "normal", Normal(0.5, 0.25, 0, 1)),
        (Float(0.001, 0.1, log=True), "log_normal", LogNormal(-4.605, 1.151, 0.001, 0.1)),
        (Float(0, 1), "log_normal", LogNormal(0, 1, None, 1)),
        (Int(1, 9), "normal", Normal(5, 2, 1, 9)),
        (Choice([1, 3, "a"]), "normal", Normal(2, 0.5)),
        (Choice(["a"]), "normal", Normal(0, 1)),
        (Constant(5), "normal", Normal(5, 1)),
        (Normal(0.5, 0.1), "float", Float(0.3, 0.7)),
        (Normal(10, 2.2), "int", Int(6, 14)),
        (Normal(0, 1, -3, 3), "float", Float(-3, 3)),
        (LogNormal(-4.605, 1.151), "float", Float(0.001001, 0.09996, log=True)),
        (Normal(5, 1), "log_normal", LogNormal(1.609, 0.2)),
        (Normal(-5, 1), "log_normal", LogNormal(0, 1)),
        (LogNormal(0, 0.5), "normal", Normal(1, 0.5)),
        (Normal(5, 1), "constant", Constant(5.0)),
    ],
)
def test_that_another_kind_keeps_what_the_old_one_says(kind, name, result):
    assert changed(kind, name) == result


def test_that_a_bell_comes_back_from_a_range_and_from_its_logarithm():
    assert changed(Float(0, 1), "normal", "float") == Float(0, 1)
    back = changed(Normal(5, 1), "log_normal", "normal")
    assert isinstance(back, Normal)
    assert (back.mean, back.deviation) == pytest.approx((5, 1), rel=1e-3)


def test_that_weights_and_order_outlast_another_kind():
    choice = Choice([1, 2], ordered=True, weights=[1, 3])
    assert changed(choice, "int", "choice") == choice
