"""How large the grid of a space is, in one line. No Qt; any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.space import HyperParamSpace

_MOST_WATCHED = 100_000
_MOST_DIGITS = 15


def grid_size(space: HyperParamSpace) -> int | None:
    """Returns the number of grid points; None if there is none, or counting would take too long.

    Under a condition each value of the parent is looked at, which a range of millions makes slow.
    """
    if not space.parameters or _slow_parent(space):
        return None
    return space.grid_size()


def grid_words(space: HyperParamSpace) -> str:
    """Returns `Grid: 1,080 combinations`, or why there is none; empty for an empty space."""
    if not space.parameters:
        return ""
    if parent := _slow_parent(space):
        return f"Grid: not counted, conditions look at {parent}"
    size = space.grid_size()
    if size is not None:
        return f"Grid: {_count(size)} combination{'' if size == 1 else 's'}"
    names = [each.name for each in space if each.kind.size is None]
    listed = " and ".join(names[:2]) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"
    return f"No grid: {listed} {'is' if len(names) == 1 else 'are'} continuous"


def _slow_parent(space: HyperParamSpace) -> str:
    parents = {condition.parent for each in space for condition in each.conditions}
    slow = (name for name in parents if (space[name].kind.size or 0) > _MOST_WATCHED)
    return min(slow, default="")


def _count(size: int) -> str:
    exponent = math.log10(size)
    return f"{size:,}" if exponent < _MOST_DIGITS else f"about 10^{math.floor(exponent)}"
