"""The range by itself: all that matters in view, and as few jumps as can be."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuner_gui.ui.charts.framing import AutoRange, Frame, padded, x_end, y_range

numbers = st.floats(-1e6, 1e6)


def test_that_a_short_plan_is_shown_whole_from_the_start() -> None:
    assert x_end(0, 48, 0) == 47


def test_that_a_long_plan_is_approached_in_steps() -> None:
    auto = AutoRange()
    auto.plan(1000)
    ends = []
    for last in range(1000):
        auto.follow(last, None)
        ends.append(auto.end)
    assert ends[-1] == 999
    assert sorted(ends) == ends
    assert len(set(ends)) <= 9


def test_that_without_a_plan_there_is_always_room_for_more() -> None:
    assert x_end(0, None, 0) == 30
    assert x_end(142, None, 0) == 150
    assert x_end(150, None, 150) == 150
    assert x_end(151, None, 150) == 200


@given(st.integers(0, 10**7), st.none() | st.integers(1, 10**7), st.floats(0, 1e7))
def test_that_the_last_trial_is_always_in_view(
    last: int, planned: int | None, shown: float
) -> None:
    end = x_end(last, planned, shown)
    assert end >= last
    assert end >= shown or shown < last


@given(numbers, numbers, numbers, numbers)
@example(0.0, 5e-324, 0.0, 0.0)
@example(1e-310, 1.1e-310, 0.0, 0.0)
def test_that_the_window_is_in_view_whatever_was_shown(
    a: float, b: float, c: float, d: float
) -> None:
    window, shown = (min(a, b), max(a, b)), (min(c, d), max(c, d))
    low, high = y_range(window, shown if c != d else None)
    assert low < high
    slack = 1e-6 * (high - low)
    assert low - slack <= window[0]
    assert window[1] <= high + slack


def test_that_what_is_shown_stays_while_it_serves() -> None:
    shown = y_range((0.86, 0.98), None)
    assert y_range((0.861, 0.985), shown) == shown
    assert y_range((0.90, 0.985), shown) == shown
    assert y_range((0.97, 0.985), shown) != shown


def test_that_a_single_value_is_shown_in_the_middle() -> None:
    for value in (0.0, 0.5, -3.0):
        low, high = y_range((value, value), None)
        assert (low + high) / 2 == pytest.approx(value)


def test_that_settled_trials_fill_the_axis() -> None:
    auto = AutoRange()
    auto.settle(141, (0.8, 0.9))
    assert auto.end == 141
    assert not auto.follow(141, (0.8, 0.9))


def test_that_a_sweep_without_trials_starts_with_its_plan() -> None:
    auto = AutoRange()
    auto.settle(-1, None)
    auto.plan(48)
    assert auto.follow(0, None)
    assert auto.end == 47


@given(numbers, st.floats(1e-3, 1e6), st.floats(200, 4000), st.floats(0, 50), st.floats(0, 50))
def test_that_padding_leaves_the_pixels_it_was_asked_for(
    low: float, span: float, pixels: float, before: float, after: float
) -> None:
    start, end = padded((low, low + span), pixels, before, after)
    frame = Frame(start, end, 0, 1, pixels, 100)
    left, right = frame.x([low, low + span]).tolist()
    assert left == pytest.approx(before, abs=0.01 * pixels)
    assert right == pytest.approx(pixels - after, abs=0.01 * pixels)


def test_that_a_frame_maps_its_corners_to_its_edges() -> None:
    frame = Frame(-1, 9, 0.5, 1.0, 200, 100)
    assert frame.x([-1, 4, 9]).tolist() == [0, 100, 200]
    assert frame.y([0.5, 0.75, 1.0]).tolist() == [100, 50, 0]
    assert frame.scaled(2).x([4]).tolist() == [200]
