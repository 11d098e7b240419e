from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.ui.setup.duration_text import duration_text, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("90 s", 90),
        ("10 min", 600),
        ("2 h", 7200),
        ("1 h 30 min", 5400),
        ("1h30m", 5400),
        ("1.5 hours", 5400),
        ("500 ms", 0.5),
        ("1 Day", 86400),
        ("0.25", 0.25),
    ],
)
def test_that_a_duration_is_read_as_people_type_it(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", " ", "soon", "10 mins ago", "h", "-5 s", "5 x", "1:30"])
def test_that_what_is_no_duration_is_not_guessed(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("seconds", "text"), [(600, "10 min"), (7200, "2 h"), (5400, "1 h 30 min"), (90, "1 min 30 s")]
)
def test_that_a_duration_is_written_in_the_largest_units(seconds, text):
    assert duration_text(seconds) == text


@given(st.floats(1e-9, 1e15) | st.integers(1, 10**9).map(float))
def test_that_a_written_duration_is_read_back_exactly(seconds):
    assert parse_duration(duration_text(seconds)) == seconds
