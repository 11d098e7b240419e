"""The environment in which trials run, where it is not the person's own; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.targets.child import findable

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_THREAD_EACH = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def trial_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns the variables that a trial gets besides those that there are, or in their place.

    One thread for each trial unless the person says otherwise, and a path to this package.
    """
    added = {name: "1" for name in _ONE_THREAD_EACH if name not in environment}
    path = findable(environment).get("PYTHONPATH")
    if path is not None and path != environment.get("PYTHONPATH"):
        added["PYTHONPATH"] = path
    return added
