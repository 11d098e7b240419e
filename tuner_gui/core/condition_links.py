"""Which parameters depend on which, as bit masks: bit i stands for the i-th declared parameter."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Choice, Constant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Condition, Parameter


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring grid values of a parameter that switch off the same others.

    Args:
        start: the grid index of the first value.
        length: how many values there are.
        closed: the mask of the parameters that these values switch off, those below included.
    """

    start: int
    length: int
    closed: int


class ConditionLinks:
    """The conditions of some parameters.

    Each attribute has one entry a parameter: `linked` the mask of its parents and children,
    `parents` of its parents, `lineage` of itself and all that it depends on; `runs` the runs of
    its grid values, none where it is continuous or nothing depends on it.
    """

    def __init__(self, parameters: Sequence[Parameter]) -> None:
        places = {parameter.name: place for place, parameter in enumerate(parameters)}
        self.parents = [0] * len(parameters)
        self.linked = [0] * len(parameters)
        self.lineage = [1 << place for place in places.values()]
        watchers: list[list[tuple[int, Condition]]] = [[] for _ in parameters]
        for place, parameter in enumerate(parameters):
            for condition in parameter.conditions:
                parent = places[condition.parent]
                watchers[parent].append((place, condition))
                self.parents[place] |= 1 << parent
                self.linked[parent] |= 1 << place
                self.lineage[place] |= self.lineage[parent]
            self.linked[place] |= self.parents[place]
        below = [1 << place for place in places.values()]
        for place in reversed(places.values()):
            for child, _ in watchers[place]:
                below[place] |= below[child]
        self.runs = [
            _runs(parameter.kind, [(condition, below[child]) for child, condition in watching])
            for parameter, watching in zip(parameters, watchers, strict=True)
        ]

    def can_be_active(self, place: int) -> bool:
        """Says whether some grid values of its ancestors switch a parameter on.

        None do where an ancestor is continuous.
        """
        lineage = self.lineage[place]
        return all(
            any(not run.closed & lineage for run in self.runs[ancestor])
            for ancestor in members(lineage ^ (1 << place))
        )

    def reached(self, mask: int) -> int:
        """Returns those of a set that are linked with its first member, directly or not."""
        return self._spread(mask & -mask, mask)

    def reached_from(self, place: int) -> int:
        """Returns a parameter and those linked with it, directly or not."""
        return self._spread(1 << place, (1 << len(self.linked)) - 1)

    def _spread(self, start: int, mask: int) -> int:
        found = waiting = start
        while waiting:
            first = waiting & -waiting
            new = self.linked[place_of(first)] & mask & ~found
            found |= new
            waiting ^= first | new
        return found

    def busiest_root(self, mask: int) -> int:
        """Returns the place of the one with most links, of those without parents in the set."""
        roots = (place for place in members(mask) if not self.parents[place] & mask)
        return max(roots, key=lambda place: (self.linked[place] & mask).bit_count())


def place_of(mask: int) -> int:
    """Returns the place of the first member of a set."""
    return (mask & -mask).bit_length() - 1


def members(mask: int) -> Iterator[int]:
    """Yields the places of a set, in declared order."""
    while mask:
        yield place_of(mask)
        mask &= mask - 1


def _runs(kind: ParameterKind, watchers: Sequence[tuple[Condition, int]]) -> list[Run]:
    """Splits the grid values at those that conditions name, however many there are between."""
    size = kind.size
    if size is None or not watchers:
        return []
    named = {index_of(kind, value) for condition, _ in watchers for value in condition.values}
    starts = sorted({0, *named, *(index + 1 for index in named)} - {size})
    runs = []
    for start, end in pairwise([*starts, size]):
        value = kind.value_at(start)
        closed = 0
        for condition, below in watchers:
            if not condition.holds(value):
                closed |= below
        runs.append(Run(start, end - start, closed))
    return runs


def index_of(kind: ParameterKind, value: Any) -> int:
    """Returns the grid index of a value, or that of the next where the grid passes it by."""
    match kind:
        case Choice():
            return kind.index(value)
        case Constant():
            return 0
    first, last = 0, (kind.size or 1) - 1
    while first < last:  # bisect cannot search a range longer than sys.maxsize
        middle = (first + last) // 2
        if kind.value_at(middle) < value:
            first = middle + 1
        else:
            last = middle
    return first
