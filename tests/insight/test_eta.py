"""The time left: from the latest trials, and what runs already counts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.insight.eta import eta_seconds, whole_seconds

durations = st.lists(st.floats(1, 1e6), min_size=1, max_size=40)


def test_that_one_worker_takes_the_mean_for_each_trial_left() -> None:
    assert eta_seconds([1000, 3000], done=2, total=10, concurrency=1) == pytest.approx(16)


def test_that_workers_share_the_trials_left() -> None:
    assert eta_seconds([1000], done=2, total=10, concurrency=4) == pytest.approx(2)


def test_that_what_runs_already_counts() -> None:
    left = eta_seconds([4000], done=8, total=10, concurrency=2, running_ms=[3000, 1000])
    assert left == pytest.approx(3)


def test_that_a_trial_that_takes_longer_than_the_others_is_due_now() -> None:
    assert eta_seconds([4000], done=9, total=10, concurrency=1, running_ms=[9000]) == 0


def test_that_the_latest_trials_count_not_the_first() -> None:
    slow_start = [60_000.0] * 30 + [1000.0] * 20
    assert eta_seconds(slow_start, done=50, total=60, concurrency=1) == pytest.approx(10)


@pytest.mark.parametrize("known", [[], [math.nan]])
def test_that_nothing_is_said_before_the_first_trial_is_done(known: list[float]) -> None:
    assert eta_seconds(known, done=0, total=10, concurrency=2) is None


def test_that_nothing_is_said_of_a_sweep_without_an_end() -> None:
    assert eta_seconds([1000], done=1, total=None, concurrency=2) is None


def test_that_a_finished_sweep_has_no_time_left() -> None:
    assert eta_seconds([], done=10, total=10, concurrency=2) == 0
    assert eta_seconds([1000], done=12, total=10, concurrency=2) == 0


@given(durations, st.integers(0, 50), st.integers(1, 50), st.integers(1, 16))
def test_that_each_finished_trial_brings_the_end_nearer(
    known: list[float], done: int, more: int, concurrency: int
) -> None:
    before = eta_seconds(known, done=done, total=done + more, concurrency=concurrency)
    after = eta_seconds(known, done=done + 1, total=done + more, concurrency=concurrency)
    assert before is not None
    assert after is not None
    assert 0 <= after <= before * (1 + 1e-9)


@given(durations, st.integers(1, 50), st.integers(1, 16), st.lists(st.floats(0, 1e6), max_size=16))
def test_that_more_workers_and_older_trials_take_no_longer(
    known: list[float], left: int, concurrency: int, running: list[float]
) -> None:
    def eta(workers: int, ages: list[float]) -> float:
        found = eta_seconds(known, done=0, total=left, concurrency=workers, running_ms=ages)
        assert found is not None
        return found

    slack = 1 + 1e-9
    assert eta(concurrency + 1, running) <= eta(concurrency, running) * slack
    assert eta(concurrency, [age + 1 for age in running]) <= eta(concurrency, running) * slack
    assert eta(concurrency, running) >= 0


def test_that_a_whole_sweep_takes_the_median_for_each_trial_shared_by_the_workers() -> None:
    assert whole_seconds([1000, 3000, math.nan, 50_000], trials=8, concurrency=2) == 12


def test_that_one_trial_takes_its_time_however_many_workers_there_are() -> None:
    assert whole_seconds([3000], trials=1, concurrency=8) == 3
    assert whole_seconds([3000], trials=0, concurrency=8) == 0


def test_that_nothing_is_said_of_a_sweep_without_trials_to_judge_by_or_without_an_end() -> None:
    assert whole_seconds([math.nan], trials=8, concurrency=2) is None
    assert whole_seconds([1000], trials=None, concurrency=2) is None
