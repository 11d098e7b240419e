"""What can stand at the cursor of a text of conditions. No Qt; any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.ui.space.condition_text import clauses_of
from tuner_gui.ui.space.conditions import listed_values, possible_parents
from tuner_gui.ui.space.values_text import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.ui.space.draft import SpaceDraft

_MOST = 12
_LAST_VALUE = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|[^,"])*$""")


@dataclass(frozen=True, slots=True)
class Completion:
    """Words that could stand at the cursor.

    Args:
        start: where the word begins that is typed there.
        typed: as much of it as there is.
        words: what it could become.
        tail: what follows a word that is taken.
    """

    start: int
    typed: str
    words: tuple[str, ...]
    tail: str = ""

    @property
    def is_done(self) -> bool:
        """Whether what is typed is one of the words already."""
        return self.typed.strip() in self.words


def completion_at(draft: SpaceDraft, key: int, before: str) -> Completion:
    """Returns what could follow the text before the cursor: a parent, or a value of it."""
    *earlier, clause = clauses_of(before)
    name, sign, listed = clause.partition("=")
    if not sign:
        typed = clause.lstrip()
        used = {each.partition("=")[0].strip() for each in earlier}
        names = [row.name for row in possible_parents(draft, [key])]
        words = _matching((each for each in names if each and each not in used), typed)
        return Completion(len(before) - len(typed), typed, words, " = ")
    match = _LAST_VALUE.search(listed)
    typed = (match[0] if match else "").lstrip()
    parent = next((row for row in draft if row.name == name.strip()), None)
    values = listed_values(parent) if parent is not None else None
    used = {each.strip() for each in listed.split(",")[:-1]}
    texts = [value_text(value) for value in values or ()]
    words = _matching((text for text in texts if text not in used), typed)
    return Completion(len(before) - len(typed), typed, words)


def _matching(words: Iterable[str], typed: str) -> tuple[str, ...]:
    """Those that begin as typed come first, then those that hold it."""
    wanted = typed.strip().lower()
    found = [word for word in words if wanted in word.lower()]
    found.sort(key=lambda word: not word.lower().startswith(wanted))
    return tuple(found[:_MOST])
