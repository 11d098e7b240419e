"""All trials of a sweep in columns: the one place that keeps them on the reader's side.

Not thread-safe: it is fed and read on one thread (the GUI's, or the command line's).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
import numpy.typing as npt

from tuner_gui.core.columns import (
    MISSING,
    CategoryColumn,
    Column,
    FloatColumn,
    column_for,
    copied,
    grown,
    widened,
)
from tuner_gui.core.events import (
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.marks import TrialMarks
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.core.report_columns import ReportColumns
from tuner_gui.core.trial import SKIPPED, TrialError, TrialOrigin, TrialRecord, TrialState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import CurvePoint
    from tuner_gui.core.values import ParamValue

STATES: tuple[TrialState, ...] = tuple(TrialState)
"""The state for each code of `TrialStore.states`."""

_CODE_OF = {state: code for code, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class StoreChange:
    """What a batch of events changed.

    Args:
        first_new: rows from here on are new.
        changed: earlier rows that changed, ascending, each once.
        has_new_columns: a parameter or metric came for the first time.
        best_changed: there is a new best trial.
    """

    first_new: int
    changed: tuple[int, ...]
    has_new_columns: bool
    best_changed: bool


class TrialStore:
    """Columns of all trials; a row for each, in the order in which they started.

    `marks` is what a person says of them.
    """

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self._rows = 0
        self._numbers = np.empty(0, np.int64)
        self._states = np.empty(0, np.uint8)
        self._metric = np.empty(0, np.float64)
        self._duration = np.empty(0, np.float64)
        self._started = np.empty(0, np.float64)
        self._seeds = np.empty(0, np.uint64)
        self._has_seed = np.empty(0, np.bool_)
        self._revisions = np.empty(0, np.int32)
        self._workers = CategoryColumn()
        self._params: dict[str, Column] = {}
        self._metrics: dict[str, FloatColumn] = {}
        self._errors: dict[int, TrialError] = {}
        self._reports: dict[int, ReportColumns] = {}
        self._reported: dict[str, None] = {}
        self._curves: dict[int, tuple[CurvePoint, ...]] = {}
        self._origins: dict[int, tuple[TrialOrigin, int | None]] = {}
        self._uncounted: set[int] = set()
        self._odd_rows: dict[int, int] = {}
        self._counts = dict.fromkeys(TrialState, 0)
        self._best_row: int | None = None
        self.marks = TrialMarks()

    @classmethod
    def of(cls, objective: Objective, records: Iterable[TrialRecord]) -> TrialStore:
        """Returns a store of these trials."""
        store = cls(objective)
        for record in records:
            store.put(record)
        return store

    # reading

    def __len__(self) -> int:
        return self._rows

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        """Trial numbers, shape (rows,); a view."""
        return self._numbers[: self._rows]

    @property
    def states(self) -> npt.NDArray[np.uint8]:
        """Codes into STATES, shape (rows,); a view."""
        return self._states[: self._rows]

    @property
    def metric(self) -> npt.NDArray[np.float64]:
        """The objective's values, shape (rows,), NaN where there is none; a view."""
        return self._metric[: self._rows]

    @property
    def duration_ms(self) -> npt.NDArray[np.float64]:
        """Wall times in milliseconds, shape (rows,), NaN while running; a view."""
        return self._duration[: self._rows]

    @property
    def started_at(self) -> npt.NDArray[np.float64]:
        """Start times in seconds since 1970 (UTC), shape (rows,), NaN where unknown; a view."""
        return self._started[: self._rows]

    @property
    def revisions(self) -> npt.NDArray[np.int32]:
        """The revisions of the space that the parameters are from, shape (rows,); a view."""
        return self._revisions[: self._rows]

    @property
    def seeds(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.bool_]]:
        """The trials' own seeds, shape (rows,), and which rows have one; views."""
        return self._seeds[: self._rows], self._has_seed[: self._rows]

    @property
    def param_names(self) -> tuple[str, ...]:
        """Dotted parameter names, in the order in which they first came."""
        return tuple(self._params)

    @property
    def metric_names(self) -> tuple[str, ...]:
        """Names of all returned metrics, the objective's included."""
        return tuple(self._metrics)

    def param(self, name: str) -> Column:
        """Returns the column of a parameter."""
        return self._params[name]

    def param_value(self, name: str, row: int) -> Any:
        """Returns a parameter of a row, or MISSING where it was inactive."""
        column = self._params.get(name)
        return MISSING if column is None else column.get(row)

    def metric_column(self, name: str) -> npt.NDArray[np.float64]:
        """Returns a metric by name, shape (rows,), NaN where absent."""
        return self._metrics[name].numbers(self._rows)

    def worker(self, row: int) -> str:
        """Returns the name of the worker that ran a row, or an empty string."""
        name = self._workers.get(row)
        return "" if name is MISSING else str(name)

    @property
    def workers(self) -> CategoryColumn:
        """The worker names as a column."""
        return self._workers

    def state(self, row: int) -> TrialState:
        """Returns the state of a row."""
        return STATES[int(self._states[row])]

    def error(self, row: int) -> TrialError | None:
        """Returns why a row has no metric."""
        return self._errors.get(row)

    def reports(self, row: int) -> list[TrialReported]:
        """Returns what a trial reported, in order; thinned where there was much."""
        columns = self._reports.get(row)
        return [] if columns is None else columns.reports(int(self._numbers[row]))

    def last_report(self, row: int) -> TrialReported | None:
        """Returns the latest report of a trial."""
        columns = self._reports.get(row)
        return None if columns is None else columns.last(int(self._numbers[row]))

    @property
    def reported_names(self) -> tuple[str, ...]:
        """Names of all reported metrics, in the order in which they first came."""
        return tuple(self._reported)

    def reporting_rows(self) -> npt.NDArray[np.intp]:
        """Returns the rows that have reported, in the order of their first reports."""
        return np.fromiter(self._reports, np.intp, len(self._reports))

    def reported(
        self, row: int, name: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Returns the steps at which a trial reported a metric, and its finite values there."""
        columns = self._reports.get(row)
        if columns is None:
            return np.empty(0, np.int64), np.empty(0)
        steps, values = columns.steps(), columns.values(name)
        is_known = np.isfinite(values)
        return (steps, values) if is_known.all() else (steps[is_known], values[is_known])

    def curve(self, row: int) -> tuple[CurvePoint, ...]:
        """Returns what a finished row reported of the objective; see `TrialRecord.curve`."""
        return self._curves.get(row, ())

    def origin(self, row: int) -> tuple[TrialOrigin, int | None]:
        """Returns why a row was run, and the number of the trial that it repeats."""
        return self._origins.get(row, (TrialOrigin.STRATEGY, None))

    @property
    def counted(self) -> int:
        """How many rows take a place in the budget: all but skipped trials and retries."""
        return self._rows - len(self._uncounted)

    @property
    def asked(self) -> int:
        """How many rows a strategy was asked for: all but queued and repeated trials, retries."""
        return self._rows - len(self._origins)

    def count(self, state: TrialState) -> int:
        """Returns how many trials are in a state."""
        return self._counts[state]

    @property
    def only_fails(self) -> bool:
        """True where trials failed, and none completed or was stopped early."""
        has_other = self._counts[TrialState.COMPLETE] or self._counts[TrialState.PRUNED]
        return self._counts[TrialState.FAILED] > 0 and not has_other

    @property
    def finished(self) -> int:
        """How many trials are not running."""
        return self._rows - self._counts[TrialState.RUNNING]

    @property
    def best_row(self) -> int | None:
        """The row of the best complete trial; the earliest of equals."""
        return self._best_row

    @property
    def best(self) -> TrialRecord | None:
        """The best complete trial."""
        return None if self._best_row is None else self.record(self._best_row)

    def row_of(self, number: int) -> int | None:
        """Returns the row of a trial number."""
        if 0 <= number < self._rows and self._numbers[number] == number:
            return number
        return self._odd_rows.get(number)

    def params_of(self, row: int) -> dict[str, ParamValue]:
        """Returns the active parameters of a row under dotted names."""
        values = ((name, column.get(row)) for name, column in self._params.items())
        return {name: value for name, value in values if value is not MISSING}

    def metrics_of(self, row: int) -> dict[str, float]:
        """Returns the metrics of a row."""
        values = ((name, column.get(row)) for name, column in self._metrics.items())
        return {name: value for name, value in values if value is not MISSING}

    def record(self, row: int) -> TrialRecord:
        """Returns a row as a record, exactly as it was told."""
        started, duration = self._started[row], self._duration[row]
        metric = self._metric[row]
        origin, source = self.origin(row)
        return TrialRecord(
            number=int(self._numbers[row]),
            params=nest(self.params_of(row).items()),
            state=self.state(row),
            metric=None if np.isnan(metric) else float(metric),
            metrics=self.metrics_of(row),
            duration_ms=None if np.isnan(duration) else float(duration),
            started_at=None if np.isnan(started) else datetime.fromtimestamp(float(started), UTC),
            error=self._errors.get(row),
            worker=self.worker(row),
            space_revision=int(self._revisions[row]),
            seed=int(self._seeds[row]) if self._has_seed[row] else None,
            origin=origin,
            source=source,
            curve=self.curve(row),
        )

    def records(self) -> Iterator[TrialRecord]:
        """Yields all rows as records."""
        return (self.record(row) for row in range(self._rows))

    def snapshot(self) -> TrialStore:
        """Returns a copy that another thread may read while this one goes on."""
        twin: TrialStore = copied(self)
        twin.marks = self.marks.copy()
        running = _CODE_OF[TrialState.RUNNING]
        for row, columns in self._reports.items():
            if self._states[row] == running:  # the others get no more reports
                twin._reports[row] = columns.copy()
        return twin

    # feeding

    def apply(self, events: Iterable[ExperimentEvent]) -> StoreChange:
        """Takes a batch of events; returns what changed."""
        first_new = self._rows
        columns = len(self._params) + len(self._metrics)
        best = self._best_row
        touched: set[int] = set()
        for event in events:
            match event:
                case (
                    TrialStarted(record)
                    | TrialCompleted(record)
                    | TrialPruned(record)
                    | TrialFailed(record)
                ):
                    touched.add(self.put(record))
                case TrialReported():
                    row = self.row_of(event.number)
                    if row is not None:
                        self._keep_report(row, event)
                        touched.add(row)
                case TuningFinished():
                    pass
                case never:
                    assert_never(never)
        return StoreChange(
            first_new=first_new,
            changed=tuple(sorted(row for row in touched if row < first_new)),
            has_new_columns=len(self._params) + len(self._metrics) != columns,
            best_changed=self._best_row != best,
        )

    def put(self, record: TrialRecord) -> int:
        """Takes a record, new or changed; returns its row."""
        row = self.row_of(record.number)
        if row is None:
            row = self._append(record)
        else:
            self._counts[self.state(row)] -= 1
        self._counts[record.state] += 1
        self._states[row] = _CODE_OF[record.state]
        if record.metric is not None:
            self._metric[row] = record.metric
        if record.duration_ms is not None:
            self._duration[row] = record.duration_ms
        if record.error is not None:
            self._errors[row] = record.error
            if record.error.kind == SKIPPED:
                self._uncounted.add(row)
        if record.curve:
            self._keep_curve(row, record.curve)
        for name, value in record.metrics.items():
            self._metric_of(name).set(row, value)
        if record.state is TrialState.COMPLETE:
            self._consider_best(row)
        return row

    def _keep_report(self, row: int, report: TrialReported) -> None:
        columns = self._reports.get(row)
        if columns is None:
            columns = self._reports[row] = ReportColumns()
        columns.add(report.step, report.metrics)
        self._reported.update(dict.fromkeys(report.metrics))

    def _keep_curve(self, row: int, curve: tuple[CurvePoint, ...]) -> None:
        """Of a trial read from a file, the curve stands for its reports."""
        self._curves[row] = curve
        if row not in self._reports:
            number, name = int(self._numbers[row]), self.objective.metric
            for step, value in curve:
                self._keep_report(row, TrialReported(number, step, {name: value}))

    def _append(self, record: TrialRecord) -> int:
        row = self._rows
        self._rows += 1
        if self._rows > len(self._numbers):
            self._grow()
        self._numbers[row] = record.number
        if record.number != row:
            self._odd_rows[record.number] = row
        self._metric[row] = np.nan
        self._duration[row] = np.nan
        self._started[row] = record.started_at.timestamp() if record.started_at else np.nan
        self._revisions[row] = record.space_revision
        self._has_seed[row] = record.seed is not None
        self._seeds[row] = record.seed or 0
        if record.worker:
            self._workers.set(row, record.worker)
        if record.origin is not TrialOrigin.STRATEGY or record.source is not None:
            self._origins[row] = (record.origin, record.source)
            if record.origin is TrialOrigin.RETRY:
                self._uncounted.add(row)
        self._put_params(row, record.params)
        return row

    def _grow(self) -> None:
        rows = self._rows
        self._numbers = grown(self._numbers, rows, 0)
        self._states = grown(self._states, rows, 0)
        self._metric = grown(self._metric, rows, np.nan)
        self._duration = grown(self._duration, rows, np.nan)
        self._started = grown(self._started, rows, np.nan)
        self._seeds = grown(self._seeds, rows, 0)
        self._has_seed = grown(self._has_seed, rows, fill=False)
        self._revisions = grown(self._revisions, rows, 1)

    def _put_params(self, row: int, params: Mapping[str, Any]) -> None:
        for name, value in flatten(params).items():
            column = self._params.get(name)
            if column is None:
                column = self._params[name] = column_for(value)
            elif not column.accepts(value):
                column = self._params[name] = widened(column, row)
            column.set(row, value)

    def _metric_of(self, name: str) -> FloatColumn:
        column = self._metrics.get(name)
        if column is None:
            column = self._metrics[name] = FloatColumn()
        return column

    def _consider_best(self, row: int) -> None:
        best = self._best_row
        value = float(self._metric[row])
        if best is None or self.objective.is_better(value, float(self._metric[best])):
            self._best_row = row
