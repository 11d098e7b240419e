"""Reads a draft: the space it says, or the problems at rows and fields. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Constant
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.structure import name_twice, structure_problems
from tuner_gui.ui.space.constraint_reading import read_constraints
from tuner_gui.ui.space.row_reading import RowReading, read_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.errors import SpaceProblem
    from tuner_gui.ui.space.draft import RowDraft, SpaceDraft

_UNREADABLE = Constant(None)
"""Stands for a kind that cannot be read while names and conditions are checked."""


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What a draft says. No list of problems or notes is empty.

    Args:
        space: the space; None while there are problems.
        kinds: the kind that trials get of each row that can be read, by row key: a constant for
            a disabled one.
        problems: what is wrong with each row that has problems, by row key.
        notes: what is worth saying about a row, by row key.
        constraint_problems: what is wrong with each constraint that has problems, by its key.
    """

    space: HyperParamSpace | None
    kinds: Mapping[int, ParameterKind]
    problems: Mapping[int, tuple[SpaceProblem, ...]]
    notes: Mapping[int, tuple[SpaceProblem, ...]] = field(default_factory=dict)
    constraint_problems: Mapping[int, tuple[SpaceProblem, ...]] = field(default_factory=dict)


def read_draft(draft: SpaceDraft) -> DraftReading:
    """Returns the space that the draft says, or the problems at its rows and fields."""
    readings = {row.key: read_row(row) for row in draft}
    kinds = {key: kind for key, each in readings.items() if (kind := each.drawn) is not None}
    parameters = [_parameter(draft, row, readings) for row in draft]
    by_row = _structure_by_row(parameters)
    problems = {
        row.key: found
        for row, structure in zip(draft, by_row, strict=True)
        if (found := (*structure, *_named(row.name, readings[row.key].problems)))
    }
    notes = {
        row.key: _named(row.name, readings[row.key].notes)
        for row in draft
        if readings[row.key].notes
    }
    constraints, wrong = read_constraints(draft, parameters, problems.keys())
    space = None if problems or wrong else HyperParamSpace(parameters, constraints)
    return DraftReading(space, kinds, problems, notes, wrong)


def _named(name: str, problems: Sequence[SpaceProblem]) -> tuple[SpaceProblem, ...]:
    return tuple(replace(problem, parameter=name) for problem in problems)


def _parameter(draft: SpaceDraft, row: RowDraft, readings: Mapping[int, RowReading]) -> Parameter:
    """Returns the row for the check of names and conditions.

    A condition on a row that cannot be read is left out: that row has its own problem.
    """
    conditions = tuple(
        Condition(draft.parent_name(condition), condition.values)
        for condition in row.conditions
        if condition.parent not in draft or readings[condition.parent].drawn is not None
    )
    reading = readings[row.key]
    set_aside = reading.kind if row.disabled is not None else None
    return Parameter(row.name, reading.drawn or _UNREADABLE, conditions, set_aside)


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
            first, twice = result[first_rows[parameter.name]], name_twice(parameter.name)
            first += [twice] if parameter.name and twice not in first else []
            result[place] = structure_problems([*before, parameter])[known:]
    return result
