"""The draft of a search space: every text as typed, immutable. No Qt; any thread.

A draft can say anything a person types; `reading.read_draft` turns it into a space or into the
problems that keep it from being one. Rows are known by keys, which survive renaming and moving;
constraints by keys of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tuner_gui.core.middle import middle_of
from tuner_gui.ui.space.constraint_draft import ConstraintDraft
from tuner_gui.ui.space.row_draft import (
    FIELDS_OF_KIND,
    KIND_NAMES,
    ConditionDraft,
    KindName,
    RowDraft,
    new_row,
    row_of,
)
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.values_text import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuner_gui.core.space import HyperParamSpace

__all__ = [
    "FIELDS_OF_KIND",
    "KIND_NAMES",
    "ConditionDraft",
    "ConstraintDraft",
    "KindName",
    "RowDraft",
    "SpaceDraft",
    "new_row",
]


_DIGITS = 4
"""A value that is proposed has no more of them, where that is still one of the kind's."""


@dataclass(frozen=True)
class SpaceDraft:
    """The rows in declared order, and the constraints. Each edit returns another draft."""

    rows: tuple[RowDraft, ...] = ()
    constraints: tuple[ConstraintDraft, ...] = ()

    @classmethod
    def from_space(cls, space: HyperParamSpace, first_key: int = 0) -> SpaceDraft:
        """Returns the draft that reads as this space, its keys counted from `first_key`."""
        keys = {name: key for key, name in enumerate(space.names, first_key)}
        return cls(
            tuple(row_of(parameter, keys) for parameter in space),
            tuple(ConstraintDraft(key, each.text) for key, each in enumerate(space.constraints)),
        )

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
        """Returns the draft with this row in place of the one of the same key.

        Constraints follow its name.
        """
        place = self.place_of(row.key)
        rows = (*self.rows[:place], row, *self.rows[place + 1 :])
        return SpaceDraft(rows, self._following(row.key, self.rows[place].name, row.name))

    def _following(self, key: int, old: str, new: str) -> tuple[ConstraintDraft, ...]:
        if old == new or not self.constraints:
            return self.constraints
        others = {row.name for row in self.rows if row.key != key}
        return tuple(each.following(key, old, new, others) for each in self.constraints)

    def with_rows(self, rows: Iterable[RowDraft]) -> SpaceDraft:
        """Returns the draft with these rows in place of those of the same keys."""
        draft = self
        for row in rows:
            draft = draft.with_row(row)
        return draft

    def adding(self, row: RowDraft, place: int | None = None) -> SpaceDraft:
        """Returns the draft with one row more, at the end or at a place."""
        at = len(self.rows) if place is None else place
        return replace(self, rows=(*self.rows[:at], row, *self.rows[at:]))

    def without(self, key: int) -> SpaceDraft:
        """Returns the draft without a row; conditions on it stay, and say that it is gone."""
        gone = self.row(key)
        rows = tuple(_remembering(row, gone) for row in self.rows if row.key != key)
        return replace(self, rows=rows)

    def disabling(self, keys: Iterable[int], held: str | None = None) -> SpaceDraft:
        """Returns the draft with these rows held at a value; those held already stay as they are.

        Args:
            keys: the rows.
            held: the value as text; by default the middle of each row's own kind, or no text
                where that cannot be read.
        """
        rows = (self.row(key) for key in keys)
        return self.with_rows(
            replace(row, disabled=middle_text(row) if held is None else held)
            for row in rows
            if row.disabled is None
        )

    def enabling(self, keys: Iterable[int]) -> SpaceDraft:
        """Returns the draft with these rows used again, with all that they had."""
        return self.with_rows(replace(self.row(key), disabled=None) for key in keys)

    def constraint(self, key: int) -> ConstraintDraft:
        """Returns a constraint by its key; raises KeyError without such a constraint."""
        return {each.key: each for each in self.constraints}[key]

    def with_constraint(self, key: int, text: str) -> SpaceDraft:
        """Returns the draft with another text in one of its constraints."""
        changed = ConstraintDraft(key, text)
        listed = tuple(changed if each.key == key else each for each in self.constraints)
        return replace(self, constraints=listed)

    def adding_constraint(self, text: str = "") -> tuple[SpaceDraft, int]:
        """Returns the draft with one constraint more at the end, and its key."""
        key = max((each.key for each in self.constraints), default=-1) + 1
        return replace(self, constraints=(*self.constraints, ConstraintDraft(key, text))), key

    def without_constraint(self, key: int) -> SpaceDraft:
        """Returns the draft without a constraint."""
        return replace(self, constraints=tuple(x for x in self.constraints if x.key != key))

    def free_key(self) -> int:
        """Returns a key that no row has, nor any condition or constraint remembers."""
        conditions = (condition.parent for row in self.rows for condition in row.conditions)
        waiting = (key for each in self.constraints for _, key in each.waiting)
        return max((*self._place_of, *conditions, *waiting), default=-1) + 1

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


def middle_text(row: RowDraft) -> str:
    """Returns the middle of a row's own kind in few digits; empty where it cannot be read."""
    kind = read_row(row).kind
    if kind is None:
        return ""
    value = middle_of(kind)
    if isinstance(value, float):
        short = float(f"{value:.{_DIGITS}g}")
        value = short if kind.contains(short) else value
    return value_text(value)


def _remembering(row: RowDraft, gone: RowDraft) -> RowDraft:
    if all(condition.parent != gone.key for condition in row.conditions):
        return row
    conditions = tuple(
        replace(condition, parent_name=gone.name) if condition.parent == gone.key else condition
        for condition in row.conditions
    )
    return replace(row, conditions=conditions)
