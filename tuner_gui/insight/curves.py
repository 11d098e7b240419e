"""Which reported metric to draw, and which part of its values. Pure functions, any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

Floats = npt.NDArray[np.float64]

_TOO_FEW = 3
"""Of fewer curves none is called an outlier."""

_REACH = 3.0
"""How far beyond the usual curve the range goes at most, in heights of that curve."""


def metric_to_draw(store: TrialStore, wish: str = "") -> str:
    """Returns the wished metric if it was reported, else the objective's, else the first one.

    Empty where nothing was reported.
    """
    names = store.reported_names
    known = (name for name in (wish, store.objective.metric) if name in names)
    return next(known, names[0] if names else "")


def curve_range(
    lows: Floats, highs: Floats, wanted: tuple[float, ...] = ()
) -> tuple[float, float] | None:
    """Returns the values to show, so that some curves that ran wild do not flatten all others.

    What is usual is told by medians, which stay where they are while less than half of the curves
    run wild; only what is far from that is left out.

    Args:
        lows: the lowest value of each curve, shape (curves,), finite.
        highs: the highest one, likewise.
        wanted: values that must be in view.

    Returns:
        The lowest and the highest value; None without curves.
    """
    if len(lows) == 0:
        return None
    with np.errstate(over="ignore"):  # what ran wild may be near the end of all numbers
        bottom, top = float(np.median(lows)), float(np.median(highs))
        reach = _REACH * max(top - bottom, _scatter(lows), _scatter(highs))
    if len(lows) < _TOO_FEW or reach == 0:
        return float(lows.min()), float(highs.max())
    low = float(lows[lows >= bottom - reach].min())
    high = float(highs[highs <= top + reach].max())
    return min(low, *wanted, high), max(high, *wanted, low)


def _scatter(values: Floats) -> float:
    """Twice the median distance from the median."""
    return 2 * float(np.median(np.abs(values - np.median(values))))
