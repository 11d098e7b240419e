"""Reads a draft: the space it says, or the problems at rows and fields. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.errors import InvalidSpace, SpaceProblem
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.structure import structure_problems
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.space.values_text import parse_value, parse_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.ui.space.draft import RowDraft, SpaceDraft

_UNREADABLE = Constant(None)
"""Stands for a kind that cannot be read while names and conditions are checked."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """What one row says by itself: a kind, or what is wrong with its fields."""

    kind: ParameterKind | None
    problems: tuple[SpaceProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What a draft says.

    Args:
        space: the space; None while there are problems.
        kinds: the kind of each row that can be read, by row key.
        problems: what is wrong with each row that has problems, by row key; never empty lists.
    """

    space: HyperParamSpace | None
    kinds: Mapping[int, ParameterKind]
    problems: Mapping[int, tuple[SpaceProblem, ...]]


def read_draft(draft: SpaceDraft) -> DraftReading:
    """Returns the space that the draft says, or the problems at its rows and fields."""
    readings = {row.key: read_row(row) for row in draft}
    kinds = {key: reading.kind for key, reading in readings.items() if reading.kind is not None}
    parameters = [_parameter(draft, row, kinds) for row in draft]
    by_row = _structure_by_row(parameters)
    problems = {
        row.key: found
        for row, structure in zip(draft, by_row, strict=True)
        if (found := (*structure, *_named(row.name, readings[row.key].problems)))
    }
    space = None if problems else HyperParamSpace(parameters)
    return DraftReading(space, kinds, problems)


@lru_cache(maxsize=4096)
def read_row(row: RowDraft) -> RowReading:
    """Returns what a row says by itself; the problems do not name it."""
    try:
        return RowReading(_kind(row))
    except InvalidSpace as error:
        return RowReading(None, error.problems or (SpaceProblem("", "", error.message),))


def _kind(row: RowDraft) -> ParameterKind:
    match row.kind:
        case "float":
            low, high, step, points = _numbers(row, "low", "high", "step", "points")
            return Float(low, high, row.log, step, points=_whole(points))  # type: ignore[arg-type]
        case "int":
            low, high, step = _numbers(row, "low", "high", "step")
            return Int(low, high, row.log, step)  # type: ignore[arg-type]
        case "choice":
            return Choice(parse_values(row.values))
        case "constant":
            return Constant(parse_value(row.constant))
        case never:
            assert_never(never)


def _numbers(row: RowDraft, *fields: str) -> list[int | float | None]:
    """Returns the numbers of these fields; all that cannot be read are refused at once."""
    problems: list[SpaceProblem] = []
    numbers: list[int | float | None] = []
    for field in fields:
        text = row.text(field).strip()
        number = parse_number(text)
        numbers.append(number)
        if len(text) > _LONGEST:
            problems.append(SpaceProblem("", field, f"“{text[:_LONGEST]}…” is too long."))
        elif number is None and text:
            message = f"“{text}” is not a number. Write it like 0.1, 1e-5 or 1_000."
            problems.append(SpaceProblem("", field, message))
        elif number is None and field in {"low", "high"}:
            problems.append(SpaceProblem("", field, f"The range has no {_ENDS[field]}."))
    if problems:
        raise InvalidSpace(problems[0].message, "", problems)
    return numbers


_LONGEST = 40
_ENDS = {"low": "start", "high": "end"}


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and float(number).is_integer() else number


def _named(name: str, problems: Sequence[SpaceProblem]) -> list[SpaceProblem]:
    return [SpaceProblem(name, problem.field, problem.message) for problem in problems]


def _parameter(draft: SpaceDraft, row: RowDraft, kinds: Mapping[int, ParameterKind]) -> Parameter:
    """Returns the row for the check of names and conditions.

    A condition on a row that cannot be read is left out: that row has its own problem.
    """
    conditions = tuple(
        Condition(draft.parent_name(condition), condition.values)
        for condition in row.conditions
        if condition.parent in kinds or condition.parent not in draft
    )
    return Parameter(row.name, kinds.get(row.key, _UNREADABLE), conditions)


def _structure_by_row(parameters: Sequence[Parameter]) -> list[list[SpaceProblem]]:
    """Returns what is wrong between the rows, by row; rows may share a name."""
    result: list[list[SpaceProblem]] = [[] for _ in parameters]
    first_rows = {parameter.name: place for place, parameter in reversed([*enumerate(parameters)])}
    firsts = [parameters[place] for place in sorted(first_rows.values())]
    for problem in structure_problems(firsts):
        result[first_rows[problem.parameter]].append(problem)
    for place, parameter in enumerate(parameters):
        if first_rows[parameter.name] != place:
            before = [earlier for earlier in firsts if first_rows[earlier.name] < place]
            known = len(structure_problems(before))
            result[place] = structure_problems([*before, parameter])[known:]
    return result
