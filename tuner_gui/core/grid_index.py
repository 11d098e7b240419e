"""The grid of a space by index: exact count and the n-th point, without listing the points.

Parameters that no condition links are counted apart and multiplied. Inside a linked group the
count is a recursion over the declared order whose state is what later conditions can still see.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.errors import InvalidSpace, SpaceProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuner_gui.core.domains import ParamValue
    from tuner_gui.core.space import Condition, Parameter

_Held: TypeAlias = frozenset["Condition"]
"""The conditions of later parameters that hold, given the values chosen so far."""


class GridIndex:
    """Counts and numbers the grid points of some parameters; the last one varies fastest."""

    def __init__(self, parameters: Sequence[Parameter]) -> None:
        self._groups = [_LinkedGroup(parameters, members) for members in _linked(parameters)]
        self._order = {parameter.name: place for place, parameter in enumerate(parameters)}
        self._continuous = [name for group in self._groups for name in group.continuous]
        self.size = None if self._continuous else prod(group.size for group in self._groups)

    def require_size(self) -> int:
        """Returns the number of points; raises InvalidSpace where a range is continuous."""
        if self.size is None:
            name = self._continuous[0]
            message = "A grid needs a step or grid points for this continuous range."
            raise InvalidSpace(f"{name}: {message}", "", [SpaceProblem(name, "points", message)])
        return self.size

    def point(self, index: int) -> list[tuple[str, ParamValue]]:
        """Returns names and values of the active parameters of a point, in declared order."""
        if not 0 <= index < self.require_size():
            raise IndexError(f"grid point {index} of {self.size}")
        values: list[tuple[str, ParamValue]] = []
        for group in reversed(self._groups):
            index, inner = divmod(index, group.size)
            values.extend(group.point(inner))
        values.sort(key=lambda named: self._order[named[0]])
        return values


@dataclass(frozen=True)
class _Level:
    """One parameter of a linked group, with the later conditions that look at it."""

    parameter: Parameter
    watched: tuple[Condition, ...]


class _LinkedGroup:
    """Parameters that conditions link, counted together."""

    def __init__(self, parameters: Sequence[Parameter], members: list[int]) -> None:
        chosen = [parameters[place] for place in members]
        self._levels = [
            _Level(
                parameter,
                tuple(
                    dict.fromkeys(
                        condition
                        for later in chosen[place + 1 :]
                        for condition in later.conditions
                        if condition.parent == parameter.name
                    )
                ),
            )
            for place, parameter in enumerate(chosen)
        ]
        # what the levels from each one on still ask about
        self._asked = [
            frozenset(
                condition
                for level in self._levels[place:]
                for condition in level.parameter.conditions
            )
            for place in range(len(self._levels) + 1)
        ]
        self._counts: dict[tuple[int, _Held], int] = {}
        self._ends: dict[tuple[int, _Held], list[int]] = {}
        self._continuous: dict[str, None] = {}
        self.size = self._count(0, frozenset())
        self.continuous = tuple(self._continuous)

    def _count(self, place: int, held: _Held) -> int:
        if place == len(self._levels):
            return 1
        key = (place, held & self._asked[place])
        if key not in self._counts:
            self._counts[key] = self._count_level(*key)
        return self._counts[key]

    def _count_level(self, place: int, held: _Held) -> int:
        level = self._levels[place]
        if not _is_active(level.parameter, held):
            return self._count(place + 1, held)
        size = level.parameter.kind.size
        if size is None:
            # still walk the rest, so that every continuous parameter is named
            self._continuous[level.parameter.name] = None
            special = {value for condition in level.watched for value in condition.values}
            for value in special:
                self._count(place + 1, self._held_after(level, held, value))
            self._count(place + 1, held)
            return 0
        if not level.watched:
            return size * self._count(place + 1, held)
        return self._value_ends(place, held)[-1]

    def _value_ends(self, place: int, held: _Held) -> list[int]:
        """Returns, for each value of a watched parameter, where its share of the points ends."""
        key = (place, held & self._asked[place])
        if key not in self._ends:
            level = self._levels[place]
            kind = level.parameter.kind
            self._ends[key] = list(
                accumulate(
                    self._count(place + 1, self._held_after(level, held, kind.value_at(index)))
                    for index in range(kind.size or 0)
                )
            )
        return self._ends[key]

    @staticmethod
    def _held_after(level: _Level, held: _Held, value: ParamValue) -> _Held:
        return held.union(condition for condition in level.watched if condition.holds(value))

    def point(self, index: int) -> Iterator[tuple[str, ParamValue]]:
        held: _Held = frozenset()
        for place, level in enumerate(self._levels):
            parameter = level.parameter
            if not _is_active(parameter, held):
                continue
            if level.watched:
                ends = self._value_ends(place, held)
                value_index = bisect_right(ends, index)
                index -= ends[value_index - 1] if value_index else 0
            else:
                value_index, index = divmod(index, self._count(place + 1, held))
            value = parameter.kind.value_at(value_index)
            if level.watched:
                held = self._held_after(level, held, value)
            yield parameter.name, value


def _is_active(parameter: Parameter, held: _Held) -> bool:
    return all(condition in held for condition in parameter.conditions)


def _linked(parameters: Sequence[Parameter]) -> list[list[int]]:
    """Returns the places of the parameters, grouped by the conditions that link them."""
    places = {parameter.name: place for place, parameter in enumerate(parameters)}
    group_of = list(range(len(parameters)))
    members = {place: [place] for place in group_of}
    for place, parameter in enumerate(parameters):
        for condition in parameter.conditions:
            first, second = sorted((group_of[places[condition.parent]], group_of[place]))
            if first == second:
                continue
            for moved in members[second]:
                group_of[moved] = first
            members[first] = sorted(members[first] + members.pop(second))
    return [members[first] for first in sorted(members)]
