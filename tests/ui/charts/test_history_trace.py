"""What the chart shows of a store: the same whether it grew trial by trial or was read at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.charts.sweeps import ended_trials, events, failed, running, store, trial
from tuner_gui.core.events import TrialReported
from tuner_gui.core.objective import Direction
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.history_trace import HistoryTrace, Mark
from tuner_gui.ui.charts.nearness import Spot

FRAME = Frame(-1, 31, -110, 110, 640, 440)
LANE, FLOOR = 430.0, 414.0


def near(trace: HistoryTrace, x: float, y: float) -> Spot | None:
    return trace.near(FRAME, x, y, lane=LANE, floor=FLOOR, reach=12)


directions = st.sampled_from(Direction)


@given(ended_trials(), st.data(), directions, st.booleans())
def test_that_growing_and_reading_at_once_agree(
    records: list[TrialRecord], data: st.DataObject, direction: Direction, is_log: bool
) -> None:
    live = store([], direction)
    grown = HistoryTrace(live, is_log=is_log)
    order = data.draw(st.permutations(records))
    drawn: list[int] = []
    for event in events([running(record.number) for record in records]) + events(order):
        drawn += grown.update(live.apply([event])).tolist()
    read = HistoryTrace(store(records, direction), is_log=is_log)
    assert grown.marks.tolist() == read.marks.tolist()
    assert grown.best_numbers.tolist() == read.best_numbers.tolist()
    assert grown.best_ordinates.tolist() == read.best_ordinates.tolist()
    assert grown.last_number == read.last_number
    assert sorted(drawn) == np.flatnonzero(read.marks != Mark.NOTHING).tolist()


@given(ended_trials(), directions)
def test_that_the_line_ends_at_the_best_trial(
    records: list[TrialRecord], direction: Direction
) -> None:
    trace = HistoryTrace(store(records, direction))
    best = trace.store.best
    if best is None:
        assert len(trace.best_numbers) == 0
    else:
        assert trace.best_ordinates[-1] == best.metric
        assert trace.best_numbers[-1] == best.number


@given(ended_trials(), directions)
def test_that_the_best_is_in_the_window(records: list[TrialRecord], direction: Direction) -> None:
    trace = HistoryTrace(store(records, direction))
    best = trace.store.best
    if best is not None:
        assert trace.window is not None
        low, high = trace.window
        assert low <= best.metric <= high  # type: ignore[operator]


def test_that_a_new_best_widens_the_window_at_once() -> None:
    live = store([trial(number, 0.5 + number / 1000) for number in range(100)])
    trace = HistoryTrace(live)
    trace.update(live.apply(events([trial(100, 0.9)])))
    assert trace.window == (0.5, 0.9)


def test_that_values_that_are_not_positive_leave_a_logarithmic_axis() -> None:
    trace = HistoryTrace(store([trial(0, 0.0), trial(1, -1.0), trial(2, 100.0)]), is_log=True)
    ordinates = trace.ordinates(np.arange(3))
    assert [math.isnan(each) for each in ordinates] == [True, True, False]
    assert trace.window == (2.0, 2.0)
    assert trace.best_numbers.tolist() == [2]


@given(ended_trials(), st.floats(-20, 660), st.floats(-20, 460))
def test_that_the_nearest_mark_is_found(records: list[TrialRecord], x: float, y: float) -> None:
    trace = HistoryTrace(store(records))
    rows = np.flatnonzero(trace.marks != Mark.NOTHING)
    rows = np.union1d(rows, trace.running_rows())
    mark_x, mark_y = trace.pixels(rows, FRAME, LANE)
    distances = [
        math.hypot(at_x - x, at_y - y)
        for at_x, at_y in zip(mark_x.tolist(), mark_y.tolist(), strict=True)
        if at_y == LANE or 0 <= at_y <= FLOOR
    ]
    found = near(trace, x, y)
    if found is None:
        assert all(distance > 12 for distance in distances)
    else:
        assert math.hypot(found.x - x, found.y - y) == pytest.approx(min(distances))


def test_that_failures_and_running_trials_are_found_in_the_lane() -> None:
    trace = HistoryTrace(store([trial(0, 1.0), failed(1), running(2)]))
    for number in (1, 2):
        x = float(FRAME.x(number))
        found = near(trace, x + 2, LANE - 3)
        assert found == Spot(number, 0, x, LANE)


def test_that_values_out_of_view_are_not_found() -> None:
    trace = HistoryTrace(store([trial(0, -104.0), trial(1, 111.0)]))
    x, y = trace.pixels(np.arange(2), FRAME, LANE)
    assert near(trace, float(x[0]), float(y[0])) is None
    assert near(trace, float(x[1]), 0.0) is None


def test_that_a_late_report_of_a_finished_trial_draws_nothing() -> None:
    live = store([trial(0, 0.5)])
    trace = HistoryTrace(live)
    assert len(trace.update(live.apply([TrialReported(0, 1, {"loss": 0.1})]))) == 0


@given(ended_trials())
def test_that_walking_visits_each_shown_trial_once_in_order(records: list[TrialRecord]) -> None:
    trace = HistoryTrace(store(records))
    shown = {TrialState.COMPLETE, TrialState.FAILED, TrialState.RUNNING}
    wanted = [
        record.number
        for record in records
        if record.state in shown
        or (record.state is TrialState.PRUNED and record.metric is not None)
    ]
    for step, numbers in ((1, wanted), (-1, wanted[::-1])):
        walked = []
        row = trace.beside(None, step)
        while row is not None and row not in walked:
            walked.append(row)
            row = trace.beside(row, step)
        assert walked == numbers
