"""Edits of the order of rows: blocks stay whole, and no row comes before its parent.

No Qt; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.ui.space.outline import Outline, parent_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuner_gui.ui.space.draft import ConditionDraft, RowDraft, SpaceDraft


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an edit cannot be made, in one sentence."""

    message: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where rows would stand after a move.

    Args:
        place: before which place of the draft that is now; its length for the end.
        depth: how deep they would sit.
    """

    place: int
    depth: int
    after: SpaceDraft


def shifted(draft: SpaceDraft, keys: Iterable[int], step: int) -> SpaceDraft | Refusal:
    """Returns the draft with rows, each with its block, one place up (-1) or down (1).

    A place is that of the next row under the same parent. At the first or the last place of the
    outermost level the draft stays as it is.
    """
    outline = Outline(draft)
    chosen = set(outline.outermost(keys))
    order: dict[int | None, list[int]] = {}
    for parent in {outline.parent(key) for key in chosen}:
        order[parent] = _stepped(outline.children(parent), chosen, step)
    if all(order[parent] == outline.children(parent) for parent in order):
        return _why_not_shifted(draft, outline, chosen) or draft
    return _kept_in_order(draft, _reordered(draft, outline, order))


def _stepped(siblings: list[int], chosen: set[int], step: int) -> list[int]:
    """Swaps each chosen one with the next in the direction, unless that is chosen too."""
    keys = siblings if step < 0 else siblings[::-1]
    for place in range(1, len(keys)):
        if keys[place] in chosen and keys[place - 1] not in chosen:
            keys[place - 1], keys[place] = keys[place], keys[place - 1]
    return keys if step < 0 else keys[::-1]


def _why_not_shifted(draft: SpaceDraft, outline: Outline, chosen: set[int]) -> Refusal | None:
    for key in sorted(chosen, key=draft.place_of):
        parent = outline.parent(key)
        if parent is not None:
            return _stays(draft.row(key), draft.row(parent))
    return None


def _stays(row: RowDraft, parent: RowDraft) -> Refusal:
    return Refusal(f"{row.name} depends on {parent.name}, so it stays below it.")


def landing(draft: SpaceDraft, keys: Iterable[int], place: int) -> Landing | Refusal:
    """Returns where rows land that are dropped before a place of the draft.

    They stay under their parent; inside another block they land at its nearer end.
    """
    outline = Outline(draft)
    chosen = outline.outermost(keys)
    parents = {outline.parent(key) for key in chosen}
    if len(parents) != 1:
        return Refusal("These rows sit under different parents; move them one by one.")
    parent = parents.pop()
    first, last = 0, len(draft)
    if parent is not None:
        first, last = draft.place_of(parent) + 1, outline.end(parent)
        if not first <= place <= last:
            return _stays(draft.row(chosen[0]), draft.row(parent))
    siblings = outline.children(parent)
    ends = [*map(draft.place_of, siblings), last]
    nearest = min(range(len(ends)), key=lambda at: (abs(ends[at] - place), -at))
    moved = set(chosen)
    order = [
        *(key for key in siblings[:nearest] if key not in moved),
        *chosen,
        *(key for key in siblings[nearest:] if key not in moved),
    ]
    after = _kept_in_order(draft, _reordered(draft, outline, {parent: order}))
    if isinstance(after, Refusal):
        return after
    return Landing(ends[nearest], outline.depth(chosen[0]), after)


def _reordered(
    draft: SpaceDraft, outline: Outline, order: dict[int | None, list[int]]
) -> SpaceDraft:
    """Returns the draft with the rows under some parents in another order, blocks whole."""
    rows: list[RowDraft] = []
    waiting = list(reversed(order.get(None, outline.children(None))))
    while waiting:
        key = waiting.pop()
        rows.append(draft.row(key))
        waiting += reversed(order.get(key, outline.children(key)))
    return replace(draft, rows=tuple(rows))


def _kept_in_order(before: SpaceDraft, after: SpaceDraft) -> SpaceDraft | Refusal:
    """Refuses an order in which a row comes before a parent that it came after."""
    for row in after:
        for parent in parent_keys(after, row):
            is_late = after.place_of(parent) > after.place_of(row.key)
            if is_late and before.place_of(parent) < before.place_of(row.key):
                name = after.row(parent).name
                return Refusal(f"{row.name} depends on {name}, so it cannot come before it.")
    return after


def settled(draft: SpaceDraft, key: int) -> SpaceDraft:
    """Returns the draft with a row, and its block, under the last of its parents.

    A row without parents leaves the block that it stands in. Rows that would come before a
    parent of theirs follow.
    """
    outline = Outline(draft)
    parents = parent_keys(draft, draft.row(key))
    under = max(parents, key=draft.place_of, default=None)
    if under is not None and outline.parent(key) == under:
        return in_order(draft)
    block = set(outline.block(key))
    if under in block:  # a circle, said at the rows
        return draft
    others = replace(draft, rows=tuple(row for row in draft if row.key not in block))
    rest = Outline(others)
    if under is not None:
        place = rest.end(under)
    else:
        place = draft.place_of(key)
        while place < len(others) and rest.depth(others.rows[place].key) > 0:
            place += 1
    moved = tuple(row for row in draft if row.key in block)
    rows = (*others.rows[:place], *moved, *others.rows[place:])
    return in_order(replace(draft, rows=rows))


def in_order(draft: SpaceDraft) -> SpaceDraft:
    """Returns the draft with each row that comes before a parent moved right below it."""
    placed: dict[int, RowDraft] = {}
    waiting: list[RowDraft] = []
    for row in draft:
        queue = [row]
        while queue:
            each = queue.pop(0)
            if any(parent not in placed for parent in parent_keys(draft, each)):
                if each not in waiting:
                    waiting.append(each)
                continue
            placed[each.key] = each
            ready = [other for other in waiting if each.key in parent_keys(draft, other)]
            waiting = [other for other in waiting if other not in ready]
            queue = ready + queue
    rows = (*placed.values(), *waiting)
    return draft if rows == draft.rows else replace(draft, rows=rows)


def removed(draft: SpaceDraft, keys: Iterable[int]) -> SpaceDraft:
    """Returns the draft without rows; those that sat under them leave the block, which is whole."""
    for key in sorted(keys, key=draft.place_of, reverse=True):
        draft = _without(draft, key)
    return draft


def _without(draft: SpaceDraft, gone: int) -> SpaceDraft:
    outline = Outline(draft)
    orphans = outline.children(gone)
    blocks = [key for orphan in orphans for key in outline.block(orphan)]
    after = draft.without(gone)
    rest = replace(after, rows=tuple(row for row in after if row.key not in blocks))
    above = outline.above(gone)
    place = Outline(rest).end(above[0]) if above else draft.place_of(gone)
    moved = tuple(after.row(key) for key in blocks)
    after = replace(after, rows=(*rest.rows[:place], *moved, *rest.rows[place:]))
    for orphan in orphans:
        if parent_keys(after, after.row(orphan)):
            after = settled(after, orphan)
    return in_order(after)


def copied(draft: SpaceDraft, keys: Sequence[int]) -> tuple[SpaceDraft, tuple[int, ...]]:
    """Returns the draft with a copy of each row below its block, and the keys of the copies.

    The copy of a child whose parent is copied too depends on that copy.
    """
    twins: dict[int, int] = {}
    outline = Outline(draft)
    after = draft
    for outer in reversed(outline.outermost(keys)):
        block = [key for key in outline.block(outer) if key in keys]
        place = outline.end(outer)
        for key in block:
            row = draft.row(key)
            twins[key] = after.free_key()
            copy = replace(
                row,
                key=twins[key],
                name=after.free_name(row.name or "parameter"),
                conditions=tuple(_of_twin(each, twins) for each in row.conditions),
            )
            after = after.adding(copy, place)
            place += 1
    return after, tuple(twins[key] for key in sorted(twins, key=draft.place_of))


def _of_twin(condition: ConditionDraft, twins: dict[int, int]) -> ConditionDraft:
    return replace(condition, parent=twins.get(condition.parent, condition.parent))
