"""The conditions of a row as text, both ways: `kernel = rbf, poly and layers = 2, 3`.

No Qt; any thread. Values are written as in `values_text`; one that holds the word `and` stands
in quotes. A clause that cannot be read is kept as typed, in its condition's `parent_name`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.ui.space.conditions import depending_on
from tuner_gui.ui.space.draft import ConditionDraft
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.values_text import parse_values, value_text

if TYPE_CHECKING:
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.draft import RowDraft, SpaceDraft

_PIECE = re.compile(
    r"""
    "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*'     # quoted text
    | (?<!\S)and(?!\S)                        # between two clauses
    | .                                       # anything else
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CLAUSE = re.compile(r"(.+?)\s*(?:==?|(?<=\s)(?:in|is)(?!\S))(.*)", re.DOTALL)
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_RELATION = re.compile(r"[<>!]")


@dataclass(frozen=True, slots=True)
class ReadConditions:
    """What a text says.

    Args:
        conditions: one for each clause, also for those that cannot be read.
        message: what is wrong with the text; empty where nothing is.
    """

    conditions: tuple[ConditionDraft, ...]
    message: str = ""


def conditions_text(draft: SpaceDraft, row: RowDraft) -> str:
    """Returns the text that `read_conditions` reads as a row's conditions."""
    return " and ".join(_clause_text(draft, condition) for condition in row.conditions)


def _clause_text(draft: SpaceDraft, condition: ConditionDraft) -> str:
    if condition.values:
        values = ", ".join(map(_value_text, condition.values))
        if len(condition.values) == 1 and isinstance(condition.values[0], tuple):
            values = f"[{values}]"
        return f"{draft.parent_name(condition)} = {values}"
    kept = condition.parent_name
    return kept if _CLAUSE.fullmatch(kept) else draft.parent_name(condition)


def _value_text(value: ParamValue) -> str:
    text = value_text(value)
    if isinstance(value, str) and text == value and _AND.search(value):
        return json.dumps(value, ensure_ascii=False)
    return text


def clauses_of(text: str) -> list[str]:
    """Returns the parts of a text between its `and`s, blanks included."""
    clauses, depth = [""], 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        depth += (piece == "[") - (piece == "]")
        if piece.lower() == "and" and depth <= 0:
            clauses.append("")
        else:
            clauses[-1] += piece
    return clauses


def read_conditions(draft: SpaceDraft, key: int, text: str) -> ReadConditions:
    """Returns the conditions that a text gives to a row; an empty one says: always active."""
    if not text.strip():
        return ReadConditions(())
    conditions: list[ConditionDraft] = []
    messages: list[str] = []
    for clause in clauses_of(text):
        if not clause.strip():
            messages.append("A condition is missing beside “and”.")
            continue
        free = draft.free_key() + len(conditions)
        condition, message = _read_clause(draft, key, clause.strip(), free)
        conditions.append(condition)
        messages.append(message)
    return ReadConditions(tuple(conditions), next(filter(None, messages), ""))


def _read_clause(draft: SpaceDraft, key: int, clause: str, free: int) -> tuple[ConditionDraft, str]:
    match = _CLAUSE.fullmatch(clause)
    name, listed = (match[1].strip(), match[2].strip()) if match else (clause, "")
    if _RELATION.search(name):
        message = "A condition lists values, as in layers = 2, 3; relations are constraints."
        return ConditionDraft(free, clause, ()), message
    parent = next((row for row in draft if row.name == name), None)
    message = _why_no_parent(draft, key, name, parent)
    try:
        values = parse_values(listed)
    except InvalidSpace as error:
        unread = ConditionDraft(parent.key if parent else free, clause, ())
        return unread, message or str(error)
    if parent is None:
        return ConditionDraft(free, name if values else clause, values), message
    if not values:
        hint = f"Which values of {name} switch it on?"
        return ConditionDraft(parent.key, clause, ()), message or hint
    values = tuple(_meant(parent, value) for value in values)
    return ConditionDraft(parent.key, name, values), message


def _why_no_parent(draft: SpaceDraft, key: int, name: str, parent: RowDraft | None) -> str:
    own = draft.row(key).name
    if parent is None:
        others = [row.name for row in draft if row.key != key]
        near = [each for each in others if name and each.startswith(name)]
        near = near or get_close_matches(name, others, 1)
        return f"There is no parameter {name}." + (f" Is it {near[0]}?" if near else "")
    if parent.key == key:
        return f"{own} cannot depend on itself."
    if parent.key in depending_on(draft, key):
        return f"{name} depends on {own}, so {own} cannot depend on it."
    if draft.place_of(parent.key) > draft.place_of(key):
        return f"{name} stands below {own}; Enter moves {own} there."
    return ""


def _meant(parent: RowDraft, value: ParamValue) -> ParamValue:
    """Returns the parent's value that is written so without its quotes, if it is not the value."""
    kind = read_row(parent).kind
    if not isinstance(kind, Choice) or kind.contains(value):
        return value
    alike = [each for each in kind.values if isinstance(each, str) and each == value_text(value)]
    return alike[0] if alike else value
