"""How long a sweep has worked, without the nights between. Pure functions, any thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PAUSE_S = 60.0
"""A longer time without any trial is a pause, not thinking: nobody worked then."""


@dataclass(frozen=True, slots=True, eq=False)
class WorkingTime:
    """The clock of a sweep, which stands still while it rests.

    Args:
        start: when the first trial started, in seconds since 1970; NaN where nobody knows.
        total: seconds from there to the end of the last trial; NaN likewise.
        pauses: when each pause began, ascending, shape (pauses,).
        rested: seconds of all pauses before a moment after so many of them, shape (pauses + 1,).
    """

    start: float
    total: float
    pauses: Floats
    rested: Floats

    def at(self, moments: npt.ArrayLike) -> Floats:
        """Returns what the clock says at moments at which a trial ran or ended; same shape."""
        given = np.asarray(moments, np.float64)
        elapsed: Floats = given - self.start - self.rested[np.searchsorted(self.pauses, given)]
        return elapsed


def ends_of(started: npt.ArrayLike, duration_ms: npt.ArrayLike) -> Floats:
    """Returns when trials ended, shape (trials,); of those that run, when they started."""
    ends: Floats = np.asarray(started, np.float64) + np.nan_to_num(duration_ms) / 1000.0
    return ends


def working_time(started: npt.ArrayLike, duration_ms: npt.ArrayLike) -> WorkingTime:
    """Returns the clock of the trials with these times.

    Args:
        started: seconds since 1970, shape (trials,), NaN where unknown.
        duration_ms: milliseconds, shape (trials,), NaN while running.
    """
    ends = ends_of(started, duration_ms)
    is_known = np.isfinite(ends)
    begun, ends = np.asarray(started, np.float64)[is_known], ends[is_known]
    if len(begun) == 0:
        return WorkingTime(np.nan, np.nan, np.empty(0), np.zeros(1))
    order = np.argsort(begun, kind="stable")
    begun, latest = begun[order], np.maximum.accumulate(ends[order])
    gaps = begun[1:] - latest[:-1]
    is_pause = gaps > PAUSE_S
    rested = np.concatenate([[0.0], np.cumsum(gaps[is_pause])])
    total = float(latest[-1] - begun[0] - rested[-1])
    return WorkingTime(float(begun[0]), total, latest[:-1][is_pause], rested)
