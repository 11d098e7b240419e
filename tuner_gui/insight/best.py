"""Best so far: the steps of a sweep's progress. Pure functions, any thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def best_steps(
    numbers: npt.ArrayLike,
    values: npt.ArrayLike,
    is_maximized: bool,
) -> tuple[Ints, Floats]:
    """Returns where the best value changed along trial numbers given in any order.

    The change points of earlier trials can stand for all of them: handing them in again together
    with later trials gives the same answer as handing in everything.

    Args:
        numbers: trial numbers, each once, shape (trials,).
        values: their objective values, shape (trials,); NaN where there is none.
        is_maximized: whether more is better.

    Returns:
        Numbers and values of the change points only, ascending, both of shape (changes,). Of
        equal values the first counts.
    """
    given = np.asarray(values, np.float64)
    usable = ~np.isnan(given)
    at, found = np.asarray(numbers, np.int64)[usable], given[usable]
    if len(at) == 0:
        return at, found
    if not (at[1:] > at[:-1]).all():
        order = np.argsort(at, kind="stable")
        at, found = at[order], found[order]
    running = np.maximum.accumulate(found) if is_maximized else np.minimum.accumulate(found)
    is_change = np.ones(len(running), np.bool_)
    is_change[1:] = running[1:] != running[:-1]
    return at[is_change], running[is_change]
