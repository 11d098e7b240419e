"""Edits of the conditions of rows; a row moves under its parent as it gets one.

No Qt; any thread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.values import value_key
from tuner_gui.ui.space.draft import ConditionDraft
from tuner_gui.ui.space.outline import parent_keys
from tuner_gui.ui.space.row_order import Refusal, settled
from tuner_gui.ui.space.row_reading import read_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.draft import RowDraft, SpaceDraft

_MOST_LISTED = 12
"""A number with more values than these is asked for as text."""


def listed_values(row: RowDraft) -> tuple[ParamValue, ...] | None:
    """Returns the values that a row can have, where they are few enough to be ticked.

    A row whose range cannot be read has none; one of many numbers gives None.
    """
    match read_row(row).kind:
        case Choice(values=values):
            return values
        case Constant(value=value):
            return (value,)
        case Int() | Float() as kind if kind.size is not None and kind.size <= _MOST_LISTED:
            return tuple(kind.value_at(index) for index in range(kind.size))
        case None:
            return ()
        case _:
            return None


def depending_on(draft: SpaceDraft, key: int) -> set[int]:
    """Returns the keys of a row and of all that depend on it, directly or not."""
    found = {key}
    size = 0
    while size != len(found):
        size = len(found)
        found |= {row.key for row in draft if not found.isdisjoint(parent_keys(draft, row))}
    return found


def possible_parents(draft: SpaceDraft, keys: Iterable[int]) -> list[RowDraft]:
    """Returns the rows that all of these rows can depend on, in declared order."""
    barred = set[int]().union(*(depending_on(draft, key) for key in keys))
    return [row for row in draft if row.key not in barred]


def why_not(draft: SpaceDraft, keys: Iterable[int], parent: int) -> Refusal | None:
    """Says why a row cannot depend on a parent; None where each of them can."""
    for key in keys:
        name, above = draft.row(key).name, draft.row(parent).name
        if key == parent:
            return Refusal(f"{name} cannot depend on itself.")
        if parent in depending_on(draft, key):
            return Refusal(f"{above} depends on {name}, so {name} cannot depend on it.")
    return None


def with_condition(
    draft: SpaceDraft, keys: Iterable[int], parent: int, values: Sequence[ParamValue]
) -> SpaceDraft | Refusal:
    """Returns the draft with rows active only while a parent has one of the values.

    They move under it; another condition on the same parent is replaced. Without values that
    condition goes.
    """
    listed = sorted(keys, key=draft.place_of)
    if refusal := why_not(draft, listed, parent):
        return refusal
    condition = ConditionDraft(parent, draft.row(parent).name, tuple(values))
    rows = (_with(draft.row(key), condition) for key in listed)
    return _settled(draft.with_rows(rows), listed)


def _with(row: RowDraft, condition: ConditionDraft) -> RowDraft:
    others = [each for each in row.conditions if each.parent != condition.parent]
    if not condition.values:
        return replace(row, conditions=tuple(others))
    place = next(
        (at for at, each in enumerate(row.conditions) if each.parent == condition.parent),
        len(others),
    )
    return replace(row, conditions=(*others[:place], condition, *others[place:]))


def always_active(draft: SpaceDraft, keys: Iterable[int]) -> SpaceDraft:
    """Returns the draft with rows that have no conditions; they leave the block they sat in."""
    listed = sorted(keys, key=draft.place_of)
    rows = (replace(draft.row(key), conditions=()) for key in listed)
    return _settled(draft.with_rows(rows), listed)


def with_conditions(
    draft: SpaceDraft, key: int, conditions: tuple[ConditionDraft, ...]
) -> SpaceDraft:
    """Returns the draft with these conditions at a row, which stays where it stands."""
    return draft.with_row(replace(draft.row(key), conditions=conditions))


def _settled(draft: SpaceDraft, keys: Iterable[int]) -> SpaceDraft:
    for key in keys:
        draft = settled(draft, key)
    return draft


def values_of(row: RowDraft, parent: int) -> tuple[ParamValue, ...]:
    """Returns the values of a parent that switch a row on; none without such a condition."""
    found = (each.values for each in row.conditions if each.parent == parent)
    return next(found, ())


def shared_values(draft: SpaceDraft, keys: Iterable[int], parent: int) -> tuple[ParamValue, ...]:
    """Returns the values of a parent that switch on every one of these rows."""
    first, *others = (values_of(draft.row(key), parent) for key in keys)
    known = [{value_key(value) for value in values} for values in others]
    return tuple(value for value in first if all(value_key(value) in keys for keys in known))
