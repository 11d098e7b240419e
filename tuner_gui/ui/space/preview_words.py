"""What the preview says of a space in one line. No Qt; any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.kinds import CmaKind, ExtensionKind, GridKind, QmcKind, RandomKind, TpeKind
from tuner_gui.ui.formats import format_estimate, format_part

if TYPE_CHECKING:
    from tuner_gui.core.space import GridCount
    from tuner_gui.insight.space_preview import SpacePreview

_MOST_DIGITS = 15
_LEARNING: dict[type, str] = {TpeKind: "TPE", CmaKind: "CMA-ES"}


def title_words(found: SpacePreview) -> str:
    """Returns `48 random trials`, `Grid: 1,152 trials, every combination once`."""
    kind, planned = found.order.kind, found.order.planned
    more = "more " if found.order.asked else ""
    match kind:
        case GridKind():
            return _grid(found)
        case RandomKind() | QmcKind():
            title = kind.title.lower()
            if planned is None:
                return f"{kind.title} trials until time is up"
            return f"{planned:,} {more}{title} trial{_s(planned)}"
        case TpeKind() | CmaKind() | ExtensionKind():
            title = _LEARNING.get(type(kind), kind.kind)
            if planned is None:
                return f"Trials by {title} until time is up"
            return f"{planned:,} {more}trial{_s(planned)} by {title}"
        case never:
            assert_never(never)


def detail_words(found: SpacePreview, seconds: float | None, workers: int) -> str:
    """Returns `no duplicates · 43 % of the space keeps the constraints · about 12 min …`.

    Args:
        found: what the strategy would do.
        seconds: how long that takes; None says nothing of it.
        workers: how many trials run at a time.
    """
    parts = [_duplicates(found), _feasible(found)]
    if seconds is not None:
        parts.append(time_words(seconds, workers))
    return " · ".join(filter(None, parts))


def time_words(seconds: float, workers: int) -> str:
    """Returns `about 12 min with 2 workers`."""
    hands = "1 worker" if workers == 1 else f"{workers:,} workers"
    return f"about {format_estimate(seconds)} with {hands}"


def rows_words(found: SpacePreview) -> str:
    """Returns what the rows below are."""
    count = len(found.rows)
    order = "next" if found.order.asked else "first"
    if count == found.order.planned and not found.order.asked:
        listed = "The only trial" if count == 1 else f"All {count} trials"
    else:
        listed = f"The {order} trial" if count == 1 else f"The {order} {count} trials"
    if title := _LEARNING.get(type(found.order.kind)):
        return f"{listed}, as {title} draws them while it knows no results. It learns from each."
    return listed


def _grid(found: SpacePreview) -> str:
    grid, planned = found.grid, found.order.planned
    if grid is None:
        return ""
    count = grid_count_words(grid)
    if not grid.is_exact:
        return f"Grid: {count} combinations, an estimate"
    if planned is None or (planned == grid.points and not found.order.asked):
        only = grid.points == 1
        return "Grid: 1 trial" if only else f"Grid: {count} trials, every combination once"
    if found.order.asked:
        return f"Grid: {planned:,} more of {count} combinations"
    return f"Grid: {planned:,} of {count} combinations"


def grid_count_words(grid: GridCount) -> str:
    """Returns `1,152`, `about 2,340,000` or `about 10^155`."""
    points = grid.points
    if points and math.log10(points) >= _MOST_DIGITS:
        return f"about 10^{math.floor(math.log10(points))}"
    if grid.is_exact or points == 0:
        return f"{points:,}"
    digits = max(0, len(str(points)) - 3)
    return f"about {round(points, -digits):,}"


def _duplicates(found: SpacePreview) -> str:
    count, planned = found.duplicates, found.order.planned
    if (end := found.ends_after) is not None:
        return f"ends after {end:,}: there are no others" if end else "all were tried before"
    if count is None or isinstance(found.order.kind, GridKind):
        return ""
    said = f"{count:,} duplicate{_s(count)}" if count else "no duplicates"
    is_part = planned is not None and found.drawn < planned
    return f"{said} among the first {found.drawn:,}" if is_part else said


def _feasible(found: SpacePreview) -> str:
    part = found.feasible_part
    if part is None:
        return ""
    return f"{format_part(part)} of the space keeps the constraints"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
