"""One parameter of a space: its name, its kind and the conditions under which it is active."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.values import ParamValue, freeze_value, value_key

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import FlatParams

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
    """A named kind; active only when all its conditions hold.

    Args:
        set_aside: the kind that a disabled parameter gets back when it is enabled; meanwhile it
            is a Constant.
    """

    name: str
    kind: ParameterKind
    conditions: tuple[Condition, ...] = ()
    set_aside: ParameterKind | None = None

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
