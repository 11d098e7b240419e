"""Which numbers are classes and which a quantity: one rule for every source; any thread.

Numbers are classes where they are whole, and where there are at most 20 different ones, three rows
or more to each on average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_MOST_CLASSES = 20
_ROWS_A_CLASS = 3
_GLANCE_ROWS = 1_000


def are_classes(values: npt.NDArray[Any]) -> bool:
    """Says whether the numbers of a target, none of them missing, are classes."""
    most = min(_MOST_CLASSES, len(values) // _ROWS_A_CLASS)
    if len(np.unique(values[:_GLANCE_ROWS])) > most or len(np.unique(values)) > most:
        return False
    return bool(np.isfinite(values).all() and (values == np.round(values)).all())
