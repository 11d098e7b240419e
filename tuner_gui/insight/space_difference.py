"""What changed from one search space to another, row by row. Pure functions, any thread."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tuner_gui.core.space_document import space_to_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.space_document import AnyRow

RowChange: TypeAlias = Literal["added", "removed", "changed", "moved"]


class Absent(Enum):
    """Stands where a field has no value; `None` is a value that a constant may have."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row, before and after; `ABSENT` where it was or is not there.

    Args:
        field: as in the document: `low`, `values`, `kind`; of a condition `when.PARENT`.
    """

    field: str
    before: JsonValue | Absent
    after: JsonValue | Absent


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One parameter that is other than before.

    Args:
        change: a row that is both moved and changed is `changed`.
        kind: after the change; of a removed row before it.
        fields: what changed; all that an added or a removed row says.
        before_place: counted from 1; None where the row was not there.
        after_place: likewise.
        is_moved: it stands elsewhere among the rows that stayed.
    """

    name: str
    change: RowChange
    kind: str
    fields: tuple[FieldChange, ...]
    before_place: int | None
    after_place: int | None
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class SpaceDifference:
    """All that is other, in the order of the later space; removed rows where they stood."""

    rows: tuple[RowDifference, ...] = ()
    constraints_added: tuple[str, ...] = ()
    constraints_removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.constraints_added or self.constraints_removed)

    def count(self, change: RowChange) -> int:
        """Returns how many rows changed in this way."""
        return sum(row.change == change for row in self.rows)


def space_difference(before: HyperParamSpace, after: HyperParamSpace) -> SpaceDifference:
    """Returns what changed from one space to another; rows are known by their names.

    Nothing has changed exactly where both have the same document, but for the order of their
    constraints.
    """
    old, new = space_to_document(before), space_to_document(after)
    return SpaceDifference(
        _rows(old.parameters, new.parameters),
        _without(new.constraints, old.constraints),
        _without(old.constraints, new.constraints),
    )


def _rows(old: Sequence[AnyRow], new: Sequence[AnyRow]) -> tuple[RowDifference, ...]:
    old_places = {row.name: place for place, row in enumerate(old, 1)}
    new_places = {row.name: place for place, row in enumerate(new, 1)}
    moved = _moved([row.name for row in new if row.name in old_places], old_places)
    found: list[RowDifference] = []
    gone = iter([row for row in old if row.name not in new_places])
    waiting = next(gone, None)
    reached = 0
    for row in new:
        place = old_places.get(row.name)
        if place is not None and row.name not in moved:
            reached = place
            while waiting is not None and old_places[waiting.name] < reached:
                found.append(_removed(waiting, old_places[waiting.name]))
                waiting = next(gone, None)
        if place is None:
            found.append(_added(row, new_places[row.name]))
        elif difference := _changed(
            old[place - 1], row, place, new_places[row.name], is_moved=row.name in moved
        ):
            found.append(difference)
    while waiting is not None:
        found.append(_removed(waiting, old_places[waiting.name]))
        waiting = next(gone, None)
    return tuple(found)


def _added(row: AnyRow, place: int) -> RowDifference:
    fields = tuple(FieldChange(name, ABSENT, value) for name, value in _fields(row).items())
    return RowDifference(row.name, "added", row.kind, fields, None, place)


def _removed(row: AnyRow, place: int) -> RowDifference:
    fields = tuple(FieldChange(name, value, ABSENT) for name, value in _fields(row).items())
    return RowDifference(row.name, "removed", row.kind, fields, place, None)


def _changed(
    old: AnyRow, new: AnyRow, old_place: int, new_place: int, *, is_moved: bool
) -> RowDifference | None:
    before, after = _fields(old), _fields(new)
    if old.kind != new.kind:
        before, after = {"kind": old.kind, **before}, {"kind": new.kind, **after}
    fields = tuple(
        FieldChange(name, before.get(name, ABSENT), after.get(name, ABSENT))
        for name in dict.fromkeys((*before, *after))
        if repr(before.get(name, ABSENT)) != repr(after.get(name, ABSENT))  # True, 1 and 1.0 differ
    )
    if not fields and not is_moved:
        return None
    change: RowChange = "changed" if fields else "moved"
    return RowDifference(new.name, change, new.kind, fields, old_place, new_place, is_moved)


def _fields(row: AnyRow) -> dict[str, JsonValue]:
    """Returns what a row says beside name and kind, each condition as a field of its own."""
    plain: dict[str, JsonValue] = row.model_dump(mode="json", exclude={"name", "kind", "when"})
    said = {name: value for name, value in plain.items() if _says_something(value)}
    if row.kind == "constant":
        said["value"] = row.value  # null and false are values here
    if row.disabled is not None:
        said["disabled"] = row.disabled.value
    return said | {f"when.{parent}": list(values) for parent, values in row.when.items()}


def _says_something(value: JsonValue) -> bool:
    return value is not None and value is not False


def _without(those: Sequence[str], these: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in those if text not in these)


def _moved(names: Sequence[str], old_places: dict[str, int]) -> set[str]:
    """Returns the fewest names that have to move to get from the old order to this one."""
    ends: list[int] = []
    best: list[tuple[int, int | None]] = []
    last: list[int] = []
    for index, name in enumerate(names):
        place = old_places[name]
        length = bisect_left(ends, place)
        ends[length:] = [place, *ends[length + 1 :]]
        last[length:] = [index, *last[length + 1 :]]
        best.append((length, last[length - 1] if length else None))
    staying: set[str] = set()
    index_or_none = last[-1] if last else None
    while index_or_none is not None:
        staying.add(names[index_or_none])
        index_or_none = best[index_or_none][1]
    return set(names) - staying
