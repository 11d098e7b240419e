"""The middle of a space: one set of parameters that stands for all others. Any thread."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.nesting import flatten, nest

if TYPE_CHECKING:
    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue

_MOST_DRAWS = 200
_MOST_NUMBERS = 100_000
"""Where few draws keep the constraints, the search for a near one ends here: a second or less."""


def middle_of(kind: ParameterKind) -> ParamValue:
    """Returns the median of a range (geometric where it is log) or bell; a choice's first value."""
    return kind.sample(0.0) if isinstance(kind, Choice) else kind.sample(0.5)


def middle_params(space: HyperParamSpace) -> Params:
    """Returns the middle of each parameter, conditions followed.

    Where that breaks a constraint, the nearest of some random draws takes its place, and of that
    each value which can go back to its middle does.

    Raises:
        InvalidSpace: the space is empty, or no draw kept its constraints.
    """
    space.require_searchable()
    given: FlatParams = {}
    if not space.keeps_constraints(_filled(space, given)):
        given = _near_draw(space)
        for name in list(given):
            fewer = {other: value for other, value in given.items() if other != name}
            if space.keeps_constraints(_filled(space, fewer)):
                given = fewer
    return nest(_filled(space, given).items())


def _filled(space: HyperParamSpace, given: FlatParams) -> FlatParams:
    """Returns the given values of the active parameters, and the middle of the others."""
    flat: FlatParams = {}
    for parameter in space:
        if parameter.is_active(flat):
            name = parameter.name
            flat[name] = given[name] if name in given else middle_of(parameter.kind)
    return flat


def _near_draw(space: HyperParamSpace) -> FlatParams:
    source = _Remembered()
    found: list[tuple[float, FlatParams]] = []
    while len(found) < _MOST_DRAWS and source.count < _MOST_NUMBERS:
        flat = flatten(space.pick_random(source))
        # one number was drawn for each active parameter, in declared order; those before them
        # belong to draws that broke a constraint
        active = [name for name in space.names if name in flat]
        numbers = dict(zip(active, source.last(len(active)), strict=True))
        found.append((sum(_distances(space, flat, numbers)), flat))
    return min(found, key=lambda each: each[0])[1]


def _distances(space: HyperParamSpace, flat: FlatParams, numbers: dict[str, float]) -> list[float]:
    return [
        float(flat[name] != middle_of(kind)) if isinstance(kind, Choice) else abs(number - 0.5)
        for name, number in numbers.items()
        if not isinstance(kind := space[name].kind, Constant)
    ]


class _Remembered:
    """A seeded source of numbers that remembers the last ones."""

    def __init__(self) -> None:
        self._rng = Random(0)  # noqa: S311 - not for secrets
        self._given: list[float] = []

    @property
    def count(self) -> int:
        return len(self._given)

    def random(self) -> float:
        self._given.append(self._rng.random())
        return self._given[-1]

    def last(self, count: int) -> list[float]:
        return self._given[len(self._given) - count :]
