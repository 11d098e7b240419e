"""Rows of a space on their way into another one, as text anybody reads and as typed.

No Qt; any thread.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from tuner_gui.core.constraints import Constraint, rename_in
from tuner_gui.core.errors import InvalidSpace, TuningError
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space_document import row_of_parameter
from tuner_gui.core.values import ParamValue, freeze_value
from tuner_gui.ui.space.draft import KIND_NAMES, ConditionDraft, RowDraft
from tuner_gui.ui.space.outline import Outline
from tuner_gui.ui.space.row_draft import row_of
from tuner_gui.ui.space.row_order import settled
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.text_format import space_text
from tuner_gui.ui.space.text_reading import read_rows_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuner_gui.ui.space.draft import SpaceDraft

_NO_KEY = -1


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A row without a place: its conditions name their parents.

    Args:
        row: its fields as typed; it has neither key nor conditions.
        conditions: names of parents, each with the values that switch on.
    """

    row: RowDraft
    conditions: tuple[tuple[str, tuple[ParamValue, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """Rows that travel together, and the constraints among them."""

    rows: tuple[ParcelRow, ...]
    constraints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A draft with the rows of a parcel in it.

    Args:
        keys: those of the new rows.
        orphans: new rows that lost a condition, since its parent is not there; each with the
            name of that parent.
    """

    draft: SpaceDraft
    keys: tuple[int, ...]
    orphans: tuple[tuple[str, str], ...] = ()


def packed(draft: SpaceDraft, keys: Iterable[int]) -> Parcel:
    """Returns rows of a draft, and the constraints that speak of nothing else."""
    rows = [row for row in draft if row.key in set(keys)]
    names = {row.name for row in rows}
    parcel_rows = tuple(
        ParcelRow(
            replace(row, key=_NO_KEY, conditions=()),
            tuple((draft.parent_name(each), each.values) for each in row.conditions),
        )
        for row in rows
    )
    texts = (each.text for each in draft.constraints)
    return Parcel(parcel_rows, tuple(text for text in texts if names.issuperset(_named_in(text))))


def _named_in(text: str) -> tuple[str, ...]:
    """Returns the parameters that a constraint names; one that no parcel has if unreadable."""
    try:
        return Constraint(text).names
    except InvalidSpace:
        return ("",)


def parcel_text(parcel: Parcel) -> str:
    """Returns the rows as YAML; of those that cannot be read only the names, as comments."""
    rows, unread = [], []
    for each in parcel.rows:
        reading = read_row(each.row)
        drawn = reading.drawn
        if drawn is None or not each.row.name:
            unread.append(f"# {each.row.name or 'a parameter'} has a problem and is left out\n")
            continue
        conditions = tuple(Condition(parent, values) for parent, values in each.conditions)
        set_aside = reading.kind if each.row.disabled is not None else None
        rows.append(row_of_parameter(Parameter(each.row.name, drawn, conditions, set_aside)))
    return "".join(unread) + (space_text(rows, parcel.constraints) if rows else "")


def parcel_json(parcel: Parcel) -> str:
    """Returns the rows as typed, problems and all."""
    names = [field.name for field in fields(RowDraft) if field.name not in {"key", "conditions"}]
    rows = [
        {name: getattr(each.row, name) for name in names} | {"conditions": each.conditions}
        for each in parcel.rows
    ]
    return json.dumps({"rows": rows, "constraints": parcel.constraints})


def parcel_of_json(text: str) -> Parcel | None:
    """Returns what `parcel_json` wrote; None for anything else."""
    try:
        plain = json.loads(text)
        rows = tuple(_parcel_row(row) for row in plain["rows"])
        constraints = tuple(_text(each) for each in plain["constraints"])
    except (ValueError, TypeError, KeyError, RecursionError, TuningError):
        return None
    return Parcel(rows, constraints)


def _parcel_row(plain: Mapping[str, Any]) -> ParcelRow:
    given: dict[str, Any] = {}
    for field in fields(RowDraft):
        if field.name in {"key", "conditions"}:
            continue
        value = plain.get(field.name, field.default)
        is_optional_text = field.default is None and (value is None or isinstance(value, str))
        if not is_optional_text and type(value) is not type(field.default):
            raise TypeError(field.name)
        given[field.name] = value
    if given["kind"] not in KIND_NAMES:
        raise ValueError(given["kind"])
    conditions = tuple(
        (_text(parent), tuple(freeze_value(value) for value in values))
        for parent, values in plain["conditions"]
    )
    return ParcelRow(RowDraft(_NO_KEY, **given), conditions)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def parcel_of_text(text: str) -> Parcel:
    """Returns the rows that a text of YAML or JSON lists.

    Raises:
        TextFault: it lists none, or not rightly; the message names the line.
    """
    read = read_rows_text(text)
    rows = tuple(
        ParcelRow(
            row_of(replace(each, conditions=()), {each.name: _NO_KEY}),
            tuple((condition.parent, condition.values) for condition in each.conditions),
        )
        for each in read.parameters
    )
    return Parcel(rows, read.constraints)


def pasted(draft: SpaceDraft, parcel: Parcel, after: int | None = None) -> Pasted:
    """Returns the draft with the rows of a parcel, under free names.

    Conditions among them are kept, and those on parents that stand there by name.

    Args:
        draft: where they go.
        parcel: what comes.
        after: the row behind which, and behind whose block, they go; by default the end.
    """
    place = len(draft) if after is None else _end_of_block(draft, after)
    there = {row.name: row.key for row in draft}
    new: dict[str, RowDraft] = {}
    orphans: list[tuple[str, str]] = []
    keys: list[int] = []
    hanging: list[int] = []
    for offset, each in enumerate(parcel.rows):
        name = draft.free_name(each.row.name or "parameter")
        known = there | {old: row.key for old, row in new.items()}
        conditions = tuple(
            ConditionDraft(known[parent], parent, values)
            for parent, values in each.conditions
            if parent in known
        )
        orphans += [(name, parent) for parent, _ in each.conditions if parent not in known]
        row = replace(each.row, key=draft.free_key(), name=name, conditions=conditions)
        draft = draft.adding(row, place + offset)
        if conditions and not any(parent in new for parent, _ in each.conditions):
            hanging.append(row.key)
        new[each.row.name] = row
        keys.append(row.key)
    for key in hanging:
        draft = settled(draft, key)
    draft = _constrained(draft, parcel.constraints, {old: row.name for old, row in new.items()})
    return Pasted(draft, tuple(keys), tuple(orphans))


def _end_of_block(draft: SpaceDraft, key: int) -> int:
    outline = Outline(draft)
    return outline.end((*outline.above(key), key)[0])


def _constrained(
    draft: SpaceDraft, constraints: Sequence[str], names: Mapping[str, str]
) -> SpaceDraft:
    """Adds constraints, their names following those of the rows; none a second time."""
    for text in constraints:
        renamed = text
        for place, old in enumerate(names):  # by way of names that nobody has
            renamed = rename_in(renamed, old, f"_pasted_{place}_")
        for place, new in enumerate(names.values()):
            renamed = rename_in(renamed, f"_pasted_{place}_", new)
        if all(renamed != each.text for each in draft.constraints):
            draft, _ = draft.adding_constraint(renamed)
    return draft
