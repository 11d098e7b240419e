"""What every other tool leaves out of a space, in the same words; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Constant
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.exchange.spaces.faults import shortened

if TYPE_CHECKING:
    from tuner_gui.core.domains import Choice, Float, Int, LogNormal, Normal
    from tuner_gui.core.parameter import Condition, Parameter

MOST_LISTED = 1_000
"""More steps than these are not listed one by one."""


class Losses:
    """The sentences so far, each beginning with a name.

    Args:
        tool: what the other tool is called in them.
    """

    def __init__(self, tool: str) -> None:
        self.tool = tool
        self.sentences: list[str] = []

    def add(self, name: str, sentence: str) -> None:
        """Adds a loss."""
        self.sentences.append(f"{name}: {sentence}")

    def add_conditions(self, parameter: Parameter) -> None:
        """Says that a parameter is always active there."""
        told = " and ".join(
            f"{each.parent} is {shortened(' or '.join(map(str, each.values)), 60)}"
            for each in parameter.conditions
        )
        self.add(parameter.name, f"is drawn always, not only where {told}.")

    def settled(self, space: HyperParamSpace) -> HyperParamSpace:
        """Returns the space without conditions on constants, which hold always or never."""
        kept: dict[str, Parameter] = {}
        for parameter in space:
            conditions: tuple[Condition, ...] = ()
            for condition in parameter.conditions:
                parent = kept.get(condition.parent)
                if parent is None or _never_holds(condition, parent):
                    told = f"is left out, since {condition.parent} never switches it on."
                    self.add(parameter.name, told)
                    break
                if isinstance(parent.kind, Constant):
                    told = f"its condition on {parent.name}, which is constant, is left out."
                    self.add(parameter.name, told)
                    conditions += parent.conditions
                else:
                    conditions += (condition,)
            else:
                distinct = tuple(dict.fromkeys(conditions))
                kept[parameter.name] = replace(parameter, conditions=distinct)
        return HyperParamSpace(kept.values())

    def add_constraints(self, space: HyperParamSpace) -> None:
        """Says that relations are not kept there."""
        for constraint in space.constraints:
            self.add(constraint.text, f"{self.tool} has no constraints; it is left out.")

    def add_disabled(self, parameter: Parameter) -> None:
        """Says that a parameter is switched off, where it is."""
        if parameter.set_aside is not None:
            self.add(parameter.name, "is switched off here, so only its one value is there.")

    def add_order(self, name: str, kind: Choice) -> None:
        """Says that the order of values is not known there, where they have one."""
        if kind.ordered:
            self.add(name, f"{self.tool} does not know that its values are in order.")

    def add_points(self, name: str, kind: Float) -> None:
        """Says that grid points are left out, where there are any."""
        if kind.points is not None:
            self.add(name, f"its {kind.points} grid points are left out; the range is whole.")

    def add_bounds(self, name: str, kind: Normal | LogNormal) -> None:
        """Says that a bell has no bounds there, where it has any."""
        beyond = [f"below {kind.low:g}"] if kind.low is not None else []
        beyond += [f"above {kind.high:g}"] if kind.high is not None else []
        if beyond:
            self.add(name, f"{self.tool} draws numbers {' and '.join(beyond)} too.")


def _never_holds(condition: Condition, parent: Parameter) -> bool:
    return isinstance(parent.kind, Constant) and not condition.holds(parent.kind.value)


def listed_steps(kind: Float | Int) -> list[float] | None:
    """Returns the values of a range that has some; None where they are too many to list."""
    if kind.size is None or kind.size > MOST_LISTED:
        return None
    return [kind.value_at(place) for place in range(kind.size)]
