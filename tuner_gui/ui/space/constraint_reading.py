"""Reads the constraints of a draft, each with its own problem. No Qt; any thread."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tuner_gui.core.constraints import Constraint
from tuner_gui.core.errors import InvalidSpace, SpaceProblem
from tuner_gui.core.structure import constraint_problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from tuner_gui.core.parameter import Parameter
    from tuner_gui.ui.space.draft import SpaceDraft


def read_constraints(
    draft: SpaceDraft, parameters: Sequence[Parameter], unclear: AbstractSet[int]
) -> tuple[list[Constraint], dict[int, tuple[SpaceProblem, ...]]]:
    """Returns the constraints that can be read, and what is wrong with each, by its key.

    An empty line says nothing. Of rows whose name or kind is unclear a constraint says nothing
    either: they have a problem of their own.

    Args:
        draft: the draft.
        parameters: its rows as parameters, in the same order.
        unclear: the keys of rows that have problems.
    """
    read: list[Constraint] = []
    problems: dict[int, tuple[SpaceProblem, ...]] = {}
    names = {row.name for row in draft if row.key in unclear}
    clear = [each for each in parameters if each.name not in names]
    for place, draft_line in enumerate(draft.constraints):
        if not draft_line.text.strip():
            continue
        parsed = _parse(draft_line.text)
        if isinstance(parsed, str):
            found: list[str] = [parsed]
        else:
            read.append(parsed)
            excused = names | {name for name, key in draft_line.waiting if key in unclear}
            found = _messages(parsed, clear, excused)
        if found:
            field = f"constraints[{place}]"
            problems[draft_line.key] = tuple(SpaceProblem("", field, each) for each in found)
    return read, problems


@lru_cache(maxsize=256)
def _parse(text: str) -> Constraint | str:
    try:
        return Constraint(text)
    except InvalidSpace as error:
        return str(error)


def _messages(
    constraint: Constraint, parameters: Sequence[Parameter], excused: AbstractSet[str]
) -> list[str]:
    said = (each.message for each in constraint_problems(parameters, [constraint]))
    plain = [message.removeprefix(f"{constraint.text}: ") for message in said]
    unknown = {f"There is no parameter {name}." for name in excused}
    return [message for message in plain if not any(message.startswith(x) for x in unknown)]
