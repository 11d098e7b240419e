"""The kinds of a parameter: which values it may take, counted, listed, sampled and checked."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from tuner_gui.core.errors import InvalidSpace, SpaceProblem

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

ParamValue: TypeAlias = bool | int | float | str | tuple["ParamValue", ...] | None
"""A value that a parameter can take: a JSON scalar, or a (nested) tuple of them."""

_RELATIVE_TOLERANCE = 1e-9


@runtime_checkable
class UniformSource(Protocol):
    """Gives uniform numbers in [0, 1), as `numpy.random.Generator` and `random.Random` do."""

    def random(self) -> float:
        """Returns the next number."""
        ...


def freeze_value(value: object) -> ParamValue:
    """Returns a JSON value with lists made tuples.

    Raises:
        InvalidSpace: the value is not a finite JSON scalar or a list of them.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidSpace(f"{value} is not a value that a parameter can take.")
        return value
    if isinstance(value, list | tuple):
        return tuple(freeze_value(item) for item in value)
    item = getattr(value, "item", None)  # a numpy scalar
    if callable(item) and getattr(value, "shape", None) == ():
        return freeze_value(item())
    raise InvalidSpace(
        f"{value!r} is not a value that a parameter can take.",
        "Use text, numbers, true, false, null, or lists of them.",
    )


def value_key(value: ParamValue) -> Hashable:
    """Returns a key under which True and 1 differ, but 1 and 1.0 do not."""
    if isinstance(value, tuple):
        return tuple(value_key(item) for item in value)
    return (isinstance(value, bool), value)


def _refuse(field_name: str, message: str, hint: str = "") -> InvalidSpace:
    return InvalidSpace(message, hint, [SpaceProblem("", field_name, message)])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _decimal_places(value: float) -> int:
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True)
class Choice:
    """One of several values, in the given order.

    Args:
        values: JSON scalars or lists of them; at least one, no two the same.
    """

    values: tuple[ParamValue, ...]

    def __init__(self, values: Iterable[object]) -> None:
        if isinstance(values, str):
            raise _refuse("values", f"The values are the text {values!r}, not a list.")
        frozen = tuple(freeze_value(value) for value in values)
        object.__setattr__(self, "values", frozen)
        if not frozen:
            raise _refuse("values", "There are no values to choose from.", "Add at least one.")
        seen: set[Hashable] = set()
        for value in frozen:
            if value_key(value) in seen:
                raise _refuse("values", f"The value {value!r} stands there twice.")
            seen.add(value_key(value))

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


@dataclass(frozen=True)
class Constant:
    """A fixed value; it reaches the trial like any parameter."""

    value: ParamValue

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", freeze_value(self.value))

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


def _check_range(low: float, high: float, *, log: bool, step: float | None) -> None:
    for name, bound in (("low", low), ("high", high)):
        if not _is_number(bound) or not abs(bound) <= sys.float_info.max:  # also a huge int, NaN
            raise _refuse(name, f"{bound!r} is not a finite number.")
    if low > high:
        raise _refuse("high", f"The range ends at {high:g}, below its start {low:g}.")
    if log and low <= 0:
        raise _refuse("low", f"A log range must start above 0, not at {low:g}.")
    if step is None:
        return
    if not _is_number(step) or not 0 < step <= sys.float_info.max:
        raise _refuse("step", f"The step must be a number above 0, not {step!r}.")
    if log:
        raise _refuse(
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
        _check_range(self.low, self.high, log=self.log, step=self.step)
        object.__setattr__(self, "low", float(self.low))
        object.__setattr__(self, "high", float(self.high))
        if self.points is None:
            return
        if not isinstance(self.points, int) or isinstance(self.points, bool) or self.points < 1:
            raise _refuse("points", f"The grid points must be 1 or more, not {self.points!r}.")
        if self.step is not None:
            raise _refuse("points", "A range has either a step or grid points, not both.")

    @cached_property
    def size(self) -> int | None:
        """How many grid points there are; None for a continuous range without any."""
        if self.low == self.high:
            return 1
        if self.step is not None:
            return math.floor((self.high - self.low) / self.step * (1 + _RELATIVE_TOLERANCE)) + 1
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
        if not isinstance(value, int | float) or isinstance(value, bool):
            return False
        if not self.low <= value <= self.high:
            return False
        if self.step is None:
            return True
        nearest = self.low + round((value - self.low) / self.step) * self.step
        return math.isclose(value, nearest, rel_tol=1e-9, abs_tol=self.step * 1e-6)


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
        for name in ("low", "high", "step"):
            value = getattr(self, name)
            if isinstance(value, float) and value.is_integer():
                object.__setattr__(self, name, int(value))
            elif value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                raise _refuse(name, f"{value!r} is not a whole number.")
        _check_range(self.low, self.high, log=self.log, step=self.step)

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
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return self.low <= value <= self.high and (value - self.low) % (self.step or 1) == 0


ParameterKind: TypeAlias = Choice | Float | Int | Constant
