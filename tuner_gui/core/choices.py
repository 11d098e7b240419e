"""Listed values: a choice of several, or a constant; counted, sampled and checked."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from tuner_gui.core.errors import InvalidSpace, invalid_field
from tuner_gui.core.ranges import is_finite_number
from tuner_gui.core.values import builtin_value, exact_key, freeze_value, value_key

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuner_gui.core.values import ParamValue


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several values, in the given order.

    Args:
        values: JSON scalars or lists of them; at least one, no two the same.
        ordered: neighbours in the list are alike; a sampler that learns may use this.
        weights: how often random search draws each value, as parts of their sum; all alike by
            default.
    """

    values: tuple[ParamValue, ...]
    ordered: bool
    weights: tuple[float, ...] | None

    def __init__(
        self,
        values: Iterable[object],
        *,
        ordered: bool = False,
        weights: Iterable[float] | None = None,
    ) -> None:
        if isinstance(values, str | bytes) or not isinstance(values, Iterable):
            raise invalid_field("values", f"The values are {values!r}, not a list.")
        frozen = tuple(freeze_value(value, "values") for value in values)
        object.__setattr__(self, "values", frozen)
        if not frozen:
            raise invalid_field(
                "values", "There are no values to choose from.", "Add at least one."
            )
        seen: set[Hashable] = set()
        for value in frozen:
            if value_key(value) in seen:
                raise invalid_field("values", f"The value {value!r} stands there twice.")
            seen.add(value_key(value))
        if not isinstance(ordered, bool):
            raise invalid_field("ordered", f"Ordered is either on or off, not {ordered!r}.")
        object.__setattr__(self, "ordered", ordered)
        object.__setattr__(self, "weights", _read_weights(weights, len(frozen)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choice) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @cached_property
    def _identity(self) -> Hashable:
        return (exact_key(self.values), self.ordered, self.weights)

    @cached_property
    def _index_of(self) -> dict[Hashable, int]:
        return {value_key(value): index for index, value in enumerate(self.values)}

    @cached_property
    def _cumulated(self) -> list[float]:
        return list(accumulate(self.weights or ()))

    @property
    def size(self) -> int | None:
        """How many values there are."""
        return len(self.values)

    def value_at(self, index: int) -> ParamValue:
        """Returns the value at a grid index."""
        return self.values[index]

    def index(self, value: object) -> int:
        """Returns the place of a value; raises KeyError where it is none of these."""
        return self._index_of[value_key(freeze_value(value))]

    def sample(self, uniform: float) -> ParamValue:
        """Returns the value for a uniform number in [0, 1)."""
        if self.weights is None:
            return self.values[int(uniform * len(self.values))]
        sums = self._cumulated
        return self.values[bisect_right(sums, uniform * sums[-1], hi=self._last_weighted)]

    @cached_property
    def _last_weighted(self) -> int:
        return max(place for place, weight in enumerate(self.weights or ()) if weight > 0)

    def contains(self, value: object) -> bool:
        """Says whether the value is one of these."""
        try:
            return value_key(freeze_value(value)) in self._index_of
        except InvalidSpace:
            return False


def _read_weights(weights: Iterable[float] | None, count: int) -> tuple[float, ...] | None:
    if weights is None:
        return None
    if isinstance(weights, str | bytes) or not isinstance(weights, Iterable):
        raise invalid_field("weights", f"The weights are {weights!r}, not a list of numbers.")
    listed: list[float] = []
    for weight in map(builtin_value, weights):
        if not is_finite_number(weight) or weight < 0:
            raise invalid_field("weights", f"A weight is a number from 0 up, not {weight!r}.")
        listed.append(float(weight))
    if len(listed) != count:
        raise invalid_field(
            "weights", f"Give one weight for each value: {count}, not {len(listed)}."
        )
    if not 0 < sum(listed) <= sys.float_info.max:
        raise invalid_field("weights", "At least one weight must be above 0.")
    return tuple(listed)


@dataclass(frozen=True, eq=False)
class Constant:
    """A fixed value; it reaches the trial like any parameter."""

    value: ParamValue

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", freeze_value(self.value, "value"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Constant) and exact_key(self.value) == exact_key(other.value)

    def __hash__(self) -> int:
        return hash(exact_key(self.value))

    @property
    def size(self) -> int | None:
        """One."""
        return 1

    def value_at(self, _index: int) -> ParamValue:
        """Returns the value."""
        return self.value

    def sample(self, _uniform: float) -> ParamValue:
        """Returns the value."""
        return self.value

    def contains(self, value: object) -> bool:
        """Says whether the value is this one."""
        try:
            return value_key(freeze_value(value)) == value_key(self.value)
        except InvalidSpace:
            return False
