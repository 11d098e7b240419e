"""The environment in which trials run, where it is not the person's own; any thread."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuner_gui.targets.child import findable

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLLOWED = "OMP_NUM_THREADS"
_THREADS = (
    _FOLLOWED,
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""What numeric libraries go by; where the others are not set, nearly all follow the first."""


def threads_per_trial(concurrency: int) -> int:
    """Returns how many threads each of so many trials gets: its share of the cores, at least one.

    Cores are those that this process may use.
    """
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, cores // concurrency)


def thread_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the variables that limit a trial's threads and that the person has not set.

    One who sets OMP_NUM_THREADS means it for all libraries: then there are none.
    """
    if _FOLLOWED in environment:
        return ()
    return tuple(name for name in _THREADS if name not in environment)


def path_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns what a trial's environment needs so that this package is found."""
    path = findable(environment).get("PYTHONPATH")
    if path is None or path == environment.get("PYTHONPATH"):
        return {}
    return {"PYTHONPATH": path}


def trial_variables(environment: Mapping[str, str], threads: int) -> dict[str, str]:
    """Returns the variables that a trial gets besides those that there are, or in their place."""
    limits = {name: str(threads) for name in thread_variables(environment)}
    return limits | path_variables(environment)
