"""How values are written for a person."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.columns import MISSING
from tuner_gui.ui.formats import (
    clock_text,
    format_duration,
    format_metric,
    format_number,
    format_part,
    format_time_left,
    format_value,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (3, "3"),
        (123456789, "123456789"),
        (0.31269, "0.3127"),
        (412.0, "412"),
        (1234.5678, "1235"),
        (1e-5, "1e-5"),
        (2.5e-7, "2.5e-7"),
        (-0.00123456, "-0.001235"),
        (1e9, "1e9"),
        (math.nan, "–"),
    ],
)
def test_that_a_number_has_the_digits_that_matter(value: float, text: str) -> None:
    assert format_number(value) == text


@given(st.floats(-1e300, 1e300))
def test_that_what_is_shown_is_close_to_the_number(value: float) -> None:
    assert float(format_number(value)) == pytest.approx(value, rel=1e-3)


def test_that_metrics_line_up() -> None:
    assert [format_metric(value) for value in (0.9868, 1.0, 0.5, None, 1e-7)] == [
        "0.9868",
        "1.0000",
        "0.5000",
        "–",
        "1e-7",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [("gini", "gini"), (None, "None"), (True, "True"), ((64, 32), "[64, 32]"), (MISSING, "–")],
)
def test_that_other_values_are_written_plainly(value: object, text: str) -> None:
    assert format_value(value) == text


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (84.2, "84 ms"),
        (4_100, "4.1 s"),
        (59_960, "1 min 0 s"),
        (220_000, "3 min 40 s"),
        (7_500_000, "2 h 5 min"),
        (None, "–"),
        (math.nan, "–"),
    ],
)
def test_that_a_duration_is_said_in_its_own_unit(milliseconds: float | None, text: str) -> None:
    assert format_duration(milliseconds) == text


def test_that_an_estimate_is_no_finer_than_a_second() -> None:
    assert [format_time_left(seconds) for seconds in (0.2, 53.4, 70)] == [
        "1 s",
        "53 s",
        "1 min 10 s",
    ]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (0, "0 %"),
        (0.0001, "less than 0.1 %"),
        (0.004, "0.4 %"),
        (0.43, "43 %"),
        (0.996, "99.6 %"),
        (0.99999, "more than 99.9 %"),
        (1, "100 %"),
    ],
)
def test_that_a_part_is_never_rounded_to_nothing_or_to_all(part: float, text: str) -> None:
    assert format_part(part) == text


def test_that_the_day_is_named_where_it_was_another() -> None:
    now = datetime.now().astimezone()
    assert clock_text(now) == f"{now:%H:%M:%S}"
    earlier = now - timedelta(days=2)
    assert clock_text(earlier) == f"{earlier:%Y-%m-%d %H:%M:%S}"
