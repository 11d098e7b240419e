"""The range of values worth looking at. Pure functions, any thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SAMPLE = 20_000
_TOO_FEW = 6
"""Below this many values none is called an outlier."""

_TAIL_REACH = 0.75
"""How far below the worst twentieth the window may reach, in widths of what lies above it."""

_BULK_REACH = 20.0
"""How far from the best the window may reach, in distances from the best to the median."""


def value_window(values: npt.ArrayLike, is_maximized: bool) -> tuple[float, float] | None:
    """Returns the lowest and highest value a chart should show, so that outliers do not squash it.

    The best side is always kept whole, and so is the better half. The worse side is cut in two
    cases: a few values (up to a twentieth) lie far from all others, or many (up to half) lie so
    far away that the better half would become a line. From 20,000 values on, an even sample and
    the best stand for all.

    Args:
        values: objective values, shape (trials,); what is not finite is left out.
        is_maximized: whether more is better.

    Returns:
        The window, both ends included; None without finite values.
    """
    given = np.asarray(values, np.float64)
    finite = given[np.isfinite(given)]
    if len(finite) == 0:
        return None
    low, high = float(finite.min()), float(finite.max())
    if len(finite) < _TOO_FEW or low == high:
        return low, high
    sample = finite[:: -(-len(finite) // _SAMPLE)]
    if is_maximized:
        return max(low, _worst_shown(sample, high)), high
    return low, min(high, -_worst_shown(-sample, -low))


def _worst_shown(values: npt.NDArray[np.float64], best: float) -> float:
    """The lowest value to show of those to be maximised."""
    tail, middle = (float(each) for each in np.quantile(values, (0.05, 0.5)))
    bounds = [tail - _TAIL_REACH * (best - tail)]
    if middle < best:
        bounds.append(best - _BULK_REACH * (best - middle))
    return min(middle, max(bounds))
