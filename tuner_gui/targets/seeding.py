"""Which targets take the trial's own seed: by an argument or a field named `seed`; any thread."""

from __future__ import annotations

import inspect
from types import UnionType
from typing import Any, Union, get_args, get_origin

SEED = "seed"
"""The name under which a target is given the seed, unless the search space has that name."""

_IN_WORDS = frozenset({"int", "int | None", "None | int", "Optional[int]", "Any"})


def admits_seed(annotation: Any) -> bool:
    """Says whether any seed fits what is said of an argument: a whole number, or nothing is said.

    Bounds and choices are for the search space: a seed keeps to none.
    """
    if isinstance(annotation, str):
        return annotation in _IN_WORDS
    if get_origin(annotation) in {Union, UnionType}:
        return int in get_args(annotation)
    return any(annotation is each for each in (int, Any, inspect.Parameter.empty))
