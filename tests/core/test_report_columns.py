"""Reports in columns: all of them, in order, thinned where there are many."""

from __future__ import annotations

import numpy as np

from tuner_gui.core.events import TrialReported, TrialStarted
from tuner_gui.core.objective import Objective
from tuner_gui.core.report_columns import MOST_REPORTS, ReportColumns
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore


def test_that_metrics_that_come_later_or_not_always_keep_their_steps() -> None:
    columns = ReportColumns()
    columns.add(1, {"loss": 0.5})
    columns.add(2, {"loss": 0.4, "accuracy": 0.8})
    columns.add(3, {"accuracy": 0.9})
    assert columns.steps().tolist() == [1, 2, 3]
    assert np.array_equal(columns.values("accuracy"), [np.nan, 0.8, 0.9], equal_nan=True)
    assert np.isnan(columns.values("unknown")).tolist() == [True] * 3
    assert columns.reports(7) == [
        TrialReported(7, 1, {"loss": 0.5}),
        TrialReported(7, 2, {"loss": 0.4, "accuracy": 0.8}),
        TrialReported(7, 3, {"accuracy": 0.9}),
    ]
    assert columns.last(7) == TrialReported(7, 3, {"accuracy": 0.9})


def test_that_many_reports_are_thinned_but_not_at_their_ends() -> None:
    columns = ReportColumns()
    for step in range(10_000):
        columns.add(step, {"loss": float(step)})
    steps = columns.steps()
    assert MOST_REPORTS // 2 <= len(steps) <= MOST_REPORTS
    assert (steps[0], steps[-1]) == (0, 9_999)
    assert np.array_equal(columns.values("loss"), steps)


def test_that_a_step_of_any_size_is_taken() -> None:
    columns = ReportColumns()
    columns.add(10**30, {"loss": 0.5})
    columns.add(-(10**30), {"loss": 0.4})
    assert columns.steps().tolist() == [2**63 - 1, -(2**63) + 1]


def test_that_a_store_gives_the_finite_values_of_a_metric() -> None:
    store = TrialStore(Objective())
    reports = [
        TrialReported(4, 1, {"loss": 0.5}),
        TrialReported(4, 2, {"loss": float("inf")}),
        TrialReported(4, 3, {"accuracy": 0.5}),
        TrialReported(4, 4, {"loss": 0.25}),
    ]
    store.apply([TrialStarted(TrialRecord(4, {}, TrialState.RUNNING)), *reports])
    steps, values = store.reported(0, "loss")
    assert (steps.tolist(), values.tolist()) == ([1, 4], [0.5, 0.25])
    assert store.reported_names == ("loss", "accuracy")
    assert store.reporting_rows().tolist() == [0]
    assert store.last_report(0) == reports[-1]


def test_that_a_snapshot_gets_no_more_reports() -> None:
    store = TrialStore(Objective())
    store.apply([TrialStarted(TrialRecord(0, {}, TrialState.RUNNING))])
    store.apply([TrialReported(0, 1, {"loss": 0.5})])
    copy = store.snapshot()
    store.apply([TrialReported(0, 2, {"loss": 0.25})])
    assert len(copy.reports(0)) == 1
    assert len(store.reports(0)) == 2


def test_that_the_curve_of_a_record_stands_for_its_reports() -> None:
    record = TrialRecord(3, {}, TrialState.PRUNED, curve=((1, 0.5), (4, 0.25)))
    store = TrialStore.of(Objective("loss"), [record])
    steps, values = store.reported(0, "loss")
    assert (steps.tolist(), values.tolist()) == ([1, 4], [0.5, 0.25])
    assert store.reported_names == ("loss",)
    assert store.record(0) == record


def test_that_a_curve_is_not_added_to_the_reports_it_was_made_of() -> None:
    store = TrialStore(Objective("loss"))
    store.apply([TrialStarted(TrialRecord(0, {}, TrialState.RUNNING))])
    store.apply([TrialReported(0, step, {"loss": 0.5, "accuracy": 0.1}) for step in (1, 2, 3)])
    store.put(TrialRecord(0, {}, TrialState.PRUNED, curve=((1, 0.5), (3, 0.5))))
    assert len(store.reports(0)) == 3
