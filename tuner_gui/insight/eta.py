"""How long a sweep will still take. Pure functions, any thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_RECENT = 20
_RECENT_PER_WORKER = 5


def eta_seconds(
    durations_ms: npt.ArrayLike,
    *,
    done: int,
    total: int | None,
    concurrency: int,
    running_ms: npt.ArrayLike = (),
) -> float | None:
    """Estimates the seconds left, from how long the latest trials took.

    Args:
        durations_ms: wall times of trials, the latest last, shape (trials,); NaN is left out.
        done: how many trials are finished.
        total: how many there will be; None where nobody knows.
        concurrency: how many run at once, at least 1.
        running_ms: how long each trial that runs now has been running.

    Returns:
        Seconds, 0 or more; None while there is nothing to judge by.
    """
    if total is None:
        return None
    left = max(0, total - done)
    if left == 0:
        return 0.0
    known = np.asarray(durations_ms, np.float64)
    known = known[np.isfinite(known)][-max(_RECENT, _RECENT_PER_WORKER * concurrency) :]
    if len(known) == 0:
        return None
    typical = float(known.mean())
    ages = np.minimum(np.asarray(running_ms, np.float64), typical)[:left]
    work = left * typical - float(ages.sum())
    last = typical if left > len(ages) else typical - float(ages.min())
    return max(work / min(max(1, concurrency), left), last) / 1000


def whole_seconds(
    durations_ms: npt.ArrayLike, *, trials: int | None, concurrency: int
) -> float | None:
    """Estimates how long a sweep takes before it starts, from trials of its like.

    Args:
        durations_ms: wall times of complete trials, shape (trials,); NaN is left out.
        trials: how many are to be run; None where nobody knows.
        concurrency: how many run at once, at least 1.

    Returns:
        Seconds; None while there is nothing to judge by.
    """
    given = np.asarray(durations_ms, np.float64)
    known = given[np.isfinite(given)]
    if trials is None or len(known) == 0:
        return None
    typical = float(np.median(known)) / 1000
    return typical * max(trials / max(1, concurrency), min(trials, 1))
