"""What a trial reported, in columns: a tenth of the memory of the reports themselves.

Not thread-safe.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tuner_gui.core.events import TrialReported

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_REPORTS = 256
"""So many reports of a trial are kept; then every other one is dropped, the ends stay."""

_NAN = float("nan")
_FARTHEST = 2**63 - 1


class ReportColumns:
    """The reports of one trial, in the order in which they came; thinned where there are many."""

    __slots__ = ("_steps", "_values")

    def __init__(self) -> None:
        self._steps = array("q")
        self._values: dict[str, array[float]] = {}

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, step: int, metrics: Mapping[str, float]) -> None:
        """Keeps a report; a step beyond 63 bits becomes the farthest one."""
        count = len(self._steps)
        self._steps.append(max(-_FARTHEST, min(step, _FARTHEST)))
        for name in metrics.keys() - self._values.keys():
            self._values[name] = array("d", [_NAN]) * count
        for name, column in self._values.items():
            column.append(metrics.get(name, _NAN))
        if count + 1 > MOST_REPORTS:
            self._thin()

    def _thin(self) -> None:
        del self._steps[1:-1:2]
        for column in self._values.values():
            del column[1:-1:2]

    def steps(self) -> npt.NDArray[np.int64]:
        """Returns the steps, shape (reports,); a copy."""
        return np.array(self._steps, np.int64)

    def values(self, name: str) -> npt.NDArray[np.float64]:
        """Returns a metric at each step, shape (reports,), NaN where it was not reported."""
        column = self._values.get(name)
        return np.full(len(self), _NAN) if column is None else np.array(column, np.float64)

    def reports(self, number: int) -> list[TrialReported]:
        """Returns them as the events of a trial; a metric that was NaN is left out."""
        columns = tuple(self._values.items())
        return [self._report(number, at, columns) for at in range(len(self))]

    def last(self, number: int) -> TrialReported | None:
        """Returns the latest of them."""
        at = len(self) - 1
        return self._report(number, at, tuple(self._values.items())) if at >= 0 else None

    def _report(
        self, number: int, at: int, columns: tuple[tuple[str, array[float]], ...]
    ) -> TrialReported:
        metrics = {name: column[at] for name, column in columns}
        known = {name: value for name, value in metrics.items() if value == value}  # noqa: PLR0124
        return TrialReported(number, self._steps[at], known)

    def copy(self) -> ReportColumns:
        """Returns a copy; later reports do not reach it."""
        twin = ReportColumns()
        twin._steps = self._steps[:]
        twin._values = {name: column[:] for name, column in self._values.items()}
        return twin
