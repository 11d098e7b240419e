"""Makes the draft say what a text says, and nothing else differently. No Qt; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.ui.space.draft import SpaceDraft

if TYPE_CHECKING:
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.space.draft import ConstraintDraft, RowDraft


def draft_of_text(
    space: HyperParamSpace, before: SpaceDraft, said: HyperParamSpace | None
) -> SpaceDraft:
    """Returns a draft that reads as a space and is as much like another draft as can be.

    A row that goes by the same name keeps its key, so that it stays selected, and one that means
    the same stays as it was typed. A row with a new name in the place of one that is gone has
    been renamed.

    Args:
        space: what the draft is to say.
        before: the other draft.
        said: the space that it says; None where it says none.
    """
    fresh = SpaceDraft.from_space(space, before.free_key())
    keys = _kept_keys(fresh, before)
    meant = dict(zip((row.key for row in before), said or (), strict=said is not None))
    rows = []
    for row, parameter in zip(fresh, space, strict=True):
        kept = _with_keys(row, keys)
        known = before.row(kept.key) if kept.key in before else None
        if known is not None and meant.get(known.key) == parameter:
            kept = replace(known, conditions=kept.conditions)
        rows.append(kept)
    constraints = _kept_constraints(fresh.constraints, before.constraints)
    draft = replace(fresh, rows=tuple(rows), constraints=constraints)
    return before if draft == before else draft


def _kept_keys(fresh: SpaceDraft, before: SpaceDraft) -> dict[int, int]:
    """Returns the key that each fresh row takes over, by its own."""
    old = {row.name: row.key for row in reversed(before.rows)}
    keys = {row.key: old.pop(row.name) for row in fresh if row.name in old}
    left = set(old.values())
    for row, there in zip(fresh, before, strict=False):
        if row.key not in keys and there.key in left:
            keys[row.key] = there.key
            left.discard(there.key)
    return keys


def _with_keys(row: RowDraft, keys: dict[int, int]) -> RowDraft:
    conditions = tuple(
        replace(each, parent=keys.get(each.parent, each.parent)) for each in row.conditions
    )
    return replace(row, key=keys.get(row.key, row.key), conditions=conditions)


def _kept_constraints(
    fresh: tuple[ConstraintDraft, ...], before: tuple[ConstraintDraft, ...]
) -> tuple[ConstraintDraft, ...]:
    """Those of the same text stay the same; others take the place they stand in, or a new key."""
    known = {each.text: each for each in reversed(before)}
    kept = [known.pop(each.text, None) for each in fresh]
    taken = {each.key for each in kept if each is not None}
    free = max((each.key for each in before), default=-1) + 1
    result = []
    for place, (new, old) in enumerate(zip(fresh, kept, strict=True)):
        if old is not None:
            result.append(old)
            continue
        there = before[place].key if place < len(before) else free
        key = there if there not in taken else free
        free += key == free
        taken.add(key)
        result.append(replace(new, key=key))
    return tuple(result)
