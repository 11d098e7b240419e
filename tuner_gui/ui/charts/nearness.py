"""What is near a pixel, and which of many lines is nearest. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tuner_gui.ui.charts.framing import Frame

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a trial that is near.

    Args:
        row: of the store.
        at: which of its reports, counted from 0; 0 in a chart where it has but one point.
        x: pixels from the left.
        y: pixels from the top.
    """

    row: int
    at: int
    x: float
    y: float


def nearest_line(
    x: Floats,
    y: Floats,
    curve_of: npt.NDArray[np.int32],
    frame: Frame,
    pointer: tuple[float, float, float],
) -> tuple[float, int]:
    """Returns the distance of the nearest line, and the point at which its nearest part begins.

    Args:
        x: abscissae of all points, shape (points,).
        y: ordinates, likewise.
        curve_of: points with the same number are joined; points of a curve follow each other.
        frame: pixels.
        pointer: the pixel, and how far away a line may be; beyond that there is none (-1).
    """
    at_x, at_y, reach = pointer
    unit = (frame.right - frame.left) / frame.width
    begins = x <= frame.left + (at_x + reach) * unit
    goes_on = x >= frame.left + (at_x - reach) * unit
    points = np.flatnonzero(begins & goes_on)
    joined = np.flatnonzero(begins[:-1] & goes_on[1:])
    joined = joined[curve_of[joined] == curve_of[joined + 1]]
    start, end = np.concatenate([points, joined]), np.concatenate([points, joined + 1])
    if len(start) == 0:
        return np.inf, -1
    left, top = frame.points(x[start], y[start])
    right, bottom = frame.points(x[end], y[end])
    across, down = right - left, bottom - top
    left, top = left - at_x, top - at_y
    length = across * across + down * down
    part = np.divide(
        -(left * across + top * down), length, out=np.zeros(len(start)), where=length > 0
    )
    part = np.clip(part, 0, 1, out=part)
    away = np.hypot(left + part * across, top + part * down)
    nearest = int(away.argmin())
    if away[nearest] > reach:
        return np.inf, -1
    return float(away[nearest]), int(start[nearest])
