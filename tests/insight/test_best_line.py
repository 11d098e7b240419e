"""The best so far as a line, by trial and by the time worked."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.compare.sessions import store, sweep
from tuner_gui.core.objective import Direction
from tuner_gui.core.trial import TrialState
from tuner_gui.insight.best_line import best_by_time, best_by_trial
from tuner_gui.insight.working_time import PAUSE_S, working_time


def test_that_a_line_has_a_step_where_the_best_changed() -> None:
    line = best_by_trial(store(sweep([0.5, 0.4, None, 0.7, 0.7, 0.6])))
    assert line.at.tolist() == [0, 3]
    assert line.values.tolist() == [0.5, 0.7]
    assert line.numbers.tolist() == [0, 3]
    assert line.end == 5


def test_that_less_is_better_where_it_is_minimised() -> None:
    line = best_by_trial(store(sweep([0.5, 0.4, 0.7]), Direction.MINIMIZE))
    assert line.values.tolist() == [0.5, 0.4]


def test_that_by_time_a_value_counts_from_the_end_of_its_trial() -> None:
    line = best_by_time(store(sweep([0.5, 0.4, 0.7], seconds=10)))
    assert line.at.tolist() == pytest.approx([10, 30])
    assert line.numbers.tolist() == [0, 2]
    assert line.end == pytest.approx(30)


def test_that_by_time_trials_count_in_the_order_in_which_they_ended() -> None:
    slow, quick = sweep([0.9, 0.5], seconds=0)
    slow = replace(slow, duration_ms=60_000)
    line = best_by_time(store([slow, replace(quick, duration_ms=5_000)]))
    assert line.numbers.tolist() == [1, 0]
    assert line.at.tolist() == pytest.approx([5, 60])


def test_that_a_night_in_which_nothing_ran_is_left_out() -> None:
    records = sweep([0.5, 0.6, 0.7], seconds=10, pause_after={0: 8 * 3600.0})
    line = best_by_time(store(records))
    assert line.at.tolist() == pytest.approx([10, 20, 30], abs=1e-3)
    assert line.end == pytest.approx(30, abs=1e-3)


def test_that_time_to_think_is_no_pause() -> None:
    records = sweep([0.5, 0.6], seconds=10, pause_after={0: PAUSE_S - 1})
    assert best_by_time(store(records)).at.tolist() == pytest.approx([10, 79])


def test_that_running_trials_do_not_make_a_line_longer() -> None:
    done, other = sweep([0.5, 0.6])
    running = replace(other, state=TrialState.RUNNING, metric=None, duration_ms=None)
    assert best_by_trial(store([done, running])).end == 0


def test_that_trials_without_times_have_no_line_by_time() -> None:
    records = [replace(record, started_at=None) for record in sweep([0.5, 0.6])]
    assert len(best_by_time(store(records))) == 0
    assert len(best_by_trial(store(records))) == 2


def test_that_nothing_has_an_empty_line() -> None:
    for line in (best_by_trial(store([])), best_by_time(store([]))):
        assert (len(line), line.end) == (0, 0)


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 500)), min_size=1, max_size=30),
)
def test_that_the_clock_never_runs_backwards_and_counts_no_more_than_passed(
    trials: list[tuple[int, int]],
) -> None:
    started = np.array([float(start) for start, _ in trials])
    durations = np.array([1000.0 * seconds for _, seconds in trials])
    clock = working_time(started, durations)
    ends = np.sort(started + durations / 1000)
    told = clock.at(ends)
    assert (np.diff(told) >= -1e-9).all()
    assert told[-1] == pytest.approx(clock.total)
    assert max(durations) / 1000 <= clock.total + 1e-9 <= ends[-1] - started.min() + 2e-9


def test_that_no_times_make_no_clock() -> None:
    assert math.isnan(working_time([math.nan], [5.0]).total)
