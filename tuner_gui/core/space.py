"""The search space: ordered parameters with conditions, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from tuner_gui.core.domains import Choice, Constant, Float, Int, ParameterKind
from tuner_gui.core.errors import InvalidSpace, SpaceProblem
from tuner_gui.core.grid_index import GridIndex
from tuner_gui.core.nesting import FlatParams, Params, flatten, nest
from tuner_gui.core.structure import structure_problems
from tuner_gui.core.values import ParamValue, freeze_value, value_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

When: TypeAlias = Mapping[str, object]
"""Names of earlier parameters, each with the value (or list of values) that switches on."""


@dataclass(frozen=True, eq=False)
class Condition:
    """True while the parent is active and has one of the values."""

    parent: str
    values: tuple[ParamValue, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> Hashable:
        return (self.parent, value_key(self.values))

    @cached_property
    def _keys(self) -> frozenset[Hashable]:
        return frozenset(value_key(value) for value in self.values)

    def holds(self, value: ParamValue) -> bool:
        """Says whether the parent's value switches on."""
        return value_key(value) in self._keys

    def holds_in(self, flat: FlatParams) -> bool:
        """Says whether the parent is active in these parameters and switches on."""
        return self.parent in flat and self.holds(flat[self.parent])


@dataclass(frozen=True)
class Parameter:
    """A named kind; active only when all its conditions hold."""

    name: str
    kind: ParameterKind
    conditions: tuple[Condition, ...] = ()

    def is_active(self, flat: FlatParams) -> bool:
        """Says whether the earlier values switch this parameter on."""
        return all(condition.holds_in(flat) for condition in self.conditions)


def conditions_from(when: When | None) -> tuple[Condition, ...]:
    """Returns the conditions of a `when` mapping; a value may stand for a list of one.

    A list is always a list of values: to switch on at a list value, wrap it once more.
    """
    conditions = []
    for parent, values in (when or {}).items():
        listed = values if isinstance(values, list | tuple | set | frozenset) else [values]
        frozen = tuple(freeze_value(value, "when") for value in listed)
        conditions.append(Condition(parent, frozen))
    return tuple(conditions)


@runtime_checkable
class UniformSource(Protocol):
    """Gives uniform numbers in [0, 1), as `numpy.random.Generator` and `random.Random` do."""

    def random(self) -> float:
        """Returns the next number."""
        ...


@dataclass(frozen=True)
class HyperParamSpace:
    """Ordered parameters. Each `add_…` method returns the extended space.

    Raises:
        InvalidSpace: names clash, or a condition names a later, unknown or impossible value.
    """

    parameters: tuple[Parameter, ...] = ()

    def __init__(self, parameters: Iterable[Parameter] | Mapping[str, ParameterKind] = ()) -> None:
        if isinstance(parameters, Mapping):
            parameters = [Parameter(name, kind) for name, kind in parameters.items()]
        object.__setattr__(self, "parameters", tuple(parameters))
        if problems := structure_problems(self.parameters):
            raise _invalid(problems)

    def add(self, name: str, kind: ParameterKind, *, when: When | None = None) -> HyperParamSpace:
        """Returns the space extended by a parameter of any kind."""
        with _named(name):
            conditions = conditions_from(when)
        return HyperParamSpace((*self.parameters, Parameter(name, kind, conditions)))

    def add_choice(
        self, name: str, values: Iterable[object], *, when: When | None = None
    ) -> HyperParamSpace:
        """Returns the space extended by one of several values."""
        with _named(name):
            return self.add(name, Choice(values), when=when)

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
        with _named(name):
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
        with _named(name):
            return self.add(name, Int(low, high, log, step), when=when)

    def add_constant(
        self, name: str, value: object, *, when: When | None = None
    ) -> HyperParamSpace:
        """Returns the space extended by a fixed value."""
        with _named(name):
            return self.add(name, Constant(freeze_value(value, "value")), when=when)

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

    @cached_property
    def _grid(self) -> GridIndex:
        self.require_searchable()
        return GridIndex(self.parameters)

    def grid_size(self) -> int | None:
        """Returns the exact number of grid points, conditions counted; None if one is continuous.

        Raises:
            InvalidSpace: the space is empty.
        """
        return self._grid.size

    def grid_point(self, index: int) -> Params:
        """Returns one point of the grid; the last declared parameter varies fastest.

        Raises:
            InvalidSpace: the space is empty, or continuous somewhere.
            IndexError: the index is outside the grid.
        """
        return nest(self._grid.point(index))

    def enumerate_grid(self, start: int = 0) -> Iterator[Params]:
        """Returns the grid points from an index on, one at a time, in O(1) memory.

        Raises:
            InvalidSpace: the space is empty, or continuous somewhere.
        """
        size = self._grid.require_size()
        return (self.grid_point(index) for index in range(start, size))

    def pick_random(self, rng: UniformSource) -> Params:
        """Returns random parameters: one uniform number is drawn for each active parameter.

        Raises:
            InvalidSpace: the space is empty.
        """
        self.require_searchable()
        flat: FlatParams = {}
        for parameter in self.parameters:
            if not parameter.conditions or parameter.is_active(flat):
                flat[parameter.name] = parameter.kind.sample(rng.random())
        return nest(flat.items()) if self._has_groups else flat

    @cached_property
    def _has_groups(self) -> bool:
        return any("." in parameter.name for parameter in self.parameters)

    def contains(self, params: Params) -> bool:
        """Says whether exactly the active parameters are there, each with a value of its kind."""
        flat = flatten(params)
        active: FlatParams = {}
        for parameter in self.parameters:
            if not parameter.is_active(active):
                continue
            if parameter.name not in flat or not parameter.kind.contains(flat[parameter.name]):
                return False
            active[parameter.name] = freeze_value(flat[parameter.name])
        return flat.keys() == active.keys()


class _named:  # noqa: N801 - reads as the statement it is
    """Names the parameter in the errors of its kind."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, InvalidSpace) and all(not p.parameter for p in error.problems):
            named = [SpaceProblem(self.name, p.field, p.message) for p in error.problems]
            message = f"{self.name}: {error.message}"
            raise InvalidSpace(message, error.hint, named) from None


def _invalid(problems: list[SpaceProblem]) -> InvalidSpace:
    more = f" ({len(problems) - 1} more problems.)" if len(problems) > 1 else ""
    hint = "" if problems[0].parameter else "Add at least one parameter."
    return InvalidSpace(f"{problems[0]}{more}", hint, problems)
