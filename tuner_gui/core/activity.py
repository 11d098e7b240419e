"""Which parameters of a space are never active, however it is searched; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.errors import SpaceProblem
from tuner_gui.core.values import value_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Condition, Parameter

    Demands = Mapping[str, frozenset[Hashable]]


def activity_notes(parameters: Iterable[Parameter]) -> list[SpaceProblem]:
    """Returns a note for each parameter that no trial, or hardly any, will ever have.

    A parameter asks for certain values of all those that it depends on, directly or not: it is
    never active where two of its conditions ask for different values of the same one.
    """
    kinds: dict[str, ParameterKind] = {}
    demands: dict[str, Demands] = {}
    notes = []
    for parameter in parameters:
        demanded: dict[str, frozenset[Hashable]] = {}
        reason = ""
        for condition in parameter.conditions:
            own = {condition.parent: frozenset(map(value_key, condition.values))}
            for name, values in [*demands.get(condition.parent, {}).items(), *own.items()]:
                demanded[name] = demanded.get(name, values) & values
                if not demanded[name]:
                    reason = reason or f"It is never active: {name} cannot have two values at once."
            reason = reason or _why_not(condition, kinds.get(condition.parent))
        if reason:
            notes.append(SpaceProblem(parameter.name, "when", reason, is_note=True))
        kinds[parameter.name] = parameter.kind
        demands[parameter.name] = demanded
    return notes


def _why_not(condition: Condition, kind: ParameterKind | None) -> str:
    name = condition.parent
    match kind:
        case Constant(value=value) if not condition.holds(value):
            return f"It is never active: {name} always has another value."
        case Choice(values=values, weights=tuple() as weights) if not any(
            weight for value, weight in zip(values, weights, strict=True) if condition.holds(value)
        ):
            return f"Random search never makes it active: {name} has the weight 0 there."
        case None | Choice() | Constant():
            return ""
        case _ if kind.size is None:
            return f"It is hardly ever active: {name} is continuous. Give {name} a step."
        case _:
            return ""
