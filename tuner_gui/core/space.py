"""The search space: ordered parameters with conditions, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tuner_gui.core.constraints import Constraint
from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal, ParameterKind
from tuner_gui.core.errors import InvalidSpace, SpaceProblem, named_parameter
from tuner_gui.core.grid_index import GridIndex
from tuner_gui.core.nesting import FlatParams, Params, flatten, nest
from tuner_gui.core.parameter import Parameter, When, conditions_from
from tuner_gui.core.structure import constraint_problems, structure_problems
from tuner_gui.core.values import freeze_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RANDOM_DRAWS = 10_000
"""So many draws are made for one set of parameters that keeps the constraints."""
_ESTIMATE_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class GridCount:
    """How many points a grid has; an estimate where constraints cut too many to count."""

    points: int
    is_exact: bool


@runtime_checkable
class UniformSource(Protocol):
    """Gives uniform numbers in [0, 1), as `numpy.random.Generator` and `random.Random` do."""

    def random(self) -> float:
        """Returns the next number."""
        ...


@dataclass(frozen=True)
class HyperParamSpace:
    """Ordered parameters and constraints. Each `add_…` method returns the extended space.

    Raises:
        InvalidSpace: names clash, a condition names a later, unknown or impossible value, or a
            constraint names what is no number.
    """

    parameters: tuple[Parameter, ...] = ()
    constraints: tuple[Constraint, ...] = ()

    def __init__(
        self,
        parameters: Iterable[Parameter] | Mapping[str, ParameterKind] = (),
        constraints: Iterable[Constraint] = (),
    ) -> None:
        if isinstance(parameters, Mapping):
            parameters = [Parameter(name, kind) for name, kind in parameters.items()]
        object.__setattr__(self, "parameters", tuple(parameters))
        object.__setattr__(self, "constraints", tuple(constraints))
        problems = structure_problems(self.parameters)
        if problems := problems or constraint_problems(self.parameters, self.constraints):
            raise _invalid(problems)

    def add(self, name: str, kind: ParameterKind, *, when: When | None = None) -> HyperParamSpace:
        """Returns the space extended by a parameter of any kind."""
        with named_parameter(name):
            conditions = conditions_from(when)
        added = Parameter(name, kind, conditions)
        return HyperParamSpace((*self.parameters, added), self.constraints)

    def add_choice(
        self,
        name: str,
        values: Iterable[object],
        *,
        ordered: bool = False,
        weights: Iterable[float] | None = None,
        when: When | None = None,
    ) -> HyperParamSpace:
        """Returns the space extended by one of several values; see `Choice`."""
        with named_parameter(name):
            return self.add(name, Choice(values, ordered=ordered, weights=weights), when=when)

    def add_float(
        self,
        name: str,
        low: float,
        high: float,
        log: bool = False,
        step: float | None = None,
        *,
        points: int | None = None,
        when: When | None = None,
    ) -> HyperParamSpace:
        """Returns the space extended by a real number in [low, high]; see `Float`."""
        with named_parameter(name):
            return self.add(name, Float(low, high, log, step, points=points), when=when)

    def add_int(
        self,
        name: str,
        low: int,
        high: int,
        log: bool = False,
        step: int | None = None,
        *,
        when: When | None = None,
    ) -> HyperParamSpace:
        """Returns the space extended by a whole number from low to high, both inclusive."""
        with named_parameter(name):
            return self.add(name, Int(low, high, log, step), when=when)

    def add_normal(
        self,
        name: str,
        mean: float,
        deviation: float,
        *,
        low: float | None = None,
        high: float | None = None,
        when: When | None = None,
    ) -> HyperParamSpace:
        """Returns the space extended by a real number around a mean; see `Normal`."""
        with named_parameter(name):
            return self.add(name, Normal(mean, deviation, low, high), when=when)

    def add_log_normal(
        self,
        name: str,
        mean: float,
        deviation: float,
        *,
        low: float | None = None,
        high: float | None = None,
        when: When | None = None,
    ) -> HyperParamSpace:
        """Returns the space extended by a number whose logarithm is normal; see `LogNormal`."""
        with named_parameter(name):
            return self.add(name, LogNormal(mean, deviation, low, high), when=when)

    def add_constant(
        self, name: str, value: object, *, when: When | None = None
    ) -> HyperParamSpace:
        """Returns the space extended by a fixed value."""
        with named_parameter(name):
            return self.add(name, Constant(freeze_value(value, "value")), when=when)

    def add_constraint(self, text: str) -> HyperParamSpace:
        """Returns the space with a relation that its parameters must keep; see `Constraint`."""
        return HyperParamSpace(self.parameters, (*self.constraints, Constraint(text)))

    def __len__(self) -> int:
        return len(self.parameters)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.parameters)

    def __getitem__(self, name: str) -> Parameter:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters}

    @property
    def names(self) -> tuple[str, ...]:
        """The dotted names, in declared order."""
        return tuple(parameter.name for parameter in self.parameters)

    def problems(self) -> list[SpaceProblem]:
        """Returns what keeps this space from being searched; empty when nothing does."""
        if not self.parameters:
            return [SpaceProblem("", "", "The search space has no parameters.")]
        return []

    def require_searchable(self) -> None:
        """Raises InvalidSpace when `problems()` finds any."""
        if problems := self.problems():
            raise _invalid(problems)

    @property
    def _grid(self) -> GridIndex:
        # kept by hand: before Python 3.12 a cached_property has one lock for all spaces, and a
        # window would wait until another thread has counted another space
        grid: GridIndex | None = self.__dict__.get("_known_grid")
        if grid is None:
            self.require_searchable()
            grid = self.__dict__["_known_grid"] = GridIndex(self.parameters, self.constraints)
        return grid

    def grid_size(self) -> int | None:
        """Returns the exact number of grid points, conditions and constraints counted.

        None where a parameter is continuous, or where the points of linked parameters that keep
        a constraint are too many to count: see `grid_count`.

        Raises:
            InvalidSpace: the space is empty.
        """
        return None if self._grid.leftover else self._grid.size

    def grid_count(self) -> GridCount | None:
        """Returns the number of grid points, or an estimate; None where one is continuous.

        Raises:
            InvalidSpace: the space is empty.
        """
        size = self._grid.size
        if size is None:
            return None
        if not self._grid.leftover:
            return GridCount(size, is_exact=True)
        rng = Random(0)  # noqa: S311 - not for secrets
        drawn = (self.grid_point(rng.randrange(size)) for _ in range(_ESTIMATE_DRAWS))
        kept = sum(params is not None for params in drawn)
        return GridCount(size * kept // _ESTIMATE_DRAWS, is_exact=False)

    def grid_positions(self) -> int:
        """Returns how many positions `grid_point` takes: the grid's points and those it misses.

        Raises:
            InvalidSpace: the space is empty, or continuous somewhere.
        """
        return self._grid.require_size()

    def grid_point(self, position: int) -> Params | None:
        """Returns one point of the grid; the last declared parameter varies fastest.

        None where the point breaks a constraint: never, where `grid_size` is a number.

        Raises:
            InvalidSpace: the space is empty, or continuous somewhere.
            IndexError: the position is outside the grid.
        """
        point = self._grid.point(position)
        if self._grid.leftover:
            flat = dict(point)
            if not all(constraint.holds(flat) for constraint in self._grid.leftover):
                return None
        return nest(point)

    def enumerate_grid(self, start: int = 0) -> Iterator[Params]:
        """Returns the grid points from a position on, one at a time, in O(1) memory.

        Raises:
            InvalidSpace: the space is empty, or continuous somewhere.
        """
        points = map(self.grid_point, range(start, self.grid_positions()))
        return (params for params in points if params is not None)

    def pick_random(self, rng: UniformSource) -> Params:
        """Returns random parameters: one uniform number is drawn for each active parameter.

        Draws that break a constraint are drawn anew, up to `RANDOM_DRAWS` times.

        Raises:
            InvalidSpace: the space is empty, or no draw kept its constraints.
        """
        self.require_searchable()
        for _ in range(RANDOM_DRAWS):
            flat = self._draw(rng)
            if not self.constraints or self.keeps_constraints(flat):
                return nest(flat.items()) if self._has_groups else flat
        raise infeasible(self.constraints, f"{RANDOM_DRAWS:,} random draws")

    def keeps_constraints(self, flat: FlatParams) -> bool:
        """Says whether values, by dotted name, keep every constraint that applies to them."""
        return all(constraint.holds(flat) for constraint in self.constraints)

    def feasible_part(self, draws: int = 2_000, seed: int = 0) -> float:
        """Returns about which part of the random draws keeps the constraints, in [0, 1].

        Raises:
            InvalidSpace: the space is empty.
        """
        self.require_searchable()
        if not self.constraints:
            return 1.0
        rng = Random(seed)  # noqa: S311 - not for secrets
        linked = self._above(name for each in self.constraints for name in each.names)
        part = HyperParamSpace([each for each in self if each.name in linked], self.constraints)
        return sum(part.keeps_constraints(part._draw(rng)) for _ in range(draws)) / draws

    def _above(self, names: Iterable[str]) -> set[str]:
        """Returns these parameters and all that they depend on."""
        found = set(names)
        for parameter in reversed(self.parameters):
            if parameter.name in found:
                found.update(condition.parent for condition in parameter.conditions)
        return found

    def _draw(self, rng: UniformSource) -> FlatParams:
        flat: FlatParams = {}
        for parameter in self.parameters:
            if not parameter.conditions or parameter.is_active(flat):
                flat[parameter.name] = parameter.kind.sample(rng.random())
        return flat

    @cached_property
    def _has_groups(self) -> bool:
        return any("." in parameter.name for parameter in self.parameters)

    def contains(self, params: Params) -> bool:
        """Says whether exactly the active parameters are there, each with a value of its kind.

        And whether they keep the constraints.
        """
        flat = flatten(params)
        active: FlatParams = {}
        for parameter in self.parameters:
            if not parameter.is_active(active):
                continue
            if parameter.name not in flat or not parameter.kind.contains(flat[parameter.name]):
                return False
            active[parameter.name] = freeze_value(flat[parameter.name])
        return flat.keys() == active.keys() and self.keeps_constraints(active)


def infeasible(constraints: Iterable[Constraint], tried: str) -> InvalidSpace:
    """Returns the error of a search that found nothing which keeps the constraints."""
    told = " and ".join(constraint.text for constraint in constraints)
    message = f"None of the {tried} keeps {told}."
    problem = SpaceProblem("", "constraints", message)
    return InvalidSpace(message, "Loosen the constraint, or the ranges.", [problem])


def _invalid(problems: list[SpaceProblem]) -> InvalidSpace:
    more = f" ({len(problems) - 1} more problems.)" if len(problems) > 1 else ""
    is_empty = not problems[0].parameter and not problems[0].field
    hint = "Add at least one parameter." if is_empty else ""
    return InvalidSpace(f"{problems[0]}{more}", hint, problems)
