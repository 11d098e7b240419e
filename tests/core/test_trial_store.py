"""The columnar store: what goes in comes out exactly, live or copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import SCALARS
from tuner_gui import (
    Direction,
    FinishReason,
    Objective,
    TrialCompleted,
    TrialError,
    TrialFailed,
    TrialRecord,
    TrialReported,
    TrialStarted,
    TrialState,
    TrialStore,
    TuningFinished,
)
from tuner_gui.core.columns import MISSING


def record(number: int, metric: float | None = None, **changes: object) -> TrialRecord:
    state = TrialState.RUNNING if metric is None else TrialState.COMPLETE
    fields = {"params": {"x": number}, "state": state, "metric": metric} | changes
    return TrialRecord(number, **fields)


VALUES = st.one_of(SCALARS, st.just((64, 32)), st.integers(-(2**70), 2**70))
RECORDS = st.builds(
    TrialRecord,
    number=st.just(0),
    params=st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES),
    state=st.just(TrialState.COMPLETE),
    metric=st.floats(allow_nan=False, allow_infinity=False),
    metrics=st.dictionaries(st.sampled_from(["m", "n"]), st.floats(-1, 1)),
    duration_ms=st.floats(0, 1e9),
    started_at=st.integers(10**15, 4 * 10**15).map(
        lambda microseconds: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    ),
    worker=st.sampled_from(["", "worker 1"]),
    space_revision=st.integers(1, 9),
    seed=st.one_of(st.none(), st.integers(0, 2**64 - 1)),
)


def exactly(item: TrialRecord) -> str:
    """A text that tells 1 from 1.0 and from True, but not one order of names from another."""
    named = replace(
        item, params=dict(sorted(item.params.items())), metrics=dict(sorted(item.metrics.items()))
    )
    return repr(named)


@given(st.lists(RECORDS, max_size=12))
def test_that_records_come_back_exactly(records: list[TrialRecord]) -> None:
    numbered = [replace(item, number=index) for index, item in enumerate(records)]
    store = TrialStore.of(Objective(), numbered)
    assert list(map(exactly, store.records())) == list(map(exactly, numbered))


def test_that_a_batch_says_what_it_changed() -> None:
    store = TrialStore(Objective())
    first = store.apply([TrialStarted(record(0)), TrialStarted(record(1))])
    assert (first.first_new, first.changed, first.has_new_columns) == (0, (), True)
    second = store.apply([TrialCompleted(record(0, 0.5)), TrialStarted(record(2))])
    assert (second.first_new, second.changed, second.best_changed) == (2, (0,), True)
    third = store.apply([TrialCompleted(record(1, 0.4)), TuningFinished(None, FinishReason.BUDGET)])
    assert (third.changed, third.best_changed) == ((1,), False)


def test_that_counts_follow_the_states() -> None:
    store = TrialStore(Objective())
    store.apply([TrialStarted(record(number)) for number in range(3)])
    failed = record(1, state=TrialState.FAILED, error=TrialError("died", "the worker died"))
    store.apply([TrialCompleted(record(0, 1.0)), TrialFailed(failed)])
    assert store.count(TrialState.RUNNING) == 1
    assert store.count(TrialState.FAILED) == 1
    assert store.finished == 2
    assert store.error(1) == TrialError("died", "the worker died")


@pytest.mark.parametrize(("direction", "best"), [(Direction.MAXIMIZE, 1), (Direction.MINIMIZE, 0)])
def test_that_the_best_follows_the_direction_and_the_earlier_of_equals_stays(
    direction: Direction, best: int
) -> None:
    objective = Objective("score", direction)
    store = TrialStore.of(objective, [record(0, 0.1), record(1, 0.9), record(2, 0.9)])
    assert store.best_row == best
    assert store.best == store.record(best)


def test_that_an_inactive_parameter_is_missing() -> None:
    store = TrialStore.of(
        Objective(), [record(0, 1.0), record(1, 1.0, params={"x": 1, "svm": {"C": 0.5}})]
    )
    assert store.param_value("svm.C", 0) is MISSING
    assert store.param_value("svm.C", 1) == 0.5
    assert store.record(1).params == {"x": 1, "svm": {"C": 0.5}}


def test_that_a_column_widens_when_another_kind_of_value_comes() -> None:
    values = [1, 2.5, "three", None, True]
    store = TrialStore.of(
        Objective(), [record(i, 1.0, params={"x": value}) for i, value in enumerate(values)]
    )
    found = [store.param_value("x", row) for row in range(5)]
    assert [(type(value), value) for value in found] == [(type(value), value) for value in values]


def test_that_equal_values_of_different_kinds_are_kept_apart() -> None:
    values = ["text", 0.0, -0.0, 0, False, (1,), (True,), (1.0,)]
    store = TrialStore.of(
        Objective(), [record(i, 1.0, params={"x": value}) for i, value in enumerate(values)]
    )
    assert [repr(store.param_value("x", row)) for row in range(8)] == list(map(repr, values))


def test_that_numbers_with_gaps_are_found() -> None:
    store = TrialStore.of(Objective(), [record(5, 1.0), record(3, 2.0)])
    assert store.row_of(5) == 0
    assert store.row_of(3) == 1
    assert store.row_of(0) is None


def test_that_reports_are_kept_by_trial() -> None:
    store = TrialStore(Objective())
    reports = [TrialReported(0, step, {"loss": 1 / (step + 1)}) for step in range(3)]
    store.apply([TrialStarted(record(0)), *reports])
    assert store.reports(0) == reports


def test_that_a_snapshot_does_not_follow() -> None:
    store = TrialStore.of(Objective(), [record(0, 1.0)])
    copy = store.snapshot()
    store.apply([TrialCompleted(record(0, 2.0)), TrialCompleted(record(1, 3.0, params={"y": "b"}))])
    assert list(copy.records()) == [record(0, 1.0)]
    assert np.array_equal(copy.metric, [1.0])
