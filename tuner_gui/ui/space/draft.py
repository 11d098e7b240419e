"""The draft of a search space: every text as typed, immutable. No Qt; any thread.

A draft can say anything a person types; `reading.read_draft` turns it into a space or into the
problems that keep it from being one. Rows are known by keys, which survive renaming and moving.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.ui.chrome.numbers import number_text
from tuner_gui.ui.space.values_text import value_text, values_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue

KindName: TypeAlias = Literal["float", "int", "choice", "constant"]

KIND_NAMES: tuple[KindName, ...] = ("float", "int", "choice", "constant")

FIELDS_OF_KIND: dict[KindName, tuple[str, ...]] = {
    "float": ("low", "high", "step", "points", "log"),
    "int": ("low", "high", "step", "log"),
    "choice": ("values",),
    "constant": ("constant",),
}
"""The fields that a kind has, beside its name and condition."""


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """Active while the parent has one of the values.

    Args:
        parent: the key of the parent's row.
        parent_name: its name when the condition was made; read when the row is gone.
        values: what switches on.
    """

    parent: int
    parent_name: str
    values: tuple[ParamValue, ...]


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One parameter as typed. Texts of fields that its kind does not have are kept, not read."""

    key: int
    name: str = ""
    kind: KindName = "float"
    low: str = ""
    high: str = ""
    step: str = ""
    points: str = ""
    log: bool = False
    values: str = ""
    constant: str = ""
    conditions: tuple[ConditionDraft, ...] = ()

    def text(self, field: str) -> str:
        """Returns the text of a field, its name included."""
        text: str = getattr(self, field)
        return text

    def with_texts(self, **texts: str) -> RowDraft:
        """Returns the row with these texts in its fields."""
        return replace(self, **texts)  # type: ignore[arg-type]  # text fields only


@dataclass(frozen=True)
class SpaceDraft:
    """The rows in declared order. Each edit returns another draft."""

    rows: tuple[RowDraft, ...] = ()

    @classmethod
    def from_space(cls, space: HyperParamSpace, first_key: int = 0) -> SpaceDraft:
        """Returns the draft that reads as this space, its keys counted from `first_key`."""
        keys = {name: key for key, name in enumerate(space.names, first_key)}
        return cls(tuple(_row_of(parameter, keys) for parameter in space))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[RowDraft]:
        return iter(self.rows)

    @cached_property
    def _place_of(self) -> dict[int, int]:
        return {row.key: place for place, row in enumerate(self.rows)}

    def __contains__(self, key: object) -> bool:
        return key in self._place_of

    def place_of(self, key: int) -> int:
        """Returns where a row stands; raises KeyError without such a row."""
        return self._place_of[key]

    def row(self, key: int) -> RowDraft:
        """Returns a row by its key; raises KeyError without such a row."""
        return self.rows[self._place_of[key]]

    def parent_name(self, condition: ConditionDraft) -> str:
        """Returns the name of a condition's parent, as it is now."""
        if condition.parent in self:
            return self.row(condition.parent).name
        return condition.parent_name

    def with_row(self, row: RowDraft) -> SpaceDraft:
        """Returns the draft with this row in place of the one of the same key."""
        place = self.place_of(row.key)
        return SpaceDraft((*self.rows[:place], row, *self.rows[place + 1 :]))

    def adding(self, row: RowDraft, place: int | None = None) -> SpaceDraft:
        """Returns the draft with one row more, at the end or at a place."""
        at = len(self.rows) if place is None else place
        return SpaceDraft((*self.rows[:at], row, *self.rows[at:]))

    def without(self, key: int) -> SpaceDraft:
        """Returns the draft without a row; conditions on it stay, and say that it is gone."""
        gone = self.row(key)
        return SpaceDraft(tuple(_remembering(row, gone) for row in self.rows if row.key != key))

    def moved(self, key: int, place: int) -> SpaceDraft:
        """Returns the draft with a row moved so that it stands at `place` (clipped)."""
        rows = list(self.rows)
        row = rows.pop(self.place_of(key))
        rows.insert(max(0, min(place, len(rows))), row)
        return SpaceDraft(tuple(rows))

    def duplicated(self, key: int) -> tuple[SpaceDraft, int]:
        """Returns the draft with a copy below a row, and the key of the copy."""
        row = self.row(key)
        copy = replace(row, key=self.free_key(), name=self.free_name(row.name or "parameter"))
        return self.adding(copy, self.place_of(key) + 1), copy.key

    def free_key(self) -> int:
        """Returns a key that no row has, nor any condition remembers."""
        remembered = (condition.parent for row in self.rows for condition in row.conditions)
        return max((*self._place_of, *remembered), default=-1) + 1

    def free_name(self, wish: str) -> str:
        """Returns the wished name, with a number behind it if it is taken."""
        taken = {row.name for row in self.rows}
        stem, _, number = wish.rpartition("_")
        if not stem or not number.isdecimal():
            stem, number = wish, "1"
        name, count = wish, int(number)
        while name in taken:
            count += 1
            name = f"{stem}_{count}"
        return name


def new_row(key: int, name: str, kind: KindName) -> RowDraft:
    """Returns a row that is valid as it stands, to be edited from there."""
    match kind:
        case "float":
            return RowDraft(key, name, kind, low="0.0", high="1.0")
        case "int":
            return RowDraft(key, name, kind, low="1", high="10")
        case "choice":
            return RowDraft(key, name, kind, values="true, false")
        case "constant":
            return RowDraft(key, name, kind, constant="1")
        case never:
            assert_never(never)


def _remembering(row: RowDraft, gone: RowDraft) -> RowDraft:
    if all(condition.parent != gone.key for condition in row.conditions):
        return row
    conditions = tuple(
        replace(condition, parent_name=gone.name) if condition.parent == gone.key else condition
        for condition in row.conditions
    )
    return replace(row, conditions=conditions)


def _row_of(parameter: Parameter, keys: dict[str, int]) -> RowDraft:
    return replace(
        _fields_of(parameter.kind),
        key=keys[parameter.name],
        name=parameter.name,
        conditions=tuple(
            ConditionDraft(keys[condition.parent], condition.parent, condition.values)
            for condition in parameter.conditions
        ),
    )


def _fields_of(kind: ParameterKind) -> RowDraft:
    match kind:
        case Float(low=low, high=high, log=log, step=step, points=points):
            return RowDraft(
                -1,
                kind="float",
                low=_float_text(low),
                high=_float_text(high),
                step="" if step is None else number_text(step),
                points="" if points is None else str(points),
                log=log,
            )
        case Int(low=low, high=high, log=log, step=step):
            text = "" if step is None else str(step)
            return RowDraft(-1, kind="int", low=str(low), high=str(high), step=text, log=log)
        case Choice(values=values):
            return RowDraft(-1, kind="choice", values=values_text(values))
        case Constant(value=value):
            return RowDraft(-1, kind="constant", constant=value_text(value))
        case never:
            assert_never(never)


def _float_text(value: float) -> str:
    """As short as can be, but `1.0` for a whole number: a reader sees that it is a real one."""
    text = number_text(value)
    return f"{text}.0" if text.lstrip("-").isdecimal() and len(text) < 7 else text
