"""What the list says about a row, in words a person would say. No Qt; any thread."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.domains import Choice, LogNormal
from tuner_gui.ui.space.condition_text import conditions_text
from tuner_gui.ui.space.outline import Outline
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.sketch import Sketch, sketch_of
from tuner_gui.ui.space.values_text import value_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.errors import SpaceProblem
    from tuner_gui.ui.space.draft import KindName, RowDraft, SpaceDraft

KIND_TITLES: dict[KindName, str] = {
    "float": "Float",
    "int": "Int",
    "choice": "Choice",
    "normal": "Normal",
    "log_normal": "Log-normal",
    "constant": "Constant",
}

_MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the list.

    Args:
        words: condition and range, or the value at which it is held.
        problem: the first problem; empty without one.
        depth: how many parents stand above it.
        note: what is worth saying and no problem; empty without that.
        is_disabled: it is held at a value.
        parent: the name of the row that it sits right under; empty at the outermost level.
        guides: for each row above, outermost first: whether its line goes on below this row.
        briefs: the words, and shorter forms of them for where there is little room.
    """

    key: int
    name: str
    kind: str
    words: str
    problem: str
    depth: int
    sketch: Sketch
    note: str = ""
    is_disabled: bool = False
    parent: str = ""
    guides: tuple[bool, ...] = ()
    briefs: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The whole row as one line, for a screen reader."""
        problem = self.problem and f"Problem: {self.problem}"
        note = self.note and f"Note: {self.note}"
        level = f"level {self.depth + 1}, under {self.parent}" if self.depth else ""
        parts = (self.name, self.kind, level, self.words, problem, note)
        return ", ".join(part for part in parts if part)


def row_views(
    draft: SpaceDraft,
    problems: Mapping[int, Sequence[SpaceProblem]],
    notes: Mapping[int, Sequence[SpaceProblem]] | None = None,
) -> list[RowView]:
    """Returns what the list shows, one for each row of the draft."""
    outline = Outline(draft)
    said = notes or {}
    return [
        _row_view(draft, row, outline, problems.get(row.key, ()), said.get(row.key, ()))
        for row in draft
    ]


def _row_view(
    draft: SpaceDraft,
    row: RowDraft,
    outline: Outline,
    problems: Sequence[SpaceProblem],
    notes: Sequence[SpaceProblem],
) -> RowView:
    condition = condition_words(draft, row)
    parent = outline.parent(row.key)
    under = None if parent is None else draft.row(parent)
    words = held_words(row) or range_words(row)
    return RowView(
        key=row.key,
        name=row.name,
        kind=KIND_TITLES[row.kind],
        words=_joined(condition, words),
        problem=problems[0].message if problems else "",
        depth=outline.depth(row.key),
        sketch=row_sketch(row),
        note=notes[0].message if notes else "",
        is_disabled=row.disabled is not None,
        parent=under.name if under is not None else "",
        guides=outline.guides(row.key),
        briefs=_briefs(draft, row, under, words),
    )


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _briefs(
    draft: SpaceDraft, row: RowDraft, under: RowDraft | None, words: str
) -> tuple[str, ...]:
    """Right below its parent, a row says `when kernel = rbf`, or `when rbf` where that is long."""
    if under is None or under.key not in {each.parent for each in row.conditions}:
        return (_joined(condition_words(draft, row), words),)
    first = next(each for each in row.conditions if each.parent == under.key)
    others = tuple(each for each in row.conditions if each is not first)
    rest = conditions_text(draft, replace(row, conditions=others))
    values = ", ".join(map(value_text, first.values)) or "…"
    own = under.name.rpartition(".")[2]
    tail = f" and {rest}" if rest else ""
    heads = (f"when {own} = {values}{tail}", f"when {values}{tail}")
    return tuple(_joined(head, words) for head in heads)


@lru_cache(maxsize=4096)
def row_sketch(row: RowDraft) -> Sketch:
    """Returns the drawing of what trials get; nothing where the row cannot be read."""
    return sketch_of(read_row(row).drawn)


def condition_words(draft: SpaceDraft, row: RowDraft) -> str:
    """Returns `when criterion = gini and depth = 3, 4`; empty for a row that is always active."""
    return f"when {conditions_text(draft, row)}" if row.conditions else ""


def held_words(row: RowDraft) -> str:
    """Returns `held at 0.01` for a row that is not used; empty for one that is."""
    return "" if row.disabled is None else f"held at {row.disabled.strip() or '…'}"


def range_words(row: RowDraft) -> str:
    """Returns `50 – 500 · log`, `gini, entropy`, `always adam`; numbers as typed."""
    match row.kind:
        case "float" | "int":
            return _number_words(row)
        case "choice":
            return _choice_words(row)
        case "normal" | "log_normal":
            return _bell_words(row)
        case "constant":
            return f"always {row.constant.strip()}" if row.constant.strip() else ""
        case never:
            assert_never(never)


def _number_words(row: RowDraft) -> str:
    low, high, step, points = (text.strip() for text in (row.low, row.high, row.step, row.points))
    return " · ".join(
        part
        for part in (
            f"{low or '…'} – {high or '…'}",
            "log" if row.log else "",
            f"step {step}" if step else "",
            f"{points} points" if points and row.kind == "float" else "",
        )
        if part
    )


def _bell_words(row: RowDraft) -> str:
    """A log-normal one is said in numbers, not in logarithms: its median and a factor."""
    kind = read_row(row).kind
    mean, deviation = row.mean.strip() or "…", row.deviation.strip() or "…"
    middle = f"{mean} ± {deviation}"
    if row.kind == "log_normal":
        middle = f"ln {middle}"
    if isinstance(kind, LogNormal):
        middle = f"{_rounded(kind.mean)} ×÷ {_rounded(kind.deviation)}"
    low, high = row.low.strip(), row.high.strip()
    match bool(low), bool(high):
        case True, True:
            return f"{middle} · {low} – {high}"
        case True, False:
            return f"{middle} · from {low}"
        case False, True:
            return f"{middle} · up to {high}"
        case _:
            return middle


def _rounded(exponent: float) -> str:
    return f"{math.exp(min(exponent, 690.0)):.3g}"


def _choice_words(row: RowDraft) -> str:
    kind = read_row(row).kind
    if not isinstance(kind, Choice):
        return row.values.strip()
    listed = ", ".join(value_text(value).strip('"') for value in kind.values[:_MOST_VALUES])
    more = len(kind.values) - _MOST_VALUES
    return f"{listed} and {more} more" if more > 0 else listed
