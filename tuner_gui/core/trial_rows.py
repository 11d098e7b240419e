"""The columns of a store of trials: a row for each trial, written and read back exactly.

Not thread-safe.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

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
from tuner_gui.core.marks import TrialMarks
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.core.trial import TrialError, TrialOrigin, TrialRecord, TrialState
from tuner_gui.core.trial_reports import TrialReports

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from tuner_gui.core.events import TrialReported
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import CurvePoint
    from tuner_gui.core.values import ParamValue

STATES: tuple[TrialState, ...] = tuple(TrialState)
"""The state for each code of `TrialRows.states`."""

STATE_CODES = {state: code for code, state in enumerate(STATES)}
"""The code of each state."""


class TrialRows:
    """Columns of all trials; a row for each, in the order in which they started.

    `marks` is what a person says of them.
    """

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.marks = TrialMarks()
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
        self._origins: dict[int, tuple[TrialOrigin, int | None]] = {}
        self._odd_rows: dict[int, int] = {}
        self._reports = TrialReports()

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
        columns = self._reports.of(row)
        return [] if columns is None else columns.reports(int(self._numbers[row]))

    def last_report(self, row: int) -> TrialReported | None:
        """Returns the latest report of a trial."""
        columns = self._reports.of(row)
        return None if columns is None else columns.last(int(self._numbers[row]))

    @property
    def reported_names(self) -> tuple[str, ...]:
        """Names of all reported metrics, in the order in which they first came."""
        return self._reports.names

    def reporting_rows(self) -> npt.NDArray[np.intp]:
        """Returns the rows that have reported, in the order of their first reports."""
        return self._reports.rows()

    def reported(
        self, row: int, name: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Returns the steps at which a trial reported a metric, and its finite values there."""
        return self._reports.finite(row, name)

    def curve(self, row: int) -> tuple[CurvePoint, ...]:
        """Returns what a finished row reported of the objective; see `TrialRecord.curve`."""
        return self._reports.curve(row)

    def origin(self, row: int) -> tuple[TrialOrigin, int | None]:
        """Returns why a row was run, and the number of the trial that it repeats."""
        return self._origins.get(row, (TrialOrigin.STRATEGY, None))

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
            curve=self._reports.curve(row),
        )

    def records(self) -> Iterator[TrialRecord]:
        """Yields all rows as records."""
        return (self.record(row) for row in range(self._rows))

    def snapshot(self) -> Self:
        """Returns a copy that another thread may read while this one goes on."""
        twin: Self = copied(self)
        running = STATE_CODES[TrialState.RUNNING]
        twin.marks = self.marks.copy()
        twin._reports = self._reports.copy(lambda row: bool(self._states[row] == running))
        return twin

    # writing

    def _append(self, record: TrialRecord) -> int:
        """Writes a new row; what is not known of it is as `_grow` left it."""
        row = self._rows
        self._rows += 1
        if self._rows > len(self._numbers):
            self._grow()
        self._numbers[row] = record.number
        if record.number != row:
            self._odd_rows[record.number] = row
        self._revisions[row] = record.space_revision
        if record.started_at is not None:
            self._started[row] = record.started_at.timestamp()
        if record.seed is not None:
            self._has_seed[row] = True
            self._seeds[row] = record.seed
        if record.worker:
            self._workers.set(row, record.worker)
        if record.origin is not TrialOrigin.STRATEGY or record.source is not None:
            self._origins[row] = (record.origin, record.source)
        self._put_params(row, record.params)
        return row

    def _fill(self, row: int, record: TrialRecord) -> None:
        """Writes what is known of a trial by now."""
        self._states[row] = STATE_CODES[record.state]
        if record.metric is not None:
            self._metric[row] = record.metric
        if record.duration_ms is not None:
            self._duration[row] = record.duration_ms
        if record.error is not None:
            self._errors[row] = record.error
        if record.curve:
            self._reports.add_curve(row, record.curve, self.objective.metric)
        for name, value in record.metrics.items():
            column = self._metrics.get(name)
            if column is None:
                column = self._metrics[name] = FloatColumn()
            column.set(row, value)

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
