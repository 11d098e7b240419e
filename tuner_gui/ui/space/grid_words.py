"""How large the grid of a space is, in one line. No Qt; any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.space import GridCount, HyperParamSpace
    from tuner_gui.ui.space.survey import SpaceFacts

_MOST_DIGITS = 15
_DIGITS_OF_ESTIMATE = 2


def grid_words(space: HyperParamSpace, facts: SpaceFacts) -> str:
    """Returns `Grid: 1,080 combinations`, or why there is none; empty for an empty space.

    Args:
        space: what has been counted; asking it for its positions takes no time any more.
        facts: the count.
    """
    if not space.parameters:
        return ""
    if facts.error:
        return facts.error
    grid = facts.grid
    if grid is None:
        return _why_none(space)
    if grid.is_exact:
        return f"Grid: {_count(grid.points)} combination{'' if grid.points == 1 else 's'}"
    all_of_them = _count(space.grid_positions())
    if not grid.points:
        return f"Grid: next to none of {all_of_them} combinations (estimate)"
    return f"Grid: about {_rounded(grid)} of {all_of_them} combinations (estimate)"


def _why_none(space: HyperParamSpace) -> str:
    names = [each.name for each in space if each.kind.size is None]
    listed = " and ".join(names[:2]) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"
    return f"No grid: {listed} {'is' if len(names) == 1 else 'are'} continuous"


def _count(size: int) -> str:
    if size < 10**_MOST_DIGITS:
        return f"{size:,}"
    return f"about 10^{math.floor(math.log10(size))}"


def _rounded(grid: GridCount) -> str:
    digits = max(0, len(str(grid.points)) - _DIGITS_OF_ESTIMATE)
    return _count(round(grid.points, -digits)).removeprefix("about ")
