"""What the curves chart shows of a trial store: a line for each trial that reported. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tuner_gui.core.columns import grown
from tuner_gui.core.trial import TrialState
from tuner_gui.insight.curves import curve_range
from tuner_gui.ui.charts.nearness import Spot, nearest_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.charts.framing import Frame

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

_FARTHEST = 1e300
"""Beyond that, the distance of two values may be infinite."""

_WHOLE = np.zeros(1, np.intp)


class Ending(IntEnum):
    """How a trial with a curve ended; the later lies on the earlier."""

    DONE = 0
    PRUNED = 1
    FAILED = 2


_ENDING_OF = {TrialState.PRUNED: Ending.PRUNED, TrialState.FAILED: Ending.FAILED}


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """What a trial reported, ready to be drawn.

    Args:
        row: of the store.
        x: steps, or their decimal logarithms, shape (reports,).
        y: values, or their decimal logarithms, likewise.
    """

    row: int
    x: Floats
    y: Floats


class CurveTrace:
    """Reads the reports of a store as they come.

    A trial's curve is read once it has finished, and kept in one array with all others; those of
    trials that run are read anew with each report. Ordinates and abscissae are logarithms on
    logarithmic axes, where what is not positive is left out.

    Args:
        store: the trials.
        metric: what was reported.
        is_log_x: whether steps are on a logarithmic axis.
        is_log_y: whether values are.
    """

    def __init__(
        self, store: TrialStore, metric: str, *, is_log_x: bool = False, is_log_y: bool = False
    ) -> None:
        self.store = store
        self.metric = metric
        self.hidden = store.marks.hidden_numbers()
        """The trials that a person has hidden: they have no curves."""
        self.is_log_x = is_log_x
        self.is_log_y = is_log_y
        self.running: dict[int, Curve] = {}
        """The curves of trials that run, by row."""
        self.count = 0
        """How many curves have ended; they are numbered in the order of their ends."""
        self._x: Floats = np.empty(0)
        self._y: Floats = np.empty(0)
        self._curve_of: npt.NDArray[np.int32] = np.empty(0, np.int32)
        self._points = 0
        self._starts: Ints = np.zeros(1, np.intp)
        self._rows: Ints = np.empty(0, np.intp)
        self._endings: npt.NDArray[np.uint8] = np.empty(0, np.uint8)
        self._bounds: Floats = np.empty(0)
        self._number_of: dict[int, int] = {}
        self.update(store.reporting_rows().tolist())

    # growing

    def update(self, rows: Iterable[int]) -> range:
        """Reads rows that may have changed; returns the numbers of the curves that ended."""
        first = self.count
        ended: list[Curve] = []
        for row in self._drawn(rows):
            curve = self._read(row)
            is_running = self.store.state(row) is TrialState.RUNNING
            if not is_running:
                self.running.pop(row, None)
            if len(curve.x) and is_running:
                self.running[row] = curve
            elif len(curve.x):
                ended.append(curve)
        if ended:
            self._keep(ended)
        return range(first, self.count)

    def _drawn(self, rows: Iterable[int]) -> list[int]:
        """The rows among them to draw, or to go on with: the one place that leaves any out."""
        new = np.array([row for row in rows if row not in self._number_of], np.intp)
        shown: list[int] = new[~self.store.marks.hidden_among(self.store.numbers[new])].tolist()
        return shown

    def _read(self, row: int) -> Curve:
        steps, values = self.store.reported(row, self.metric)
        x, y = steps.astype(np.float64), np.clip(values, -_FARTHEST, _FARTHEST)
        is_shown = np.ones(len(x), np.bool_)
        if self.is_log_x:
            is_shown &= x > 0
        if self.is_log_y:
            is_shown &= y > 0
        if not is_shown.all():
            x, y = x[is_shown], y[is_shown]
        return Curve(row, np.log10(x) if self.is_log_x else x, np.log10(y) if self.is_log_y else y)

    def _keep(self, curves: list[Curve]) -> None:
        first, start = self.count, self._points
        self.count += len(curves)
        lengths = np.array([len(curve.x) for curve in curves])
        x = np.concatenate([curve.x for curve in curves])
        y = np.concatenate([curve.y for curve in curves])
        self._points += len(x)
        self._x = _extended(self._x, start, x)
        self._y = _extended(self._y, start, y)
        numbers = np.repeat(np.arange(first, self.count, dtype=np.int32), lengths)
        self._curve_of = _extended(self._curve_of, start, numbers)
        self._starts = _extended(self._starts, first + 1, start + np.cumsum(lengths))
        rows = np.array([curve.row for curve in curves], np.intp)
        self._rows = _extended(self._rows, first, rows)
        endings = [_ENDING_OF.get(self.store.state(row), Ending.DONE) for row in rows.tolist()]
        self._endings = _extended(self._endings, first, np.array(endings, np.uint8))
        bounds = _bounds(x, y, np.cumsum(lengths) - lengths)
        self._bounds = _extended(self._bounds, 4 * first, bounds.ravel())
        self._number_of.update(zip(rows.tolist(), range(first, self.count), strict=True))

    # reading

    @property
    def is_empty(self) -> bool:
        """True before the first report."""
        return not self.count and not self.running

    @property
    def rows(self) -> Ints:
        """The row of each curve that has ended, shape (curves,); a view."""
        return self._rows[: self.count]

    @property
    def endings(self) -> npt.NDArray[np.uint8]:
        """How each of them ended, shape (curves,); a view."""
        return self._endings[: self.count]

    @property
    def bounds(self) -> Floats:
        """First and last x, lowest and highest y of each of them, shape (curves, 4); a view."""
        return self._bounds[: 4 * self.count].reshape(-1, 4)

    def ended(self, number: int) -> Curve:
        """Returns a curve that has ended; views."""
        part = slice(self._starts[number], self._starts[number + 1])
        return Curve(int(self._rows[number]), self._x[part], self._y[part])

    def curve(self, row: int | None) -> Curve | None:
        """Returns the curve of a row; None where it reported nothing that can be shown."""
        if row is None or row in self.running:
            return self.running.get(row) if row is not None else None
        number = self._number_of.get(row)
        return None if number is None else self.ended(number)

    def all_bounds(self) -> Floats:
        """Returns the bounds of all curves, of those that run too, shape (curves, 4)."""
        if not self.running:
            return self.bounds
        running = [_bounds(curve.x, curve.y, _WHOLE) for curve in self.running.values()]
        return np.concatenate([self.bounds, *running])

    def value_range(self, *, is_clipped: bool) -> tuple[float, float] | None:
        """Returns the ordinates worth looking at: all, or all but of what ran wild."""
        bounds = self.all_bounds()
        if len(bounds) == 0:
            return None
        if not is_clipped:
            return float(bounds[:, 2].min()), float(bounds[:, 3].max())
        best = self.curve(self.store.best_row)
        wanted = () if best is None else (float(best.y[-1]),)
        return curve_range(bounds[:, 2], bounds[:, 3], wanted)

    def report_at(self, row: int, at: int) -> tuple[int, float]:
        """Returns step and value of one of a row's points."""
        curve = self.curve(row)
        if curve is None:
            raise KeyError(row)
        step, value = float(curve.x[at]), float(curve.y[at])
        return round(10**step if self.is_log_x else step), 10**value if self.is_log_y else value

    # what is near

    def near(self, frame: Frame, x: float, y: float, reach: float) -> Spot | None:
        """Returns a report of the line that is nearest to a pixel, if one is in reach."""
        points = self._points
        distance, at = nearest_line(
            self._x[:points], self._y[:points], self._curve_of[:points], frame, (x, y, reach)
        )
        row = int(self._rows[self._curve_of[at]]) if at >= 0 else None
        for curve in self.running.values():
            same = np.zeros(len(curve.x), np.int32)
            away, at = nearest_line(curve.x, curve.y, same, frame, (x, y, reach))
            if at >= 0 and away < distance:
                distance, row = away, curve.row
        return None if row is None else self.spot(frame, row, x)

    def spot(self, frame: Frame, row: int, x: float) -> Spot | None:
        """Returns the report of a row that is nearest to a pixel from the left."""
        curve = self.curve(row)
        if curve is None:
            return None
        pixels = frame.x(curve.x)
        at = int(np.abs(pixels - x).argmin())
        return Spot(row, at, float(pixels[at]), float(frame.y(curve.y[at])))

    def beside(self, row: int | None, step: int) -> int | None:
        """Returns the row of the trial with a curve before (-1) or after (1) one, by number.

        From no row on, it starts at the end that the step comes from.
        """
        rows = np.concatenate([self.rows, np.array(list(self.running), np.intp)])
        if len(rows) == 0:
            return None
        rows = rows[np.argsort(self.store.numbers[rows])]
        if row is None:
            return int(rows[0 if step > 0 else -1])
        numbers, here = self.store.numbers[rows], int(self.store.numbers[row])
        if step > 0:
            at = int(np.searchsorted(numbers, here, "right"))
        else:
            at = int(np.searchsorted(numbers, here)) - 1
        return int(rows[at]) if 0 <= at < len(rows) else row


def _bounds(x: Floats, y: Floats, starts: Ints) -> Floats:
    """First and last x, lowest and highest y from each start on, shape (starts, 4)."""
    low, high = np.minimum.reduceat, np.maximum.reduceat
    columns = [low(x, starts), high(x, starts), low(y, starts), high(y, starts)]
    return np.asarray(np.column_stack(columns), np.float64)


def _extended(array: npt.NDArray[Any], start: int, more: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array with values from a place on."""
    array = grown(array, start + len(more), 0)
    array[start : start + len(more)] = more
    return array
