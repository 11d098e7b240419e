"""Output reads as a terminal would leave it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.ui.inspector.printed_text import printed_text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("one\ntwo\n", "one\ntwo\n"),
        ("\x1b[1;32mgreen\x1b[0m", "green"),
        ("\x1b]0;title\x07text", "text"),
        ("10%\r50%\r100%\ndone", "100%\ndone"),
        ("10%\r50%", "50%"),
        ("line\r\nnext\r\n", "line\nnext\n"),
        ("kept\r", "kept"),
        ("a\tb\x00\x08c", "a\tbc"),
    ],
)
def test_that_colours_and_redrawn_lines_are_left_out(raw, shown):
    assert printed_text(raw) == shown


@given(st.text(st.sampled_from("ab\n\r\t\x1b[]0;m\x07")))
def test_that_no_control_character_is_left(raw):
    assert not set(printed_text(raw)) & {"\r", "\x1b", "\x07"}
