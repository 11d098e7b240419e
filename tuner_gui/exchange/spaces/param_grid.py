"""Reads scikit-learn's `param_grid` and `param_distributions`; any thread.

A list of dicts is searched one dict after the other. That is said here by conditions on a parameter
whose values tell the dicts apart, as `kernel` does; without one it cannot be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.kinds import GridKind, RandomKind
from tuner_gui.core.parameter import Condition
from tuner_gui.core.values import value_key
from tuner_gui.exchange.spaces.builder import SpaceBuilder, choice_of
from tuner_gui.exchange.spaces.faults import SpaceFault, described, inside
from tuner_gui.exchange.spaces.result import ImportedSpace, SetupHints

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuner_gui.core.domains import ParameterKind

TOOL = "scikit-learn"


_Grid: TypeAlias = "dict[str, ParameterKind]"
_KINDS = (Choice, Float, Int, Normal, LogNormal)


def is_param_grid(value: Any) -> bool:
    """Says whether a file looks like parameters with lists or distributions, or a list of such."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) and _is_grid(each) for each in value)
    return isinstance(value, dict) and _is_grid(value)


def _is_grid(value: dict[str, Any]) -> bool:
    return any(map(_is_spread, value.values()))


def _is_spread(value: Any) -> bool:
    """Says whether something is a list of values or a distribution."""
    if isinstance(value, list):
        return not any(isinstance(each, dict) for each in value)
    return isinstance(value, _KINDS)


def import_param_grid(value: Any) -> ImportedSpace:
    """Returns the space of a grid, of distributions, or of a list of them.

    Raises:
        SpaceFault: a value is wrong, or the parts of a list cannot be told apart.
    """
    builder = SpaceBuilder(TOOL)
    parts = value if isinstance(value, list) else [value]
    places = [str(at) if len(parts) > 1 else "" for at in range(len(parts))]
    grids = [
        _kinds(part, f"[{place}]" if place else "", builder)
        for part, place in zip(parts, places, strict=True)
    ]
    if len(grids) == 1:
        for name, kind in grids[0].items():
            builder.add((name,), _alone(kind))
    else:
        _add_union(grids, builder)
    space = builder.build()
    is_grid = all(parameter.kind.size is not None for parameter in space)
    hints = SetupHints(strategy=GridKind() if is_grid else RandomKind())
    return ImportedSpace(space, TOOL, tuple(builder.notes), hints)


def _kinds(part: dict[str, Any], place: str, builder: SpaceBuilder) -> _Grid:
    return {name: _kind(value, name, inside(place, name), builder) for name, value in part.items()}


def _kind(value: Any, name: str, place: str, builder: SpaceBuilder) -> ParameterKind:
    if isinstance(value, _KINDS):
        return value
    if not isinstance(value, list):
        sentence = f"is {described(value)}, but must be a list of values or a distribution."
        raise SpaceFault(place, sentence)
    if any(isinstance(each, _KINDS) for each in value):
        raise SpaceFault(place, "has a distribution among its values.")
    return choice_of(value, builder, name=name, place=place)


def _alone(kind: ParameterKind) -> ParameterKind:
    """A list of one value is how scikit-learn says a constant."""
    is_one = isinstance(kind, Choice) and len(kind.values) == 1
    return Constant(kind.values[0]) if isinstance(kind, Choice) and is_one else kind


def _add_union(grids: list[_Grid], builder: SpaceBuilder) -> None:
    parent = _telling_apart(grids)
    groups = [grid[parent] for grid in grids]
    values = [value for kind in groups if isinstance(kind, Choice) for value in kind.values]
    first = builder.add((parent,), Choice(values))
    for name in dict.fromkeys(name for grid in grids for name in grid if name != parent):
        holders = [at for at, grid in enumerate(grids) if name in grid]
        kinds = [grids[at][name] for at in holders]
        if any(kind != kinds[0] for kind in kinds):
            other = next(at for at in holders if grids[at][name] != kinds[0])
            sentence = f"is not as in [{holders[0]}].{name}; here a parameter has one kind."
            hint = "Import the dicts one at a time, or give it the same values in all of them."
            raise SpaceFault(f"[{other}].{name}", sentence, hint)
        conditions: tuple[Condition, ...] = ()
        if len(holders) < len(grids):
            switching = [v for at in holders for v in _values_of(grids[at][parent])]
            conditions = (Condition(first, tuple(switching)),)
        builder.add((name,), _alone(kinds[0]), conditions)
    builder.note(first, "tells the dicts of the list apart; what only some have depends on it.")
    if len({len(_values_of(kind)) for kind in groups}) > 1:
        builder.note(first, "random search draws its values alike, not the dicts of the list.")


def _telling_apart(grids: list[_Grid]) -> str:
    """The first parameter with values in each dict that no other dict has."""
    for name in grids[0]:
        kinds = [grid.get(name) for grid in grids]
        keys: list[Hashable] = [value_key(value) for kind in kinds for value in _values_of(kind)]
        if all(isinstance(kind, Choice) for kind in kinds) and len(keys) == len(set(keys)):
            return name
    hint = "Import the dicts one at a time, or give each a parameter such as kernel."
    raise SpaceFault("", "the dicts of the list have no parameter that tells them apart.", hint)


def _values_of(kind: ParameterKind | None) -> tuple[Any, ...]:
    return kind.values if isinstance(kind, Choice) else ()
