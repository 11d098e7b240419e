"""The lines of several sessions: corners, range, and what is near."""

from __future__ import annotations

import pytest

from tests.ui.charts.lines import A, B, line
from tuner_gui.ui.charts.compare_trace import CompareTrace, Step
from tuner_gui.ui.charts.framing import Frame

FRAME = Frame(0, 100, 0, 1, 1000, 500)


def test_that_a_line_holds_its_value_until_the_next_step() -> None:
    x, y = CompareTrace([A], is_maximized=True).corners(0)
    assert x.tolist() == [0, 10, 10, 60, 60, 100]
    assert y.tolist() == [0.2, 0.2, 0.5, 0.5, 0.9, 0.9]


def test_that_what_is_near_is_the_step_in_force() -> None:
    trace = CompareTrace([A, B], is_maximized=True)
    assert trace.near(FRAME, 350, 252, 8) == Step(0, 1)
    assert trace.near(FRAME, 602, 180, 8) == Step(0, 1)  # the riser belongs to what it left
    assert trace.near(FRAME, 400, 349, 8) == Step(1, 0)
    assert trace.near(FRAME, 700, 349, 8) is None
    assert CompareTrace([], is_maximized=True).near(FRAME, 1, 1, 8) is None


def test_that_the_best_end_leads_and_of_equals_the_earlier() -> None:
    same = line("c", {0: 0.1, 90: 0.9}, 100)
    assert CompareTrace([B, same, A], is_maximized=True).leader() == 2
    assert CompareTrace([A, B], is_maximized=False).leader() == 1
    assert CompareTrace([line("none", {}, 0)], is_maximized=True).leader() is None


def test_that_a_bad_beginning_does_not_flatten_all_that_follows() -> None:
    wild = line("w", {0: 1e9, 1: 0.5, 60: 0.4}, 100)
    assert CompareTrace([wild], is_maximized=False).window == (0.4, 0.5)
    short = line("s", {0: 5.0, 1: 0.5}, 2)
    assert CompareTrace([short], is_maximized=False).window == (0.5, 5.0)


def test_that_a_logarithmic_axis_leaves_out_what_has_no_logarithm() -> None:
    trace = CompareTrace(
        [line("l", {0: -1.0, 10: 0.1, 20: 100.0}, 30)], is_maximized=True, is_log=True
    )
    x, y = trace.corners(0)
    assert x.tolist() == [10, 20, 20, 30]
    assert y.tolist() == pytest.approx([-1, -1, 2, 2])
    assert trace.near(Frame(0, 30, -2, 3, 300, 500), 250, 101, 8) == Step(0, 2)


def test_that_nothing_has_no_range() -> None:
    trace = CompareTrace([line("none", {}, 0)], is_maximized=True)
    assert (trace.window, trace.end) == (None, 0.0)
