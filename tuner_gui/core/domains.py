"""The kinds of a parameter: which values it may take, counted, listed, sampled and checked."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.errors import InvalidSpace, invalid_field
from tuner_gui.core.values import builtin_value, exact_key, freeze_value, value_key

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuner_gui.core.values import ParamValue

_STEP_TOLERANCE = 1e-6
"""A number this part of a step beside a value counts as the value."""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _decimal_places(value: float) -> int:
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several values, in the given order.

    Args:
        values: JSON scalars or lists of them; at least one, no two the same.
    """

    values: tuple[ParamValue, ...]

    def __init__(self, values: Iterable[object]) -> None:
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choice) and exact_key(self.values) == exact_key(other.values)

    def __hash__(self) -> int:
        return hash(exact_key(self.values))

    @cached_property
    def _index_of(self) -> dict[Hashable, int]:
        return {value_key(value): index for index, value in enumerate(self.values)}

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
        return self.values[int(uniform * len(self.values))]

    def contains(self, value: object) -> bool:
        """Says whether the value is one of these."""
        try:
            return value_key(freeze_value(value)) in self._index_of
        except InvalidSpace:
            return False


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


def _make_builtin(kind: object, *field_names: str) -> None:
    for name in field_names:
        object.__setattr__(kind, name, builtin_value(getattr(kind, name)))


def _check_range(low: float, high: float, *, log: bool, step: float | None) -> None:
    if not isinstance(log, bool):
        raise invalid_field("log", f"Log is either on or off, not {log!r}.")
    for name, bound in (("low", low), ("high", high)):
        if not _is_number(bound) or not abs(bound) <= sys.float_info.max:  # also a huge int, NaN
            raise invalid_field(name, f"{bound!r} is not a finite number.")
    if low > high:
        raise invalid_field("high", f"The range ends at {high:g}, below its start {low:g}.")
    if log and low <= 0:
        raise invalid_field("low", f"A log range must start above 0, not at {low:g}.")
    if step is None:
        return
    if not _is_number(step) or not 0 < step <= sys.float_info.max:
        raise invalid_field("step", f"The step must be a number above 0, not {step!r}.")
    if log:
        raise invalid_field(
            "step", "A log range cannot have a step.", "Switch log off, or drop the step."
        )


