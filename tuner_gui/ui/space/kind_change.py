"""What a row becomes when its kind is changed: keeps what can be kept. No Qt; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.ui.space.draft import RowDraft, new_row
from tuner_gui.ui.space.reading import read_row
from tuner_gui.ui.space.values_text import value_text, values_text

if TYPE_CHECKING:
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.draft import KindName

_MOST_LISTED = 8


def with_kind(row: RowDraft, kind: KindName) -> RowDraft:
    """Returns the row as another kind.

    Texts that were typed stay. Fields that are still empty get what the old kind says: a range
    becomes the list of its numbers, a list of numbers the range around them.
    """
    seeds = _seeds(row, kind)
    fresh = new_row(row.key, row.name, kind)
    filled = {
        field: seeds.get(field) or fresh.text(field)
        for field in ("low", "high", "values", "constant")
        if not row.text(field).strip()
    }
    return replace(row, kind=kind).with_texts(**filled)


def _seeds(row: RowDraft, kind: KindName) -> dict[str, str]:
    values = _values(row)
    if not values:
        return {}
    match kind:
        case "choice":
            return {"values": values_text(values)}
        case "constant":
            return {"constant": value_text(values[0])}
        case "float" | "int":
            number = int if kind == "int" else int | float
            numbers = [each for each in values if isinstance(each, number)]
            numbers = [each for each in numbers if not isinstance(each, bool)]
            if not numbers:
                return {}
            return {"low": value_text(min(numbers)), "high": value_text(max(numbers))}
        case never:
            assert_never(never)


def _values(row: RowDraft) -> tuple[ParamValue, ...]:
    match read_row(row).kind:
        case Choice(values=values):
            return values
        case Constant(value=value):
            return (value,)
        case Int() as kind if (kind.size or 0) <= _MOST_LISTED:
            return tuple(kind.value_at(index) for index in range(kind.size or 0))
        case Int(low=low, high=high) | Float(low=low, high=high):
            return (low, high)
        case _:
            return ()
