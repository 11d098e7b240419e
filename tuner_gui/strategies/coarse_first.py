"""The order of a grid that begins coarse and puts points between; by index. The sweep's thread.

At first each parameter has one value: the middle of a range, the first of a choice. Step by step
one parameter after the other gets more: both ends, then a value between each two neighbours, until
all are there; an unordered choice gets all its other values at once. The points that a step adds
are those where its parameter is active with a new value, and all others have values they had
before: a grid of its own, counted and numbered as any. So each point belongs to one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tuner_gui.core.condition_links import index_of
from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.grid_index import GridIndex
from tuner_gui.core.nesting import nest
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.values import value_key
from tuner_gui.strategies.permutation import Permutation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue


@dataclass(frozen=True, slots=True)
class _Part:
    """Some values of a range, in their order.

    Args:
        level: 0 the middle; l the places j (size - 1) / 2^l for each j, rounded down.
        is_new: without those of the level before.
    """

    kind: ParameterKind
    level: int
    is_new: bool = False

    @property
    def _last(self) -> int:
        return (self.kind.size or 1) - 1

    @property
    def size(self) -> int:
        if not self.level:
            return 1
        all_of_it = min(1 << self.level, self._last) + 1
        return all_of_it - _Part(self.kind, self.level - 1).size if self.is_new else all_of_it

    def value_at(self, index: int) -> ParamValue:
        return self.kind.value_at(self._place(index))

    def _place(self, index: int) -> int:
        last, level = self._last, self.level
        if not level:
            return last // 2
        if not self.is_new:
            return index if 1 << level >= last else (index * last) >> level
        if level == 1:
            return index * last if self.size == 2 else 1 - last // 2
        if 1 << level <= last:
            return ((2 * index + 1) * last) >> level
        # the last level: between the places of the one before lie gaps of one place, or none
        before = 1 << (level - 1)
        gap_end = -(-(index + 1) * before // (last - before))
        return ((gap_end * last) >> (level - 1)) - 1


@dataclass(frozen=True, slots=True)
class _Step:
    """The parameter that gets more values, and the level of each; no parameter at the start."""

    place: int | None
    levels: tuple[int, ...]


class CoarseFirstOrder:
    """The points of a grid by position: a coarse grid first, then the points between.

    Only the step that was looked at last is kept. Within a step the order is shuffled.

    Args:
        space: a space without continuous ranges.
        seed: of the order within a step.
    """

    def __init__(self, space: HyperParamSpace, seed: int) -> None:
        self._space = space
        self._seed = seed
        self._begin()

    def _begin(self) -> None:
        self._steps = self._all_steps()
        self._start = self._end = 0

    def reaches(self, position: int) -> bool:
        """Says whether there is such a position."""
        if position < self._start:
            self._begin()
        while position >= self._end:
            step = next(self._steps, None)
            if step is None:
                return False
            self._grid = self._grid_of(step)
            size = self._grid.require_size() if self._grid else 0
            self._order = Permutation(max(size, 1), self._seed)
            self._start, self._end = self._end, self._end + size
        return True

    def point(self, position: int) -> Params | None:
        """Returns the point at a position; None where it breaks a constraint."""
        if not self.reaches(position) or self._grid is None:
            raise IndexError(position)
        point = self._grid.point(self._order[position - self._start])
        if self._grid.leftover:
            flat = dict(point)
            if not all(constraint.holds(flat) for constraint in self._grid.leftover):
                return None
        return nest(point)

    def _all_steps(self) -> Iterator[_Step]:
        finest = [_finest(parameter.kind) for parameter in self._space]
        levels = [0] * len(finest)
        yield _Step(None, tuple(levels))
        for level in range(1, max(finest) + 1):
            for place, last in enumerate(finest):
                if level <= last:
                    levels[place] = level
                    yield _Step(place, tuple(levels))

    def _grid_of(self, step: _Step) -> GridIndex | None:
        """Returns the grid of the points that a step adds; None where there are none."""
        kinds = {
            parameter.name: _part_of(parameter.kind, level, is_new=place == step.place)
            for place, (parameter, level) in enumerate(zip(self._space, step.levels, strict=True))
        }
        if step.place is not None and not self._switch_on(step.place, kinds):
            return None
        parameters = [
            Parameter(each.name, kinds[each.name], tuple(_conditions_in(kinds, each.conditions)))
            for each in self._space
        ]
        return GridIndex(parameters, self._space.constraints)

    def _switch_on(self, place: int, kinds: dict[str, ParameterKind]) -> bool:
        """Leaves only what makes a parameter active; says whether anything does."""
        waiting = [self._space.parameters[place]]
        while waiting:
            for condition in waiting.pop().conditions:
                values = _values_in(kinds[condition.parent], condition)
                if not values:
                    return False
                kinds[condition.parent] = Choice(values)
                waiting.append(self._space[condition.parent])
        return True


def _finest(kind: ParameterKind) -> int:
    """Returns the level at which all values are there."""
    size = kind.size or 1
    if isinstance(kind, Choice) and not kind.ordered:
        return min(size - 1, 1)
    return 0 if size == 1 else max(1, (size - 2).bit_length())


def _part_of(kind: ParameterKind, level: int, *, is_new: bool) -> ParameterKind:
    if isinstance(kind, Constant) or kind.size is None:
        return kind
    if isinstance(kind, Choice) and not kind.ordered:
        return Choice(kind.values[is_new:] if level else kind.values[:1])
    part = _Part(kind, level, is_new)
    if isinstance(kind, Choice):
        return Choice(part.value_at(index) for index in range(part.size))
    return cast("ParameterKind", part)  # it has what a grid asks of a kind


def _conditions_in(
    kinds: dict[str, ParameterKind], conditions: tuple[Condition, ...]
) -> Iterator[Condition]:
    for condition in conditions:
        kind = kinds[condition.parent]
        is_choice = isinstance(kind, Choice)
        yield Condition(condition.parent, _values_in(kind, condition)) if is_choice else condition


def _values_in(kind: ParameterKind, condition: Condition) -> tuple[ParamValue, ...]:
    """Returns the values of a kind that a condition names, in the kind's order."""
    places: set[int] = set()
    for value in condition.values:
        if isinstance(kind, Choice) and not kind.contains(value):
            continue
        place = index_of(kind, value)
        if value_key(kind.value_at(place)) == value_key(value):
            places.add(place)
    return tuple(kind.value_at(place) for place in sorted(places))
