"""Collects the parameters of an imported space under names that are allowed here; any thread."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Choice
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.values import ParamValue, freeze_value, value_key
from tuner_gui.exchange.spaces.faults import SpaceFault, described, inside, placed, shortened
from tuner_gui.exchange.spaces.fields import WrittenNumber

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from tuner_gui.core.domains import ParameterKind

MOST_PARAMETERS = 2_000
MOST_VALUES = 10_000

_LONGEST_NAME = 200
_NOT_IN_NAMES = re.compile(r"[^\w-]+")
_FIRST_LETTER = re.compile(r"[A-Za-z_]")


class SpaceBuilder:
    """The parameters so far, in order, and what is to be said about them.

    Args:
        tool: what the other tool is called in notes.
    """

    def __init__(self, tool: str) -> None:
        self.tool = tool
        self.notes: list[str] = []
        self._parameters: dict[str, Parameter] = {}
        self._groups: set[str] = set()
        self._flat_dotted: list[str] = []

    def add(
        self,
        parts: Sequence[str],
        kind: ParameterKind,
        conditions: tuple[Condition, ...] = (),
        *,
        fallback: str = "",
    ) -> str:
        """Adds a parameter and returns the name that it got.

        Args:
            parts: its name; each part but the last is a group of the other tool.
            kind: what it may be.
            conditions: when it is active.
            fallback: what it is called where the name is taken.
        """
        if len(self._parameters) >= MOST_PARAMETERS:
            raise SpaceFault("", f"the space has more than {MOST_PARAMETERS:,} parameters.")
        wanted = ".".join(parts)
        name = self._free(_allowed(parts), _allowed([fallback]) if fallback else "")
        if name != wanted:
            self.note(
                shortened(wanted, 60) or "the empty name",
                f"is called {name} here."
                + (" A name has letters, digits, _ and -." * (_allowed(parts) != wanted)),
            )
        elif any("." in part for part in parts):
            self._flat_dotted.append(name)
        self._parameters[name] = Parameter(name, kind, conditions)
        pieces = name.split(".")
        self._groups.update(".".join(pieces[:depth]) for depth in range(1, len(pieces)))
        return name

    def note(self, name: str, sentence: str) -> None:
        """Notes something about a parameter."""
        self.notes.append(f"{name}: {sentence}")

    def get(self, name: str) -> Parameter | None:
        """Returns a parameter that is there already."""
        return self._parameters.get(name)

    def widen(self, name: str, conditions: tuple[Condition, ...]) -> None:
        """Replaces the conditions of a parameter."""
        self._parameters[name] = replace(self._parameters[name], conditions=conditions)

    def build(self) -> HyperParamSpace:
        """Returns the space of all that was added."""
        if self._flat_dotted:
            names = shortened(", ".join(self._flat_dotted), 100)
            self.note(names, f"{self.tool} has flat names with dots; here each dot makes a group.")
        parameters = self._parameters
        kept = [replace(each, conditions=self._needed(each)) for each in parameters.values()]
        with placed("the space"):
            return HyperParamSpace(kept)

    def _needed(self, parameter: Parameter) -> tuple[Condition, ...]:
        """The conditions without those that the conditions of a parent say already."""
        above = {
            (condition.parent, implied.parent): implied
            for condition in parameter.conditions
            for implied in self._parameters[condition.parent].conditions
        }
        return tuple(
            each
            for each in parameter.conditions
            if not any(
                grand == each.parent and all(map(each.holds, implied.values))
                for (_, grand), implied in above.items()
            )
        )

    def _free(self, name: str, fallback: str) -> str:
        if self._is_free(name):
            return name
        if fallback and self._is_free(fallback):
            return fallback
        base = fallback or name
        if not self._is_free(f"{base}_2"):
            base = base.replace(".", "_")
        names = (base, *(f"{base}_{number}" for number in range(2, MOST_PARAMETERS + 3)))
        return next(each for each in names if self._is_free(each))

    def _is_free(self, name: str) -> bool:
        pieces = name.split(".")
        above = (".".join(pieces[:depth]) for depth in range(1, len(pieces) + 1))
        return name not in self._groups and self._parameters.keys().isdisjoint(above)


def _allowed(parts: Sequence[str]) -> str:
    pieces = [
        _NOT_IN_NAMES.sub("_", piece) for piece in ".".join(parts).split(".") if piece.strip()
    ]
    name = ".".join(pieces)[:_LONGEST_NAME].rstrip(".")
    return name if _FIRST_LETTER.match(name) else f"_{name}"


def choice_of(
    values: Sequence[Any],
    builder: SpaceBuilder,
    *,
    name: str,
    place: str,
    weights: Sequence[float] | None = None,
) -> Choice:
    """Returns the choice of listed values; one that stands there twice is taken once, and noted."""
    if len(values) > MOST_VALUES:
        raise SpaceFault(place, f"has more than {MOST_VALUES:,} values.")
    if weights is not None and len(weights) != len(values):
        raise SpaceFault(place, f"has {len(values)} values, but {len(weights)} probabilities.")
    kept: dict[Hashable, ParamValue] = {}
    summed: dict[Hashable, float] = {}
    twice: list[ParamValue] = []
    for position, value in enumerate(values):
        frozen = plain_value(value, inside(place, position))
        key = value_key(frozen)
        if key in kept:
            twice.append(frozen)
        kept.setdefault(key, frozen)
        summed[key] = summed.get(key, 0.0) + (1.0 if weights is None else weights[position])
    if twice:
        shown = shortened(", ".join(map(str, twice)), 60)
        drawn = "" if weights is not None else ", so it is drawn no more often than others"
        builder.note(name, f"{shown} stands there more than once; here it stands once{drawn}.")
    if written := [value for value in values if isinstance(value, WrittenNumber)]:
        shown = shortened(", ".join(f"{value:g}" for value in written), 60)
        builder.note(name, f"{shown} is text to {builder.tool}, but a number here.")
    with placed(place):
        return Choice(kept.values(), weights=None if weights is None else summed.values())


def plain_value(value: Any, place: str) -> ParamValue:
    """Returns a value that a parameter can take.

    Raises:
        SpaceFault: it holds an object, a distribution, or a number that is none.
    """
    if isinstance(value, list):
        return tuple(plain_value(each, inside(place, at)) for at, each in enumerate(value))
    if value is not None and not isinstance(value, bool | int | float | str):
        hint = "Use text, numbers, true, false, null, or lists of them."
        sentence = f"is {described(value)}, which is not a value that a parameter can take."
        raise SpaceFault(place, sentence, hint)
    with placed(place):
        return freeze_value(value)


def joined(names: Iterable[str]) -> str:
    """Returns names for a sentence, not too many of them."""
    return shortened(", ".join(names), 100)
