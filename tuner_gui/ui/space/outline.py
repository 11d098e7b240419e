"""Where the rows of a draft stand: under which parent, how deep, in which block.

No Qt; any thread.

The list is flat and its order is the declared one. A row sits under a parent when it stands in
that parent's block: right below it, or below others that do. A row that stands elsewhere (an
imported space may declare it anywhere later) sits under none.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.ui.space.draft import ConditionDraft, RowDraft, SpaceDraft


class Outline:
    """The tree that a draft's rows and conditions make, worked out once."""

    def __init__(self, draft: SpaceDraft) -> None:
        self._draft = draft
        self._above: dict[int, tuple[int, ...]] = {}
        self._end: dict[int, int] = {}
        by_name: dict[str, int] = {}
        path: list[int] = []
        for place, row in enumerate(draft):
            found = {_parent_key(draft, by_name, each) for each in row.conditions}
            keep = next((at for at in range(len(path), 0, -1) if path[at - 1] in found), 0)
            self._close(path[keep:], place)
            self._above[row.key] = tuple(path[:keep])
            path = [*path[:keep], row.key]
            by_name.setdefault(row.name, row.key)
        self._close(path, len(draft))

    def _close(self, keys: Iterable[int], place: int) -> None:
        for key in keys:
            self._end[key] = place

    def above(self, key: int) -> tuple[int, ...]:
        """Returns the keys of the rows that a row sits under, the outermost first."""
        return self._above[key]

    def depth(self, key: int) -> int:
        """Returns how many rows a row sits under."""
        return len(self._above[key])

    def parent(self, key: int) -> int | None:
        """Returns the key of the row that a row sits right under; None at the outermost level."""
        above = self._above[key]
        return above[-1] if above else None

    def end(self, key: int) -> int:
        """Returns the place after the last row of a row's block."""
        return self._end[key]

    def block(self, key: int) -> tuple[int, ...]:
        """Returns the keys of a row and of all that sit under it, in declared order."""
        start = self._draft.place_of(key)
        return tuple(row.key for row in self._draft.rows[start : self._end[key]])

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        children: dict[int | None, list[int]] = {}
        for row in self._draft:
            children.setdefault(self.parent(row.key), []).append(row.key)
        return children

    def children(self, parent: int | None) -> list[int]:
        """Returns the keys of the rows right under a row, or of those at the outermost level."""
        return list(self._children.get(parent, ()))

    def outermost(self, keys: Iterable[int]) -> list[int]:
        """Returns those of these rows that sit under none of the others, in declared order."""
        given = set(keys)
        found = [key for key in given if given.isdisjoint(self._above[key])]
        return sorted(found, key=self._draft.place_of)

    def guides(self, key: int) -> tuple[bool, ...]:
        """Says for each row above, outermost first, whether its line goes on below this row."""
        path = (*self._above[key], key)
        return tuple(self._end[inner] < self._end[outer] for outer, inner in pairwise(path))


def parent_keys(draft: SpaceDraft, row: RowDraft) -> tuple[int, ...]:
    """Returns the keys of the rows that a row depends on, as far as there are such rows."""
    by_name: dict[str, int] = {}
    if any(condition.parent not in draft for condition in row.conditions):
        by_name = {other.name: other.key for other in reversed(draft.rows)}
    found = (_parent_key(draft, by_name, condition) for condition in row.conditions)
    return tuple(key for key in found if key is not None)


def _parent_key(
    draft: SpaceDraft, by_name: dict[str, int], condition: ConditionDraft
) -> int | None:
    """A row that went and came back under its name is the same parent."""
    if condition.parent in draft:
        return condition.parent
    return by_name.get(condition.parent_name)
