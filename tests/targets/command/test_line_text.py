"""A command as one line of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.errors import TuningError
from tuner_gui.targets.command.line_text import command_text, read_command_text

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
