"""What the trials of a store reported, by row; most rows of most sweeps have nothing here.

Not thread-safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tuner_gui.core.report_columns import ReportColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuner_gui.core.trial import CurvePoint


class TrialReports:
    """The reports of each row as they came, and the curves that finished rows were told with."""

    def __init__(self) -> None:
        self._columns: dict[int, ReportColumns] = {}
        self._curves: dict[int, tuple[CurvePoint, ...]] = {}
        self._names: dict[str, None] = {}

    def add(self, row: int, step: int, metrics: Mapping[str, float]) -> None:
        """Keeps a report."""
        columns = self._columns.get(row)
        if columns is None:
            columns = self._columns[row] = ReportColumns()
        columns.add(step, metrics)
        self._names.update(dict.fromkeys(metrics))

    def add_curve(self, row: int, curve: tuple[CurvePoint, ...], metric: str) -> None:
        """Keeps a curve of a metric; of a trial read from a file it stands for its reports."""
        self._curves[row] = curve
        if row not in self._columns:
            for step, value in curve:
                self.add(row, step, {metric: value})

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all reported metrics, in the order in which they first came."""
        return tuple(self._names)

    def rows(self) -> npt.NDArray[np.intp]:
        """Returns the rows that have reported, in the order of their first reports."""
        return np.fromiter(self._columns, np.intp, len(self._columns))

    def of(self, row: int) -> ReportColumns | None:
        """Returns what a row reported."""
        return self._columns.get(row)

    def finite(self, row: int, name: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Returns the steps at which a row reported a metric, and its finite values there."""
        columns = self._columns.get(row)
        if columns is None:
            return np.empty(0, np.int64), np.empty(0)
        steps, values = columns.steps(), columns.values(name)
        is_known = np.isfinite(values)
        return (steps, values) if is_known.all() else (steps[is_known], values[is_known])

    def curve(self, row: int) -> tuple[CurvePoint, ...]:
        """Returns the curve that a row was told with; empty where there was none."""
        return self._curves.get(row, ())

    def copy(self, goes_on: Callable[[int], bool]) -> TrialReports:
        """Returns a copy that later reports do not reach.

        Args:
            goes_on: whether a row may get more reports; the others are shared with the copy.
        """
        twin = TrialReports()
        twin._curves = self._curves.copy()
        twin._names = self._names.copy()
        twin._columns = {
            row: columns.copy() if goes_on(row) else columns
            for row, columns in self._columns.items()
        }
        return twin
