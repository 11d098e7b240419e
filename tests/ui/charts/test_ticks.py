"""Ticks: round, few, in range, and labelled so that each can be told from the next."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuner_gui.ui.charts.ticks import linear_ticks, log_ticks, nice_step, time_ticks, whole_ticks

ends = st.floats(-1e9, 1e9)
spans = st.floats(1e-6, 1e9)


def test_that_a_score_gets_the_ticks_a_person_would_draw() -> None:
    assert linear_ticks(0.8, 1.0, 5).labels == ("0.80", "0.85", "0.90", "0.95", "1.00")


def test_that_trials_are_counted_in_whole_numbers_from_zero() -> None:
    assert whole_ticks(-2.0, 160.0, 7).labels == ("0", "25", "50", "75", "100", "125", "150")
    assert whole_ticks(-0.3, 3.2, 7).labels == ("0", "1", "2", "3")
    assert whole_ticks(0, 100_000, 4).labels[-1] == "100,000"


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.0, 2e7, ("0", "5e6", "1e7", "1.5e7", "2e7")),
        (0.0, 2e-6, ("0", "5e-7", "1e-6", "1.5e-6", "2e-6")),
        (-1.0, 1.0, ("-1.0", "-0.5", "0.0", "0.5", "1.0")),
    ],
)
def test_that_extremes_get_an_exponent_and_no_prefix(
    low: float, high: float, labels: tuple[str, ...]
) -> None:
    assert linear_ticks(low, high, 4).labels == labels


@given(ends, spans, st.integers(2, 8))
def test_that_ticks_are_in_range_and_not_too_many(low: float, span: float, most: int) -> None:
    high = low + span
    assume(high - low > 1e-9 * max(abs(low), abs(high)))
    ticks = linear_ticks(low, high, most)
    slack = 1e-5 * span
    assert len(ticks.at) == len(ticks.labels) <= most + 1
    assert all(low - slack <= value <= high + slack for value in ticks.at)


@given(st.floats(-1e4, 1e4), st.floats(1e-4, 1e9), st.integers(2, 8))
def test_that_labels_say_where_the_ticks_are(low: float, span: float, most: int) -> None:
    ticks = linear_ticks(low, low + span, most)
    assert len(set(ticks.labels)) == len(ticks.labels)
    for value, label in zip(ticks.at, ticks.labels, strict=True):
        assert float(label.replace(",", "")) == pytest.approx(value, rel=1e-6, abs=1e-9)


@given(spans, st.integers(1, 10))
def test_that_the_step_is_the_smallest_round_one(span: float, most: int) -> None:
    step = nice_step(span, most)
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert any(math.isclose(mantissa, nice) for nice in (1, 2, 2.5, 5))
    assert span / step <= most * (1 + 1e-6)
    assert span / (step / 2.5) >= most * (1 - 1e-6)


@given(st.floats(0, 1e7), st.floats(0.1, 1e7))
def test_that_trial_ticks_are_whole(low: float, span: float) -> None:
    ticks = whole_ticks(low, low + span, 6)
    assert all(value == round(value) >= 0 for value in ticks.at)
    assert len(ticks.at) <= 7


def test_that_decades_are_labelled_on_a_logarithmic_axis() -> None:
    ticks = log_ticks(-3.0, 0.2, 5)
    assert ticks.at == pytest.approx((-3, -2, -1, 0))
    assert ticks.labels == ("0.001", "0.01", "0.1", "1")
    assert log_ticks(-6.0, 6.0, 6).labels == ("1e-6", "1e-4", "1e-2", "1e0", "1e2", "1e4", "1e6")


@given(st.floats(-20, 20), st.floats(0.01, 20), st.integers(2, 6))
def test_that_logarithmic_ticks_are_in_range(low: float, span: float, most: int) -> None:
    ticks = log_ticks(low, low + span, most)
    assert len(ticks.at) == len(ticks.labels) <= 8
    slack = 1e-4 + 1e-4 * span
    assert all(low - slack <= value <= low + span + slack for value in ticks.at)
    for at, label in zip(ticks.at, ticks.labels, strict=True):
        assert math.log10(float(label.replace(",", ""))) == pytest.approx(at, abs=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 100, ("0", "30 s", "1 min", "1 min 30 s")),
        (-30, 3_570, ("0", "15 min", "30 min", "45 min")),
        (0, 5 * 86_400, ("0", "2 d", "4 d")),
        (0, 18_000, ("0", "2 h", "4 h")),
        (0, 2, ("0", "0.5 s", "1.0 s", "1.5 s", "2.0 s")),
        (
            5_400,
            5_520,
            ("1 h 30 min", "1 h 30 min 30 s", "1 h 31 min", "1 h 31 min 30 s", "1 h 32 min"),
        ),
    ],
)
def test_that_times_have_round_ticks(low: float, high: float, labels: tuple[str, ...]) -> None:
    assert time_ticks(low, high, 4).labels == labels
