"""Parameters typed by hand: read field by field, and as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui import HyperParamSpace, TuningError
from tuner_gui.ui.parameters.typed_values import read_json, read_texts, texts_of

SPACE = (
    HyperParamSpace()
    .add_float("optimizer.lr", 1e-5, 0.1, log=True)
    .add_int("depth", 2, 20, step=2)
    .add_choice("criterion", ["gini", None, 3, "a, b"])
    .add_float("alpha", 0, 1, when={"criterion": "gini"})
    .add_constant("threads", 4)
)
TEXTS = {"optimizer.lr": "1e-3", "depth": "4", "criterion": "null", "threads": "9"}


def test_that_texts_become_nested_parameters_with_the_constants() -> None:
    read = read_texts(SPACE, TEXTS)
    assert read.params == {
        "optimizer": {"lr": 0.001},
        "depth": 4,
        "criterion": None,
        "threads": 4,
    }
    assert read.problems == {}
    assert read.active == ("optimizer.lr", "depth", "criterion", "threads")


def test_that_a_value_switches_its_child_on() -> None:
    read = read_texts(SPACE, {**TEXTS, "criterion": "gini", "alpha": "1"})
    assert "alpha" in read.active
    assert read.params is not None
    assert repr(read.params["alpha"]) == "1.0"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("depth", "3", "3 is not in its range."),
        ("depth", "2.5", "2.5 is no whole number."),
        ("depth", "1e999", "1e999 is no number."),
        ("optimizer.lr", "0,5", "0,5 is no number."),
        ("optimizer.lr", "9" * 320, "9" * 59 + "… is too large a number."),
        ("optimizer.lr", " ", "Give it a value."),
        ("criterion", "entropy", "entropy is none of its values."),
        ("criterion", "[", "[ is none of its values."),
    ],
)
def test_that_a_problem_is_said_at_its_field(name, text, sentence) -> None:
    read = read_texts(SPACE, {**TEXTS, name: text})
    assert read.params is None
    assert read.problems == {name: sentence}


def test_that_a_broken_constraint_is_said_of_all_values_together() -> None:
    space = HyperParamSpace().add_int("a", 1, 9).add_int("b", 1, 9).add_constraint("a < b")
    read = read_texts(space, {"a": "5", "b": "2"})
    assert (read.params, read.whole) == (None, "The constraint a < b does not hold.")


@given(st.randoms(use_true_random=False))
def test_that_what_a_space_draws_is_read_back_as_it_was(rng) -> None:
    params = SPACE.pick_random(rng)
    assert read_texts(SPACE, texts_of(params)).params == params


def test_that_copied_parameters_fill_a_form() -> None:
    texts = read_json(SPACE, '[{"optimizer": {"lr": 0.01}, "depth": 4}]')
    assert texts == {"optimizer.lr": "0.01", "depth": "4"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The clipboard holds no parameters."),
        ("[1, 2]", "The clipboard holds no parameters."),
        ('{"depth": {"deep": 1}}', "depth.deep is no parameter"),
        ('{"width": 4}', "width is no parameter of the search space."),
    ],
)
def test_that_anything_else_on_the_clipboard_is_refused_in_a_sentence(text, sentence) -> None:
    with pytest.raises(TuningError, match=sentence):
        read_json(SPACE, text)
