"""What the history chart shows of a trial store: marks, the best line, what is near. No Qt."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tuner_gui.core.columns import grown
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.best import best_steps
from tuner_gui.insight.window import value_window
from tuner_gui.ui.charts.nearness import Spot

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import StoreChange, TrialStore
    from tuner_gui.ui.charts.framing import Frame

Rows = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


class Mark(IntEnum):
    """What stands for a trial in the picture; the later lies on the earlier."""

    PRUNED = 0
    COMPLETE = 1
    FAILED = 2
    NOTHING = 3


_MARK_OF = {
    TrialState.PRUNED: Mark.PRUNED,
    TrialState.COMPLETE: Mark.COMPLETE,
    TrialState.FAILED: Mark.FAILED,
}
_MARKS = np.array([_MARK_OF.get(state, Mark.NOTHING) for state in STATES], np.uint8)
_NEEDS_NO_VALUE = np.array(
    [state in {TrialState.FAILED, TrialState.RUNNING} for state in STATES], np.bool_
)
_RUNNING = STATES.index(TrialState.RUNNING)
_PRUNED = STATES.index(TrialState.PRUNED)

_LOOK_AGAIN = 1.1
"""The window is computed anew when there are so many times the values of the last time."""


class HistoryTrace:
    """Reads a store as it grows.

    An ordinate is an objective value, or its decimal logarithm on a logarithmic axis, where
    values that are not positive have none. Nothing stands for a hidden trial; the best line knows
    it as any other.
    """

    def __init__(self, store: TrialStore, *, is_log: bool = False) -> None:
        self.store = store
        self.is_log = is_log
        self.hidden = store.marks.hidden_numbers()
        """The trials that a person has hidden."""
        self.best_numbers: npt.NDArray[np.int64] = np.empty(0, np.int64)
        """Trials that were better than all before them, ascending."""
        self.best_ordinates: Floats = np.empty(0)
        self.last_number = -1
        """The highest trial number."""
        self.window: tuple[float, float] | None = None
        """The ordinates worth looking at."""
        self._marked: npt.NDArray[np.uint8] = np.empty(0, np.uint8)
        self._valued = 0
        self._valued_then = 0
        self._take(np.arange(len(store)))

    # growing

    def update(self, change: StoreChange) -> Rows:
        """Follows the store; returns the rows that got a mark: those to draw."""
        fresh = np.arange(change.first_new, len(self.store))
        return self._take(np.concatenate([np.array(change.changed, np.intp), fresh]))

    def _take(self, rows: Rows) -> Rows:
        self._marked = grown(self._marked, len(self.store), Mark.NOTHING)
        if len(rows):
            self.last_number = max(self.last_number, int(self.store.numbers[rows].max()))
        rows = rows[self._marked[rows] == Mark.NOTHING]
        marks = self._marks_now(rows)
        self._extend_best(rows[marks == Mark.COMPLETE])
        is_drawn = (marks != Mark.NOTHING) & ~self._is_hidden(rows)
        rows, marks = rows[is_drawn], marks[is_drawn]
        self._marked[rows] = marks
        self._extend_window(self.ordinates(rows[marks != Mark.FAILED]))
        return rows

    def _marks_now(self, rows: Rows) -> npt.NDArray[np.uint8]:
        marks = _MARKS[self.store.states[rows]]
        needs_value = ~_NEEDS_NO_VALUE[self.store.states[rows]]
        marks[needs_value & ~np.isfinite(self._values(rows))] = Mark.NOTHING
        return marks

    def _is_hidden(self, rows: Rows) -> npt.NDArray[np.bool_]:
        return self.store.marks.hidden_among(self.store.numbers[rows])

    def _extend_best(self, rows: Rows) -> None:
        if len(rows):
            self.best_numbers, self.best_ordinates = best_steps(
                np.concatenate([self.best_numbers, self.store.numbers[rows]]),
                np.concatenate([self.best_ordinates, self.ordinates(rows)]),
                self.store.objective.is_maximized,
            )

    def _extend_window(self, ordinates: Floats) -> None:
        ordinates = self._with_best(ordinates[np.isfinite(ordinates)])
        self._valued += len(ordinates)
        if self.window is None or self._valued >= _LOOK_AGAIN * self._valued_then:
            self._valued_then = self._valued
            self.window = value_window(self._worth_seeing(), self.store.objective.is_maximized)
        elif len(ordinates):
            low, high = self.window
            if self.store.objective.is_maximized:
                self.window = low, max(high, float(ordinates.max()))
            else:
                self.window = min(low, float(ordinates.min())), high

    def _worth_seeing(self) -> Floats:
        """What the window is found from: the dots; where all are hidden, the best line."""
        dots = self.ordinates(np.flatnonzero(self.marks < Mark.FAILED))
        return self._with_best(dots) if np.isfinite(dots).any() else self.best_ordinates

    def _with_best(self, ordinates: Floats) -> Floats:
        """The ordinates, and where the best line is: it may come from a hidden trial."""
        return np.append(ordinates, self.best_ordinates[-1:]) if len(self.hidden) else ordinates

    # reading

    @property
    def marks(self) -> npt.NDArray[np.uint8]:
        """The mark of each row, shape (rows,); a view."""
        return self._marked[: len(self.store)]

    def is_hidden(self, row: int) -> bool:
        """Says whether a person has hidden the trial of a row."""
        return bool(self._is_hidden(np.array([row], np.intp))[0])

    def ordinates(self, rows: Rows) -> Floats:
        """Returns the ordinates of rows; NaN where there is none."""
        values = self._values(rows)
        if not self.is_log:
            return values
        return np.log10(values, out=np.full(len(values), np.nan), where=values > 0)

    def _values(self, rows: Rows) -> Floats:
        """The objective's values; of a pruned trial the last one that it reported."""
        values, name = self.store.metric[rows], self.store.objective.metric
        if not self.store.count(TrialState.PRUNED) or name not in self.store.metric_names:
            return values
        is_told = (self.store.states[rows] == _PRUNED) & np.isnan(values)
        values[is_told] = self.store.metric_column(name)[rows[is_told]]
        return values

    def running_rows(self) -> Rows:
        """Returns the rows of trials that run now."""
        if not self.store.count(TrialState.RUNNING):
            return np.empty(0, np.intp)
        rows = np.flatnonzero(self.store.states == _RUNNING)
        return rows[~self._is_hidden(rows)]

    def _drawn_rows(self) -> Rows:
        """All rows that something stands for: a mark, or a ring while they run."""
        is_drawn = self.marks != Mark.NOTHING
        is_drawn[self.running_rows()] = True
        return np.flatnonzero(is_drawn)

    def pixels(self, rows: Rows, frame: Frame, lane: float) -> tuple[Floats, Floats]:
        """Returns where rows lie in a frame: those without a value in the lane at this height."""
        y = frame.y(self.ordinates(rows))
        y[self.marks[rows] >= Mark.FAILED] = lane
        return frame.x(self.store.numbers[rows]), y

    def near(
        self, frame: Frame, x: float, y: float, *, lane: float, floor: float, reach: float
    ) -> Spot | None:
        """Returns the mark that is nearest to a pixel.

        Args:
            frame: pixels as they are seen.
            x: the pixel, from the left.
            y: the pixel, from the top.
            lane: height of the marks without a value.
            floor: height below which values are not shown.
            reach: how far away a mark may be.
        """
        unit = (frame.right - frame.left) / frame.width
        rows = self._drawn_rows()
        away = np.abs(self.store.numbers[rows] - (frame.left + x * unit))
        rows = rows[away <= reach * unit]
        mark_x, mark_y = self.pixels(rows, frame, lane)
        distance = np.hypot(mark_x - x, mark_y - y)
        is_out = (mark_y != lane) & ~((mark_y >= 0) & (mark_y <= floor))
        distance[is_out] = np.inf
        if not (distance <= reach).any():
            return None
        nearest = int(distance.argmin())
        return Spot(int(rows[nearest]), 0, float(mark_x[nearest]), float(mark_y[nearest]))

    def beside(self, row: int | None, step: int) -> int | None:
        """Returns the row of the shown trial before (-1) or after (1) a row in trial order.

        From no row on, it starts at the end that the step comes from.
        """
        rows = self._drawn_rows()
        if len(rows) == 0:
            return None
        numbers = self.store.numbers[rows]
        if row is None:
            return int(rows[numbers.argmin() if step > 0 else numbers.argmax()])
        here = self.store.numbers[row]
        is_beyond = numbers > here if step > 0 else numbers < here
        if not is_beyond.any():
            return row
        numbers, rows = numbers[is_beyond], rows[is_beyond]
        return int(rows[numbers.argmin() if step > 0 else numbers.argmax()])
