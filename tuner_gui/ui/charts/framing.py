"""The range a chart shows by itself: wide enough, and steady while data arrive. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tuner_gui.ui.charts.ticks import nice_step

_ENDS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0)
_FIRST_END = 30.0
_PLANNED_WHOLE = 100
"""So many planned trials or fewer are shown from the start."""

_NEARLY_THERE = 0.7
_TOO_WIDE = 0.6
"""A range is tightened when it could be narrower than this part of it."""

_INTERVALS = 5
_LEAST = 1e-300
"""Smaller numbers cannot be divided any more: such a span is none."""

_FAR = 1e6
"""So many pixels out of view nobody sees where a line goes, and painters lose count."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of pixels and the trial numbers and ordinates at its edges.

    Args:
        left: the number at the left edge.
        right: the number at the right edge.
        low: the ordinate at the bottom edge.
        high: the ordinate at the top edge.
        width: pixels from left to right.
        height: pixels from bottom to top.
    """

    left: float
    right: float
    low: float
    high: float
    width: float
    height: float

    @property
    def is_usable(self) -> bool:
        """False before the widget has a size."""
        return (
            self.width > 1 and self.height > 1 and self.right > self.left and self.high > self.low
        )

    def x(self, numbers: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Returns pixels from the left edge."""
        shifted = np.asarray(numbers, np.float64) - self.left
        shifted *= self.width / (self.right - self.left)
        return shifted

    def y(self, ordinates: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Returns pixels from the top edge."""
        shifted = self.high - np.asarray(ordinates, np.float64)
        shifted *= self.height / (self.high - self.low)
        return shifted

    def points(
        self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Returns the pixels of points on a line, those far out of view moved nearer."""
        with np.errstate(over="ignore", invalid="ignore"):
            across, down = self.x(x), self.y(y)
        return np.clip(across, -_FAR, _FAR, out=across), np.clip(down, -_FAR, _FAR, out=down)

    def place_of(self, other: Frame) -> tuple[float, float, float, float]:
        """Returns where the rectangle of another frame lies: left, top, width, height."""
        left, right = self.x([other.left, other.right]).tolist()
        top, bottom = self.y([other.high, other.low]).tolist()
        return left, top, right - left, bottom - top

    def scaled(self, ratio: float) -> Frame:
        """Returns the same frame in device pixels."""
        return Frame(
            self.left, self.right, self.low, self.high, self.width * ratio, self.height * ratio
        )


def x_end(last: int, planned: int | None, shown: float) -> float:
    """Returns the trial number at which the axis should end.

    It grows in steps, so that the dots do not creep to the left with each trial.

    Args:
        last: the highest trial number.
        planned: how many trials there will be, where that is known.
        shown: where the axis ends now; 0 lets it shrink.
    """
    if last <= shown and shown > 0:
        return shown
    end = max(_FIRST_END, step_above(last * 1.04))
    if planned is None or planned <= last:
        return end
    goal = planned - 1
    is_whole = planned <= _PLANNED_WHOLE or end > _NEARLY_THERE * goal
    return float(max(1, goal)) if is_whole else end


def step_above(number: float) -> float:
    """Returns the next round number, of those at which an axis may end."""
    if number <= 0:
        return 0.0
    unit = 10.0 ** math.floor(math.log10(number))
    return next(step * unit for step in _ENDS if step * unit >= number * (1 - 1e-9))


def y_range(window: tuple[float, float], shown: tuple[float, float] | None) -> tuple[float, float]:
    """Returns the ordinates that the axis should show.

    Args:
        window: the ordinates that must be in view.
        shown: what is in view now: it stays while it serves.
    """
    low, high = window
    if high - low <= max(_LEAST, 1e-12 * max(abs(low), abs(high))):
        reach = abs(low) * 0.05 if abs(low) > _LEAST else 0.5
        low, high = low - reach, high + reach
    half = nice_step((high - low) * 1.05, _INTERVALS) / 2
    wanted = (math.floor(low / half + 1e-9) * half, math.ceil(high / half - 1e-9) * half)
    if shown is None or low < shown[0] or high > shown[1]:
        return wanted
    is_too_wide = wanted[1] - wanted[0] < _TOO_WIDE * (shown[1] - shown[0])
    return wanted if is_too_wide else shown


def padded(
    span: tuple[float, float], pixels: float, before: float, after: float
) -> tuple[float, float]:
    """Returns a wider span that leaves so many of the pixels free at its two ends."""
    low, high = span
    inner = max(1.0, pixels - before - after)
    unit = (high - low) / inner
    return low - before * unit, high + after * unit


class AutoRange:
    """The range in view while nobody zooms, followed as trials come in."""

    def __init__(self) -> None:
        self._planned: int | None = None
        self.end = 0.0
        """The trial number at which the axis ends."""
        self.ordinates: tuple[float, float] | None = None
        """The lowest and highest ordinate shown; None before the first value."""

    def plan(self, total: int | None) -> None:
        """Says how many trials there will be; None where nobody knows."""
        self._planned = total
        if total is not None:
            self.end = 0.0

    def follow(self, last: int, window: tuple[float, float] | None) -> bool:
        """Takes the highest trial number and the ordinates to show; says whether it changed."""
        before = (self.end, self.ordinates)
        self.end = x_end(last, self._planned, self.end)
        if window is not None:
            self.ordinates = y_range(window, self.ordinates)
        return (self.end, self.ordinates) != before

    def settle(self, last: int, window: tuple[float, float] | None) -> None:
        """Fits trials that are all there, without room for more."""
        self.end = float(max(1, last)) if last >= 0 else 0.0
        self.fit(window)

    def fit(self, window: tuple[float, float] | None) -> None:
        """Fits the ordinates to show; the axis of trials ends where it did."""
        self.ordinates = None if window is None else y_range(window, None)

    def restart(self) -> None:
        """Forgets what was in view, but not the plan."""
        self.end, self.ordinates = 0.0, None
