"""The lines of the curves chart: read as reports come, found by the pointer."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.charts.reporting import reports, told
from tests.ui.charts.sweeps import store
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.ui.charts.curve_framing import CurveFraming
from tuner_gui.ui.charts.curve_trace import CurveTrace, Ending
from tuner_gui.ui.charts.framing import Frame

RUNNING = TrialState.RUNNING


@pytest.fixture
def trials() -> TrialStore:
    return store([])


def traced(trials: TrialStore, **options: bool) -> CurveTrace:
    return CurveTrace(trials, "accuracy", **options)


def frame_of(trace: CurveTrace, width: float = 400, height: float = 300) -> Frame:
    bounds = trace.all_bounds()
    return Frame(
        bounds[:, 0].min(),
        bounds[:, 1].max(),
        bounds[:, 2].min(),
        bounds[:, 3].max(),
        width,
        height,
    )


def test_that_a_curve_runs_until_its_trial_ends(trials: TrialStore) -> None:
    trace = traced(trials)
    assert trace.is_empty
    trials.apply(told(0, [0.1, 0.2], RUNNING))
    assert list(trace.update([0])) == []
    assert trace.running[0].y.tolist() == [0.1, 0.2]
    trials.apply(reports(0, [0.4], first=3))
    trace.update([0])
    assert trace.running[0].x.tolist() == [1, 2, 3]
    trials.apply(told(0, [0.4])[-1:])
    assert list(trace.update([0])) == [0]
    assert not trace.running
    assert trace.ended(0).y.tolist() == [0.1, 0.2, 0.4]
    assert list(trace.update([0])) == []


def test_that_reading_as_reports_come_gives_the_same_as_reading_at_once(
    trials: TrialStore,
) -> None:
    grown = traced(trials)
    for number, state in enumerate(
        [TrialState.COMPLETE, TrialState.PRUNED, RUNNING, TrialState.FAILED, TrialState.STOPPED]
    ):
        for event in told(number, np.linspace(0, number, 3 + number).tolist(), state):
            trials.apply([event])
            grown.update([number])
    whole = traced(trials)
    assert np.array_equal(grown.bounds, whole.bounds)
    assert grown.endings.tolist() == [Ending.DONE, Ending.PRUNED, Ending.FAILED, Ending.DONE]
    assert grown.endings.tolist() == whole.endings.tolist()
    assert list(grown.running) == list(whole.running) == [2]
    for number in range(4):
        assert np.array_equal(grown.ended(number).y, whole.ended(number).y)


def test_that_trials_that_report_something_else_have_no_curve(trials: TrialStore) -> None:
    trials.apply([*told(0, [0.1], RUNNING), *told(1, [], RUNNING)])
    trials.apply(reports(1, [0.5], metric="loss"))
    trace = traced(trials)
    assert list(trace.running) == [0]
    assert trace.curve(1) is None


def test_that_logarithmic_axes_leave_out_what_is_not_positive(trials: TrialStore) -> None:
    trials.apply(told(0, [0.1, 0.0, 10.0]))
    trials.apply(reports(1, [1.0]))
    trace = traced(trials, is_log_x=True, is_log_y=True)
    assert trace.ended(0).x == pytest.approx([0, np.log10(3)])
    assert trace.ended(0).y == pytest.approx([-1, 1])
    assert trace.report_at(0, 1) == (3, pytest.approx(10.0))


@given(st.data())
def test_that_the_nearest_line_is_found(data: st.DataObject) -> None:
    trials = store([])
    values = st.lists(st.floats(0, 1), min_size=1, max_size=6)
    for number in range(data.draw(st.integers(1, 5))):
        state = data.draw(st.sampled_from([TrialState.COMPLETE, RUNNING]))
        trials.apply(told(number, [*data.draw(values), 0.5], state))
    trials.apply(told(9, [0.0, 1.0]))
    trace = traced(trials)
    frame = frame_of(trace)
    x, y = data.draw(st.floats(0, 400)), data.draw(st.floats(0, 300))
    away = {row: distance(trace, frame, row, x, y) for row in range(len(trials))}
    spot = trace.near(frame, x, y, 8.0)
    if spot is None:
        assert min(away.values()) > 8.0 - 1e-6
    else:
        assert away[spot.row] == pytest.approx(min(away.values()), abs=1e-6)
        assert away[spot.row] <= 8.0 + 1e-6


def distance(trace: CurveTrace, frame: Frame, row: int, x: float, y: float) -> float:
    """How far a pixel is from a line, by trying many places on it."""
    curve = trace.curve(row)
    assert curve is not None
    points = np.column_stack([frame.x(curve.x), frame.y(curve.y)])
    pairs = [*pairwise(points)] or [(points[0], points[0])]
    found = []
    for start, end in pairs:
        way = end - start
        length = float(way @ way)
        part = np.clip((np.array([x, y]) - start) @ way / length, 0, 1) if length else 0.0
        found.append(float(np.hypot(*(start + part * way - [x, y]))))
    return min(found)


def test_that_lines_of_different_trials_are_not_joined(trials: TrialStore) -> None:
    trials.apply([*told(0, [0.0, 0.0]), *told(1, [1.0, 1.0])])
    trace = traced(trials)
    assert trace.near(frame_of(trace), 200, 150, 8.0) is None


def test_that_the_report_nearest_along_the_steps_is_meant(trials: TrialStore) -> None:
    trials.apply(told(0, [0.0, 0.5, 1.0]))
    trace = traced(trials)
    spot = trace.near(frame_of(trace), 240, 120, 8.0)
    assert spot is not None
    assert (spot.row, spot.at, spot.x, spot.y) == (0, 1, 200, 150)


def test_that_a_line_into_the_infinite_is_near_where_it_leaves(trials: TrialStore) -> None:
    trials.apply(told(0, [0.0, 1e300, 1e308]))
    trace = traced(trials)
    assert trace.near(Frame(1, 3, 0, 1, 400, 300), 3, 150, 8.0) is not None
    assert trace.near(Frame(1, 3, 0, 1, 400, 300), 300, 150, 8.0) is None


def test_that_walking_goes_by_trial_number(trials: TrialStore) -> None:
    trials.apply([*told(0, [0.5], RUNNING), *told(1, []), *told(2, [0.5]), *told(3, [0.1])])
    trace = traced(trials)
    assert [trace.beside(None, 1), trace.beside(None, -1)] == [0, 3]
    assert [trace.beside(0, 1), trace.beside(2, 1), trace.beside(3, 1)] == [2, 3, 3]
    assert [trace.beside(3, -1), trace.beside(0, -1), trace.beside(1, 1)] == [2, 0, 2]
    assert traced(store([])).beside(None, 1) is None


# the range in view


def test_that_what_ran_wild_is_left_out_unless_it_is_asked_for(trials: TrialStore) -> None:
    for number in range(5):
        trials.apply(told(number, [2.0, 0.1 * number]))
    trials.apply(told(5, [2.0, 1e6], TrialState.FAILED))
    trace = traced(trials)
    assert trace.value_range(is_clipped=True) == (0.0, 2.0)
    assert trace.value_range(is_clipped=False) == (0.0, 1e6)


def test_that_the_steps_in_view_have_room_until_the_first_trial_ends(trials: TrialStore) -> None:
    trace, framing = traced(trials), CurveFraming()
    assert not framing.follow(trace, is_clipped=True)
    trials.apply(told(0, np.linspace(0, 1, 11).tolist(), RUNNING))
    trace.update([0])
    assert framing.follow(trace, is_clipped=True)
    assert framing.steps == (1, 15)
    trials.apply(reports(0, [0.5], first=12))
    trace.update([0])
    assert not framing.follow(trace, is_clipped=True)
    trials.apply(told(0, [0.5])[-1:])
    trace.update([0])
    assert framing.follow(trace, is_clipped=True)
    assert framing.steps == (1, 12)


def test_that_a_single_step_has_a_range_around_it(trials: TrialStore) -> None:
    trials.apply(told(0, [0.5]))
    framing = CurveFraming()
    framing.follow(traced(trials), is_clipped=True)
    assert framing.steps == (0.5, 1.5)
    low, high = framing.values or (0, 0)
    assert low < 0.5 < high
