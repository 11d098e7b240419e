"""A command as one line of text, and what it passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.errors import TuningError
from tuner_gui.ui.setup.command_words import (
    command_text,
    coverage_of,
    read_command_text,
    unknown_words,
    unpassed_words,
    with_passed,
)

WORDS = st.lists(st.text(max_size=8), min_size=1, max_size=5)


@given(WORDS)
def test_that_words_written_as_a_line_read_back_as_the_same_words(words):
    assert list(read_command_text(command_text(words))) == words


def test_that_only_words_that_need_it_are_quoted():
    argv = ("{python}", "my script.py", "--lr={lr}", "{flag?--on:--off}", "a;b$(c)", "")
    text = command_text(argv)
    assert text == "{python} 'my script.py' --lr={lr} {flag?--on:--off} a;b$(c) ''"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("train.py 'a b", "The quote ' in the command is not closed."),
        ('train.py "a b', 'The quote " in the command is not closed.'),
        ("train.py 'it' \"is", 'The quote " in the command is not closed.'),
        ("train.py \\", "The command ends with a backslash."),
    ],
)
def test_that_a_line_that_cannot_be_read_says_which_sign_is_open(text, said):
    with pytest.raises(TuningError, match=r"^The ") as raised:
        read_command_text(text)
    assert raised.value.message == said


def test_that_unknown_placeholders_and_unpassed_parameters_are_told_apart():
    coverage = coverage_of(("{python}", "x.py", "{lr}", "{n?--n}", "{typo}"), ("lr", "n", "depth"))
    assert coverage.unknown == ("typo",)
    assert coverage.unpassed == ("depth",)


def test_that_a_parameter_file_passes_everything():
    assert coverage_of(("x", "{config}"), ("lr", "depth")).unpassed == ()


def test_that_a_near_name_is_proposed():
    assert "Did you mean {momentum}?" in unknown_words("momentun", ("lr", "momentum"))
    assert "add the parameter" in unknown_words("data", ("lr",))


def test_that_parameters_are_added_as_options():
    assert with_passed("x.py ", ["lr", "m.depth"]) == "x.py --lr {lr} --m.depth {m.depth}"


def test_that_many_unpassed_parameters_are_said_in_one_line():
    assert unpassed_words(["a"]) == "Nothing passes a to the command."
    assert unpassed_words(list("abcde")).endswith("a, b, c and 2 more.")