@dataclass(frozen=True)
class Float:
    """A real number in [low, high].

    Args:
        low: lower bound, inclusive.
        high: upper bound, inclusive.
        log: sampled uniformly in the logarithm; needs low > 0.
        step: only low, low + step, … up to high.
        points: how many evenly spaced points (in the logarithm with `log`) a grid takes; other
            strategies draw from the whole range.
    """

    low: float
    high: float
    log: bool = False
    step: float | None = None
    points: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _make_builtin(self, "low", "high", "log", "step", "points")
        _check_range(self.low, self.high, log=self.log, step=self.step)
        object.__setattr__(self, "low", float(self.low))
        object.__setattr__(self, "high", float(self.high))
        self._check_points()
        if self.low < self.high:
            self._check_spacing()

    def _check_points(self) -> None:
        if self.points is None:
            return
        if not isinstance(self.points, int) or isinstance(self.points, bool) or self.points < 1:
            raise invalid_field(
                "points", f"The grid points must be 1 or more, not {self.points!r}."
            )
        if self.step is not None:
            raise invalid_field("points", "A range has either a step or grid points, not both.")

    def _check_spacing(self) -> None:
        """Refuses values so near to each other that they are the same number."""
        widest_gap = math.ulp(max(abs(self.low), abs(self.high)))
        span = self.high - self.low
        if self.step is not None and (math.isinf(span) or self.step < widest_gap):
            message = f"Steps of {self.step:g} cannot go from {self.low:g} to {self.high:g}."
            raise invalid_field("step", message, "Take a larger step, or drop it.")
        if self.points is not None and self.points - 1 > span / widest_gap:
            message = f"From {self.low!r} to {self.high!r} there are fewer numbers than that."
            raise invalid_field("points", message, "Take fewer grid points.")

    @cached_property
    def size(self) -> int | None:
        """How many grid points there are; None for a continuous range without any."""
        if self.low == self.high:
            return 1
        if self.step is not None:
            # as they are written: 0.3 / 0.1 is 3, not 2.9999999999999996
            low, high, step = (Fraction(repr(x)) for x in (self.low, self.high, self.step))
            return math.floor((high - low) / step + Fraction(_STEP_TOLERANCE)) + 1
        return self.points

    @cached_property
    def _places(self) -> int:
        return max(_decimal_places(self.low), _decimal_places(self.step or 0.0))

    def value_at(self, index: int) -> float:
        """Returns the value at a grid index."""
        if self.step is not None:
            return min(round(self.low + index * self.step, self._places), self.high)
        count = self.size or 1
        if index == 0 or count == 1:
            return self.low
        if index == count - 1:
            return self.high
        return self._at_fraction(index / (count - 1))

    def sample(self, uniform: float) -> float:
        """Returns the value for a uniform number in [0, 1)."""
        if self.step is not None:
            return self.value_at(int(uniform * (self.size or 1)))
        return self._at_fraction(uniform)

    def _at_fraction(self, fraction: float) -> float:
        if self.log:
            start, end = math.log(self.low), math.log(self.high)
            value = math.exp(start + fraction * (end - start))
        else:
            # weighted so that a range as wide as the floats does not overflow
            value = self.low * (1 - fraction) + self.high * fraction
        return min(max(value, self.low), self.high)

    def contains(self, value: object) -> bool:
        """Says whether the number lies in the range, and on the step where there is one."""
        value = builtin_value(value)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return False
        if not self.low <= value <= self.high:
            return False
        if self.step is None:
            return True
        nearest = self.low + round((value - self.low) / self.step) * self.step
        return math.isclose(value, nearest, rel_tol=1e-15, abs_tol=self.step * _STEP_TOLERANCE)


@dataclass(frozen=True)
class Int:
    """A whole number from low to high, both inclusive.

    Args:
        low: lower bound, inclusive.
        high: upper bound, inclusive.
        log: sampled uniformly in the logarithm; needs low > 0.
        step: only low, low + step, … up to high.
    """

    low: int
    high: int
    log: bool = False
    step: int | None = None

    def __post_init__(self) -> None:
        _make_builtin(self, "low", "high", "log", "step")
        for name in ("low", "high", "step"):
            value = getattr(self, name)
            if isinstance(value, float) and value.is_integer():
                object.__setattr__(self, name, int(value))
            elif value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                raise invalid_field(name, f"{value!r} is not a whole number.")
        _check_range(self.low, self.high, log=self.log, step=self.step)
        if self.high - self.low > sys.float_info.max:
            raise invalid_field(
                "high", f"The range from {self.low:g} to {self.high:g} is too wide."
            )

    @property
    def size(self) -> int | None:
        """How many whole numbers there are."""
        return (self.high - self.low) // (self.step or 1) + 1

    def value_at(self, index: int) -> int:
        """Returns the number at a grid index."""
        return self.low + index * (self.step or 1)

    def sample(self, uniform: float) -> int:
        """Returns the number for a uniform number in [0, 1)."""
        if self.log:
            start, end = math.log(self.low - 0.5), math.log(self.high + 0.5)
            value = round(math.exp(start + uniform * (end - start)))
            return min(max(value, self.low), self.high)
        return self.value_at(int(uniform * ((self.high - self.low) // (self.step or 1) + 1)))

    def contains(self, value: object) -> bool:
        """Says whether the whole number lies in the range, and on the step where there is one."""
        value = builtin_value(value)
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return self.low <= value <= self.high and (value - self.low) % (self.step or 1) == 0


ParameterKind: TypeAlias = Choice | Float | Int | Constant
