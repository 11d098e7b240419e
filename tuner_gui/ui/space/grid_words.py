"""How large the grid of a space is, in one line. No Qt; any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.space import HyperParamSpace

_MOST_DIGITS = 15


def grid_words(space: HyperParamSpace) -> str:
    """Returns `Grid: 1,080 combinations`, or why there is none; empty for an empty space."""
    if not space.parameters:
        return ""
    size = space.grid_size()
    if size is not None:
        return f"Grid: {_count(size)} combination{'' if size == 1 else 's'}"
    names = [each.name for each in space if each.kind.size is None]
    listed = " and ".join(names[:2]) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"
    return f"No grid: {listed} {'is' if len(names) == 1 else 'are'} continuous"


def _count(size: int) -> str:
    exponent = math.log10(size)
    return f"{size:,}" if exponent < _MOST_DIGITS else f"about 10^{math.floor(exponent)}"
