"""Which parameters tell most about a trial's value. Pure functions, any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

_BINS = 6
_SAMPLE = 2_000


def most_telling(
    columns: Mapping[str, npt.NDArray[np.float64]],
    values: npt.NDArray[np.float64],
    count: int = 2,
) -> tuple[str, ...]:
    """Returns the parameters that go along most with the values, the most telling first.

    A quick guess for a line of text, not an importance: each parameter is cut into a few groups,
    and counts by the share of the ranks' variance that lies between its groups. Of equals, and
    while there are too few values to judge, the order of the columns decides; parameters that
    never vary come last.

    Args:
        columns: numbers for each parameter, shape (trials,); NaN where inactive.
        values: objective values, shape (trials,); NaN where there is none.
        count: how many names to return at most.
    """
    usable = np.flatnonzero(np.isfinite(values))
    usable = usable[:: max(1, -(-len(usable) // _SAMPLE))]
    ranks = _ranks(values[usable])
    shares = {name: _share_between(column[usable], ranks) for name, column in columns.items()}
    return tuple(sorted(shares, key=lambda name: -shares[name])[:count])


def _ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Average ranks: equal values get the same."""
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    middles = np.cumsum(sizes) - (sizes - 1) / 2
    return np.asarray(middles[group], np.float64)


def _share_between(column: npt.NDArray[np.float64], ranks: npt.NDArray[np.float64]) -> float:
    """The share (0 to 1) of the ranks' variance between groups, corrected for their number."""
    levels = np.unique(column)  # all NaN count as one level
    if len(levels) < 2:
        return -1.0
    binned = column if len(levels) <= _BINS else (_ranks(column) - 0.5) * _BINS // len(column)
    _, group, sizes = np.unique(binned, return_inverse=True, return_counts=True)
    spread = float(((ranks - ranks.mean()) ** 2).sum())
    free = len(ranks) - len(sizes)
    if spread == 0 or free <= 0:
        return 0.0
    means = np.bincount(group, weights=ranks) / sizes
    within = float(((ranks - means[group]) ** 2).sum())
    return max(0.0, 1 - (within / free) / (spread / (len(ranks) - 1)))
