from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.space.spaces import VALUES
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.ui.space.values_text import parse_value, parse_values, value_text, values_text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("gini, entropy, log_loss", ("gini", "entropy", "log_loss")),
        ("16, 32, 64", (16, 32, 64)),
        ("1_000, -2.5, 1e-5, .5", (1000, -2.5, 1e-5, 0.5)),
        ("true, false, null", (True, False, None)),
        ("True, False, None", (True, False, None)),
        ('"a,b", [64, 64]', ("a,b", (64, 64))),
        ("'16', \"true\", ''", ("16", "true", "")),
        ("'say \"no\"', \"it's\", 'it\\'s not'", ('say "no"', "it's", "it's not")),
        ("[16, 32]", (16, 32)),
        ('["gini", "entropy"]', ("gini", "entropy")),
        ("[[16, 32]]", ((16, 32),)),
        ("[[64], [64, [32, a]]]", ((64,), (64, (32, "a")))),
        ("l1 ratio, sqrt,", ("l1 ratio", "sqrt")),
        ("", ()),
        ("  ", ()),
        ("nan, inf, 3x, 1.2.3", ("nan", "inf", "3x", "1.2.3")),
        ("€, naïve", ("€", "naïve")),
    ],
)
def test_that_a_list_of_values_is_read_as_it_is_meant(text, values):
    read = parse_values(text)
    assert read == values
    assert [type(value) for value in read] == [type(value) for value in values]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,, b", "missing before a comma"),
        (", a", "missing before a comma"),
        ("[1, 2", "bracket is not closed"),
        ("1, 2]", "comma is missing before ]"),
        ("]", "without a ["),
        ('"a', "quote is not closed"),
        ('"a" b', "comma is missing before b"),
        ("don't", "comma is missing before 't"),
        (r'"\q"', "unknown escape"),
        ("1e999", "too large"),
        ("[" * 5000, "too deep"),
    ],
)
def test_that_a_list_that_cannot_be_read_says_why_at_its_field(text, words):
    with pytest.raises(InvalidSpace) as caught:
        parse_values(text)
    (problem,) = caught.value.problems
    assert problem.field == "values"
    assert words in problem.message


@pytest.mark.parametrize(("text", "value"), [("0.1", 0.1), ("adam", "adam"), ("[1, 2]", (1, 2))])
def test_that_a_constant_is_read_as_one_value(text, value):
    assert parse_value(text) == value


@pytest.mark.parametrize(("text", "words"), [("", "missing"), ("a, b", "one value")])
def test_that_a_constant_of_no_or_several_values_is_refused(text, words):
    with pytest.raises(InvalidSpace, match=words):
        parse_value(text)


@given(st.lists(VALUES, max_size=4).map(tuple))
def test_that_values_written_as_text_are_read_back_the_same(values):
    read = parse_values(values_text(values))
    assert repr(read) == repr(values)  # repr tells True from 1 and 1 from 1.0


@given(VALUES)
def test_that_a_value_written_as_text_is_read_back_the_same(value):
    assert repr(parse_value(value_text(value))) == repr(value)


@given(st.text(alphabet="ab1,.[]\"'\\ -e_\n", max_size=30))
def test_that_any_text_gives_values_or_one_clear_problem(text):
    try:
        parse_values(text)
    except InvalidSpace as error:
        (problem,) = error.problems
        said = problem.message
    else:
        said = "It can be read."
    assert said.endswith(".")
