"""What the list shows of a draft, row by row; what an edit leaves as it was is not made anew.

No Qt; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.ui.space.condition_text import conditions_text
from tuner_gui.ui.space.outline import Outline
from tuner_gui.ui.space.values_text import value_text
from tuner_gui.ui.space.wording import (
    KIND_TITLES,
    condition_words,
    held_words,
    range_words,
    row_sketch,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.errors import SpaceProblem
    from tuner_gui.ui.space.draft import RowDraft, SpaceDraft
    from tuner_gui.ui.space.sketch import Sketch


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
    def tip(self) -> str:
        """What is most worth saying where the pointer rests."""
        return self.problem or self.note or self.words

    @property
    def spoken(self) -> str:
        """The whole row as one line, for a screen reader."""
        problem = self.problem and f"Problem: {self.problem}"
        note = self.note and f"Note: {self.note}"
        level = f"level {self.depth + 1}, under {self.parent}" if self.depth else ""
        parts = (self.name, self.kind, level, self.words, problem, note)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft, where its rows stand, and what the list shows of each."""

    draft: SpaceDraft
    outline: Outline
    views: tuple[RowView, ...]


def shown_draft(
    draft: SpaceDraft,
    problems: Mapping[int, Sequence[SpaceProblem]],
    notes: Mapping[int, Sequence[SpaceProblem]] | None = None,
    before: ShownDraft | None = None,
) -> ShownDraft:
    """Returns what the list shows of a draft.

    Args:
        draft: the rows.
        problems: by row key.
        notes: by row key.
        before: what it showed until now; rows that would look the same are taken from there.
    """
    is_like_before = before is not None and _stands_alike(before.draft, draft)
    outline = before.outline if before is not None and is_like_before else Outline(draft)
    views = []
    for place, row in enumerate(draft):
        problem, note = _first(problems, row.key), _first(notes or {}, row.key)
        if before is not None and is_like_before and before.draft.rows[place] is row:
            view = before.views[place]
            if (view.problem, view.note) != (problem, note):
                view = replace(view, problem=problem, note=note)
        else:
            view = _row_view(draft, row, outline, problem, note)
        views.append(view)
    return ShownDraft(draft, outline, tuple(views))


def _stands_alike(one: SpaceDraft, other: SpaceDraft) -> bool:
    """Says whether two drafts have the same rows in the same places, but for kinds and ranges."""
    return len(one) == len(other) and all(
        a is b or (a.key, a.name, a.conditions) == (b.key, b.name, b.conditions)
        for a, b in zip(one, other, strict=True)
    )


def _first(found: Mapping[int, Sequence[SpaceProblem]], key: int) -> str:
    """Returns the first sentence about a row; empty without one."""
    said = found.get(key)
    return said[0].message if said else ""


def _row_view(
    draft: SpaceDraft,
    row: RowDraft,
    outline: Outline,
    problem: str,
    note: str,
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
        problem=problem,
        depth=outline.depth(row.key),
        sketch=row_sketch(row),
        note=note,
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
