"""The difference of two spaces as lines that a person reads. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from tuner_gui.core.values import freeze_value
from tuner_gui.insight.space_difference import ABSENT
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.field_words import field_words
from tuner_gui.ui.space.values_text import value_text
from tuner_gui.ui.space.wording import KIND_TITLES, condition_words, held_words, range_words

if TYPE_CHECKING:
    from pydantic import JsonValue

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.insight.space_difference import (
        Absent,
        FieldChange,
        RowDifference,
        SpaceDifference,
    )

LineChange: TypeAlias = Literal["added", "removed", "changed", "moved", "field"]

MARKS: dict[LineChange, str] = {
    "added": "+",
    "removed": "\u2212",
    "changed": "~",
    "moved": "\u2195",
    "field": "",
}
TITLES: dict[LineChange, str] = {
    "added": "Added",
    "removed": "Removed",
    "changed": "Changed",
    "moved": "Moved",
    "field": "",
}
_SWITCHES = {"log", "ordered"}
_LISTED = {"values", "weights"}


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One line: a row that is other than before, or one of its fields below it.

    Args:
        name: of the parameter; of the field.
        kind: the title of the row's kind; empty for a field.
        words: what an added or removed row says, or where a row was moved from.
        before: what a field said; None where it had nothing to say.
        after: likewise.
    """

    change: LineChange
    name: str
    kind: str = ""
    words: str = ""
    before: str | None = None
    after: str | None = None

    @property
    def spoken(self) -> str:
        """The line as a sentence without colours."""
        if self.change == "field":
            return f"{self.name}: {self.before or 'none'} → {self.after or 'none'}"
        parts = (TITLES[self.change], self.name, self.kind.lower(), self.words)
        return " ".join(part for part in parts if part)


def difference_lines(
    difference: SpaceDifference, before: HyperParamSpace, after: HyperParamSpace
) -> list[DifferenceLine]:
    """Returns the lines of a difference, constraints last."""
    drafts = SpaceDraft.from_space(before), SpaceDraft.from_space(after)
    lines: list[DifferenceLine] = []
    for row in difference.rows:
        lines.append(_head(row, *drafts))
        if row.change == "changed":
            lines += [_field(change) for change in row.fields]
    title = "Constraint"
    lines += [DifferenceLine("added", text, title) for text in difference.constraints_added]
    lines += [DifferenceLine("removed", text, title) for text in difference.constraints_removed]
    return lines


def summary(difference: SpaceDifference) -> str:
    """Returns `2 added · 1 removed · 3 changed · 1 moved`, what there is of it."""
    counts = {
        "added": difference.count("added") + len(difference.constraints_added),
        "removed": difference.count("removed") + len(difference.constraints_removed),
        "changed": difference.count("changed"),
        "moved": difference.count("moved"),
    }
    return " · ".join(f"{count:,} {what}" for what, count in counts.items() if count)


def as_text(lines: list[DifferenceLine]) -> str:
    """Returns the lines as text for the clipboard."""
    return "".join(
        f"    {line.spoken}\n"
        if line.change == "field"
        else f"{MARKS[line.change]} {' '.join(filter(None, (line.name, line.kind, line.words)))}\n"
        for line in lines
    )


def _head(row: RowDifference, before: SpaceDraft, after: SpaceDraft) -> DifferenceLine:
    kind = KIND_TITLES[row.kind]  # type: ignore[index]  # the document's names are the draft's
    words = ""
    if row.change in {"added", "removed"}:
        words = _row_words(after if row.change == "added" else before, row.name)
    elif row.is_moved:
        words = f"from place {row.before_place} to {row.after_place}"
    return DifferenceLine(row.change, row.name, kind, words)


def _row_words(draft: SpaceDraft, name: str) -> str:
    row = next(row for row in draft if row.name == name)
    words = (condition_words(draft, row), held_words(row), range_words(row))
    return " · ".join(filter(None, words))


def _field(change: FieldChange) -> DifferenceLine:
    root, _, parent = change.field.partition(".")
    name = f"active when {parent} is" if root == "when" else field_words(change.field)
    return DifferenceLine(
        "field",
        name,
        before=_value_words(change.field, change.before),
        after=_value_words(change.field, change.after),
    )


def _value_words(field: str, value: JsonValue | Absent) -> str | None:
    if value is ABSENT:
        return "off" if field in _SWITCHES else None
    if field in _SWITCHES:
        return "on"
    if field == "kind":
        return KIND_TITLES[value]  # type: ignore[index]
    if isinstance(value, list) and (field in _LISTED or field.startswith("when.")):
        return ", ".join(value_text(freeze_value(item)) for item in value)
    return value_text(freeze_value(value))
