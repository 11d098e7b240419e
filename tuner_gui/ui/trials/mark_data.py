"""What people say of trials, as columns, and as names in a filter. No Qt; any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.ui.trials.column_data import Coded, CodedSets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.trials.column_data import IntArray

_LONGEST_LINE = 300
_NO_OR_YES: tuple[ParamValue, ...] = (False, True)
_BLOCK = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|`+|~~)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Starred:
    """Whether a trial is starred."""

    name: str = "starred"

    def read(self, store: TrialStore, rows: IntArray) -> Coded:
        """Returns false or true of some rows."""
        found = store.marks.starred_among(store.numbers[rows])
        return Coded(found.astype(np.int8), _NO_OR_YES)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whether a trial is out of sight."""

    name: str = "hidden"

    def read(self, store: TrialStore, rows: IntArray) -> Coded:
        """Returns false or true of some rows."""
        found = store.marks.hidden_among(store.numbers[rows])
        return Coded(found.astype(np.int8), _NO_OR_YES)


@dataclass(frozen=True, slots=True)
class Tag:
    """The tags of a trial, in small letters: tags are the same in any case."""

    name: str = "tag"

    def read(self, store: TrialStore, rows: IntArray) -> CodedSets:
        """Returns the tags of some rows."""
        coded = _of_marks(store, rows, lambda mark: tuple(map(str.casefold, mark.tags)))
        return CodedSets(coded.codes, coded.categories)


@dataclass(frozen=True, slots=True)
class NoteText:
    """The note of a trial, whole."""

    name: str = "note"

    def read(self, store: TrialStore, rows: IntArray) -> Coded:
        """Returns the notes of some rows."""
        return _of_marks(store, rows, lambda mark: mark.note)


def joined_tags(store: TrialStore, rows: IntArray) -> Coded:
    """Returns the tags of some rows, each row's as one text."""
    return _of_marks(store, rows, lambda mark: ", ".join(mark.tags))


def has_tags(store: TrialStore) -> bool:
    """Says whether any trial has a tag."""
    return any(mark.tags for _, mark in store.marks.items())


def has_notes(store: TrialStore) -> bool:
    """Says whether any trial has a note."""
    return any(mark.note for _, mark in store.marks.items())


def first_line(note: str) -> str:
    """Returns the first line of a note with text in it, without the signs of Markdown."""
    for line in note.splitlines():
        plain = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _BLOCK.sub("", line[:_LONGEST_LINE])))
        if any(map(str.isalnum, plain)):
            return " ".join(plain.split())
    return " ".join(note[:_LONGEST_LINE].split())


def _of_marks(
    store: TrialStore, rows: IntArray, value_of: Callable[[TrialMark], str | tuple[str, ...]]
) -> Coded:
    """A value of each row's mark; missing where it is empty."""
    codes = np.full(len(rows), -1, np.int64)
    code_of: dict[ParamValue, int] = {}
    for position, mark in _marks_at(store, rows):
        value = value_of(mark)
        if value:
            codes[position] = code_of.setdefault(value, len(code_of))
    return Coded(codes, list(code_of))


def _marks_at(store: TrialStore, rows: IntArray) -> Iterator[tuple[int, TrialMark]]:
    """Marks with their places among the rows; asked of each row, or of each mark: of the fewer."""
    marks = store.marks
    if not len(marks):
        return
    if len(rows) <= len(marks):
        for position, number in enumerate(store.numbers[rows].tolist()):
            yield position, marks.of(number)
        return
    position_of = np.full(len(store), -1, np.intp)
    position_of[rows] = np.arange(len(rows))
    for number, mark in marks.items():
        row = store.row_of(number)
        if row is not None and position_of[row] >= 0:
            yield int(position_of[row]), mark
