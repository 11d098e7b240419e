"""What can stand at the cursor of a text of conditions. No Qt; any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuner_gui.ui.space.condition_text import clauses_of
from tuner_gui.ui.space.conditions import listed_values, possible_parents
from tuner_gui.ui.space.proposals import Proposals, matching
from tuner_gui.ui.space.values_text import value_text

if TYPE_CHECKING:
    from tuner_gui.ui.space.draft import SpaceDraft

_LAST_VALUE = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|[^,"])*$""")


def condition_proposals(draft: SpaceDraft, key: int, before: str) -> Proposals:
    """Returns what could follow the text before the cursor: a parent, or a value of it."""
    *earlier, clause = clauses_of(before)
    name, sign, listed = clause.partition("=")
    if not sign:
        typed = clause.lstrip()
        used = {each.partition("=")[0].strip() for each in earlier}
        names = [row.name for row in possible_parents(draft, [key])]
        words = matching((each for each in names if each and each not in used), typed)
        return Proposals(len(before) - len(typed), typed, words, " = ")
    match = _LAST_VALUE.search(listed)
    typed = (match[0] if match else "").lstrip()
    parent = next((row for row in draft if row.name == name.strip()), None)
    values = listed_values(parent) if parent is not None else None
    used = {each.strip() for each in listed.split(",")[:-1]}
    texts = [value_text(value) for value in values or ()]
    words = matching((text for text in texts if text not in used), typed)
    return Proposals(len(before) - len(typed), typed, words)
