"""What is wrong between the parameters of a space: their names and conditions; any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuner_gui.core.errors import SpaceProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tuner_gui.core.space import Condition, Parameter

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


def _name_problems(
    name: str, earlier: Mapping[str, Parameter], groups: set[str]
) -> Iterator[SpaceProblem]:
    if not name:
        yield SpaceProblem(name, "name", "The parameter has no name.")
    elif not _NAME.fullmatch(name):
        message = "A name has letters, digits, _ and -, with dots between groups."
        yield SpaceProblem(name, "name", message)
    if name in earlier:
        yield SpaceProblem(name, "name", f"The name {name} stands there twice.")
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
    for value in condition.values:
        if not parent.kind.contains(value):
            message = f"{condition.parent} never has the value {value!r}."
            yield SpaceProblem(name, "when", message)
