"""A space as coordinates for CMA-ES: continuous, ordered and unordered. The sweep's thread.

Continuous and ordered parameters lie in [0, 1], in the logarithm where they are log. Constants and
what has a single value have no coordinate. Of two values neither lies between others, so they are
unordered.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from tuner_gui.core.condition_links import index_of
from tuner_gui.core.domains import Choice, Float, Int, LogNormal, Normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import FlatParams
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.space import HyperParamSpace

_MOST_ORDERED = 256
"""A range with more values is continuous, rounded to the nearest."""
_BELOW_1 = 1 - 2.0**-53


class _Axis(NamedTuple):
    """Where a parameter lies: `at` counts numbers, or unordered coordinates."""

    name: str
    kind: ParameterKind
    sort: Literal["continuous", "ordered", "unordered", "fixed"]
    at: int
    halves: list[float]
    conditional: Parameter | None


class MixedCoordinates:
    """The coordinates of a space, in both directions.

    Attributes:
        continuous: how many coordinates take any number in [0, 1].
        ordered: the numbers in [0, 1] that each further coordinate takes, ascending.
        unordered: how many values each unordered coordinate has.
    """

    def __init__(self, space: HyperParamSpace) -> None:
        self._space = space
        continuous: list[str] = []
        ordered: dict[str, list[float]] = {}
        unordered: dict[str, int] = {}
        for parameter in space:
            kind, size = parameter.kind, _listed(parameter.kind)
            if size is None:
                continuous.append(parameter.name)
            elif size == 2 or (isinstance(kind, Choice) and not kind.ordered and size > 1):
                unordered[parameter.name] = size
            elif size > 1:
                ordered[parameter.name] = [_unit(kind, place, size) for place in range(size)]
        self.continuous = len(continuous)
        self.ordered = list(ordered.values())
        self.unordered = list(unordered.values())
        self._gaussian = {name: at for at, name in enumerate([*continuous, *ordered])}
        self._category = {name: at for at, name in enumerate(unordered)}
        self._axes = [self._axis_of(each) for each in space]

    @property
    def numbers(self) -> int:
        """How many coordinates are numbers in [0, 1]."""
        return len(self._gaussian)

    def __len__(self) -> int:
        return len(self._gaussian) + len(self._category)

    def params(self, gaussian: Sequence[float], category: Sequence[int]) -> FlatParams:
        """Returns the active parameters at a place: of numbers, and of the chosen values."""
        flat: FlatParams = {}
        for name, kind, sort, at, halves, conditional in self._axes:
            if conditional is not None and not conditional.is_active(flat):
                continue
            if sort == "continuous":
                place = gaussian[at]
                flat[name] = kind.sample(place if 0.0 <= place < 1.0 else _within(place))
            elif sort == "ordered":
                flat[name] = kind.value_at(bisect_left(halves, gaussian[at]))
            else:
                flat[name] = kind.value_at(category[at] if sort == "unordered" else 0)
        return flat

    def _axis_of(self, parameter: Parameter) -> _Axis:
        name, kind = parameter.name, parameter.kind
        conditional = parameter if parameter.conditions else None
        if name in self._category:
            return _Axis(name, kind, "unordered", self._category[name], [], conditional)
        if name not in self._gaussian:
            return _Axis(name, kind, "fixed", 0, [], conditional)
        at = self._gaussian[name]
        if at < self.continuous:
            return _Axis(name, kind, "continuous", at, [], conditional)
        units = self.ordered[at - self.continuous]
        halves = [(before + after) / 2 for before, after in pairwise(units)]
        return _Axis(name, kind, "ordered", at, halves, conditional)

    def place(self, flat: FlatParams) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Returns the place of parameters; inactive ones lie in the middle, or at the first."""
        gaussian = np.full(len(self._gaussian), 0.5)
        category = np.full(len(self._category), -1)
        for name, value in flat.items():
            kind = self._space[name].kind
            if name in self._category:
                category[self._category[name]] = index_of(kind, value)
            elif (at := self._gaussian.get(name)) is not None:
                is_continuous = at < self.continuous
                gaussian[at] = (
                    _unit_of(kind, value)
                    if is_continuous
                    else self.ordered[at - self.continuous][index_of(kind, value)]
                )
        return gaussian, category


def _listed(kind: ParameterKind) -> int | None:
    """Returns how many values a kind has; None where it is better taken as continuous."""
    if isinstance(kind, Float) and kind.step is None and kind.low < kind.high:
        return None
    if kind.size is None or (kind.size > _MOST_ORDERED and not isinstance(kind, Choice)):
        return None
    return kind.size


def _within(place: float) -> float:
    return min(max(place, 0.0), _BELOW_1)


def _unit(kind: ParameterKind, place: int, size: int) -> float:
    """Returns where in [0, 1] a value of a list lies."""
    if isinstance(kind, Int) and kind.log:
        return _fraction(kind.low, kind.high, kind.value_at(place), log=True)
    return place / (size - 1)


def _unit_of(kind: ParameterKind, value: Any) -> float:
    """Returns where in [0, 1] a number lies; `sample` the other way round."""
    match kind:
        case Normal() | LogNormal():
            return kind.uniform_of(value)
        case Int() | Float():
            half = (kind.step or isinstance(kind, Int)) / 2
            low, high = kind.low - half, kind.high + half
            return _fraction(low, high, value, log=kind.log)
        case _:
            raise TypeError(f"{kind!r} is not continuous")


def _fraction(low: float, high: float, value: float, *, log: bool) -> float:
    if log:
        low, high, value = math.log(low), math.log(high), math.log(value)
    return min(max((value - low) / (high - low), 0.0), 1.0)
