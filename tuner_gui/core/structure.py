"""What is wrong between the parameters of a space: their names and conditions; any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuner_gui.core.constraints import quoted_name
from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.errors import SpaceProblem
from tuner_gui.core.ranges import is_finite_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tuner_gui.core.constraints import Constraint
    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Condition, Parameter
    from tuner_gui.core.values import ParamValue

_NAME = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+)*")


def structure_problems(parameters: Iterable[Parameter]) -> list[SpaceProblem]:
    """Returns what is wrong between parameters: their names and their conditions."""
    problems: list[SpaceProblem] = []
    earlier: dict[str, Parameter] = {}
    groups: set[str] = set()
    for parameter in parameters:
        problems += _name_problems(parameter.name, earlier, groups)
        for condition in parameter.conditions:
            problems += _condition_problems(parameter.name, condition, earlier)
        earlier[parameter.name] = parameter
        parts = parameter.name.split(".")
        groups.update(".".join(parts[:depth]) for depth in range(1, len(parts)))
    return problems


def name_twice(name: str) -> SpaceProblem:
    """Returns the problem of each of two parameters with one name."""
    return SpaceProblem(name, "name", f"The name {name} stands there twice.")


def _name_problems(
    name: str, earlier: Mapping[str, Parameter], groups: set[str]
) -> Iterator[SpaceProblem]:
    if not name:
        yield SpaceProblem(name, "name", "The parameter has no name.")
    elif not _NAME.fullmatch(name):
        message = "A name has letters, digits, _ and -, with dots between groups."
        yield SpaceProblem(name, "name", message)
    if name and name in earlier:
        yield name_twice(name)
    parts = name.split(".")
    above = [".".join(parts[:depth]) for depth in range(1, len(parts))]
    for clash in [group for group in above if group in earlier] + [name] * (name in groups):
        yield SpaceProblem(name, "name", f"{clash} is both a parameter and a group.")


def _condition_problems(
    name: str, condition: Condition, earlier: Mapping[str, Parameter]
) -> Iterator[SpaceProblem]:
    parent = earlier.get(condition.parent)
    if parent is None:
        message = f"It depends on {condition.parent}, which is not declared before it."
        yield SpaceProblem(name, "when", message)
        return
    if not condition.values:
        yield SpaceProblem(name, "when", f"No value of {condition.parent} switches it on.")
    own_kind = parent.set_aside or parent.kind
    for value in condition.values:
        if not (own_kind.contains(value) or parent.kind.contains(value)):
            message = f"{condition.parent} never has the value {value!r}."
            yield SpaceProblem(name, "when", message)


def constraint_problems(
    parameters: Iterable[Parameter], constraints: Iterable[Constraint]
) -> list[SpaceProblem]:
    """Returns what is wrong between constraints and parameters; the field tells which one."""
    kinds = {parameter.name: parameter.kind for parameter in parameters}
    return [
        SpaceProblem("", f"constraints[{place}]", f"{constraint.text}: {message}")
        for place, constraint in enumerate(constraints)
        for message in _constraint_messages(constraint, kinds)
    ]


def _constraint_messages(
    constraint: Constraint, kinds: Mapping[str, ParameterKind]
) -> Iterator[str]:
    for name in constraint.names:
        kind = kinds.get(name)
        if kind is None:
            near = [other for other in kinds if name in re.split(r"[.-]", other)]
            hint = f" Is it {quoted_name(near[0])}?" if near else ""
            yield f"There is no parameter {name}.{hint}"
        elif (odd := _first_odd_value(kind)) is not None:
            yield f"{name} has the value {odd[0]!r}, which is not a number."
    for name in constraint.equated:
        if name in kinds and kinds[name].size is None:
            yield f"{name} is continuous, so == would never hold. Give it a step, or use <=."


def _first_odd_value(kind: ParameterKind) -> tuple[ParamValue] | None:
    """Returns the first value that is not a number, as a tuple of one."""
    match kind:
        case Choice(values=values):
            return next(((value,) for value in values if not is_finite_number(value)), None)
        case Constant(value=value):
            return None if is_finite_number(value) else (value,)
        case _:
            return None
