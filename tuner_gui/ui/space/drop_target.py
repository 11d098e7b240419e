"""What a drop at a place of the list would do to the rows that are dragged. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.ui.space.conditions import why_not
from tuner_gui.ui.space.row_order import Landing, Refusal, landing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.space.draft import SpaceDraft

_EDGE = 0.28
"""So much of a row's height, above and below, means: between it and the next."""


@dataclass(frozen=True, slots=True)
class DropOn:
    """The rows are to depend on another.

    Args:
        parent: its key.
    """

    parent: int


DropTarget: TypeAlias = DropOn | Landing | Refusal


def drop_target(draft: SpaceDraft, keys: Sequence[int], place: int, part: float) -> DropTarget:
    """Returns what a drop does.

    Args:
        draft: the rows.
        keys: those that are dragged.
        place: the row under the pointer; the number of rows below the last one.
        part: how far down that row the pointer is, from 0 to 1.
    """
    if place >= len(draft):
        return landing(draft, keys, len(draft))
    under = draft.rows[place].key
    if under not in keys and _EDGE <= part <= 1 - _EDGE:
        return why_not(draft, keys, under) or DropOn(under)
    return landing(draft, keys, place + (part > 0.5))
