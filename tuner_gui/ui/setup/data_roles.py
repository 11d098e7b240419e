"""What each column of the data is for, in the preview and in a click on it. No Qt; any thread."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from tuner_gui.core.errors import TuningError
from tuner_gui.ui.setup.name_list import names_text, read_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.datasets.preview import DataPreview
    from tuner_gui.ui.setup.data_draft import DataDraft, TableDraft

ColumnRole: TypeAlias = Literal["feature", "target", "split", "unused"]

BUNDLED_SHAPES = {
    "breast_cancer": (569, 31),
    "iris": (150, 5),
    "wine": (178, 14),
    "digits": (1797, 65),
    "diabetes": (442, 11),
}
"""Rows and columns, the target among them."""


def roles_of(draft: DataDraft, columns: Sequence[str]) -> tuple[ColumnRole, ...]:
    """Returns what each column is for; of a bundled set the last one is the target."""
    if not draft.is_table:
        return tuple("target" if name == columns[-1] else "feature" for name in columns)
    table = draft.table
    named = _features(table)
    chosen = None if named is None else frozenset(named)
    return tuple(_role(name, table, chosen) for name in columns)


def without(table: TableDraft, name: str, columns: Sequence[str]) -> TableDraft:
    """Returns the draft that does not learn from a column."""
    kept = [each for each in _used(table, columns) if each != name]
    return replace(table, features=names_text(kept))


def using(table: TableDraft, name: str, columns: Sequence[str]) -> TableDraft:
    """Returns the draft that learns from a column again."""
    used = {*_used(table, columns), name}
    every = [each for each in columns if each not in {table.target, _marker(table)}]
    kept = [each for each in every if each in used]
    return replace(table, features="" if kept == every else names_text(kept))


def predicting(table: TableDraft, name: str) -> TableDraft:
    """Returns the draft with another target, which is no feature."""
    kept = [each for each in _features(table) or () if each != name]
    return replace(table, target=name, features=names_text(kept))


def shape_words(preview: DataPreview) -> str:
    """Says how large a table is."""
    count = preview.row_count
    rows = f"at least {preview.counted_rows:,}" if count is None else f"{count:,}"
    return shaped(rows, len(preview.columns), is_one=count == 1)


def shaped(rows: str, columns: int, *, is_one: bool = False) -> str:
    """Says how many rows and columns there are."""
    noun = "column" if columns == 1 else "columns"
    return f"{rows} {'row' if is_one else 'rows'} × {columns:,} {noun}"


def _role(name: str, table: TableDraft, chosen: frozenset[str] | None) -> ColumnRole:
    if name == table.target:
        return "target"
    if name == _marker(table):
        return "split"
    return "feature" if chosen is None or name in chosen else "unused"


def _used(table: TableDraft, columns: Sequence[str]) -> list[str]:
    chosen = _features(table)
    others = {table.target, _marker(table)}
    return [name for name in (columns if chosen is None else chosen) if name not in others]


def _features(table: TableDraft) -> tuple[str, ...] | None:
    """The columns that are named; None for all."""
    with suppress(TuningError):
        return read_names(table.features) or None
    return None


def _marker(table: TableDraft) -> str:
    return table.marker if table.split == "column" else ""
