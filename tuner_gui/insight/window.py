"""The range of values worth looking at. Pure functions, any thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SAMPLE = 20_000
_TOO_FEW = 12
"""Below this many values none is called an outlier."""

_FEW = 0.1
_FEW_APART = 2.0
_MANY_APART = 3.0
"""A gap cuts off what lies below it if it is so many times as wide as all that lies above it:
the first number while a tenth of the values is cut off, the second up to half of them."""

_BULK_REACH = 20.0
"""How far from the best the window may reach, in distances from the best to the median."""


def value_window(values: npt.ArrayLike, is_maximized: bool) -> tuple[float, float] | None:
    """Returns the lowest and highest value a chart should show, so that outliers do not squash it.

    The best side is always kept whole, and so is the better half. The worse side is cut where a
    gap leaves values far behind all others, and where the better half would become a line. From
    20,000 values on, an even sample tells what is far.

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
    if is_maximized:
        return _worst_shown(finite, high), high
    return low, -_worst_shown(-finite, -low)


def _worst_shown(values: npt.NDArray[np.float64], best: float) -> float:
    """The lowest value to show of those to be maximised."""
    sample = np.sort(values[:: -(-len(values) // _SAMPLE)])
    middle = float(np.median(sample))
    if middle == best:
        return float(values.min())
    bound = max(best - _BULK_REACH * (best - middle), _end_of_gap(sample, best))
    return float(values[values >= min(middle, bound)].min())


def _end_of_gap(ascending: npt.NDArray[np.float64], best: float) -> float:
    """The value above the highest gap that cuts off, or the lowest value."""
    half = len(ascending) // 2
    gaps = np.diff(ascending[: half + 1])
    above = best - ascending[1 : half + 1]
    is_few = np.arange(1, half + 1) <= _FEW * len(ascending)
    is_cut = gaps > np.where(is_few, _FEW_APART, _MANY_APART) * above
    return float(ascending[1 : half + 1][is_cut].max(initial=ascending[0]))
