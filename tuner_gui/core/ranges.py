"""Ranges of numbers: real and whole, linear or log; counted, listed, sampled and checked."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeGuard

from tuner_gui.core.errors import invalid_field
from tuner_gui.core.values import builtin_value

_LARGEST_INT = 2**63 - 1
"""What numpy, and with it most of what is trained, can hold."""

_STEP_TOLERANCE = 1e-6
"""A number this part of a step beside a value counts as the value."""


def is_finite_number(value: object) -> TypeGuard[float]:
    """Says whether a value is a number that a float can hold; a bool is none."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) <= sys.float_info.max  # also a huge int, NaN


def _decimal_places(value: float) -> int:
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def make_builtin(kind: object, *field_names: str) -> None:
    """Makes numpy scalars in these fields of a frozen kind plain numbers."""
    for name in field_names:
        object.__setattr__(kind, name, builtin_value(getattr(kind, name)))


def _check_range(low: float, high: float, *, log: bool, step: float | None) -> None:
    if not isinstance(log, bool):
        raise invalid_field("log", f"Log is either on or off, not {log!r}.")
    for name, bound in (("low", low), ("high", high)):
        if not is_finite_number(bound):
            raise invalid_field(name, f"{bound!r} is not a finite number.")
    if low > high:
        raise invalid_field("high", f"The range ends at {high:g}, below its start {low:g}.")
    if log and low <= 0:
        raise invalid_field("low", f"A log range must start above 0, not at {low:g}.")
    if step is None:
        return
    if not is_finite_number(step) or step <= 0:
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
        make_builtin(self, "low", "high", "log", "step", "points")
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
        make_builtin(self, "low", "high", "log", "step")
        for name in ("low", "high", "step"):
            value = getattr(self, name)
            if isinstance(value, float) and value.is_integer():
                object.__setattr__(self, name, int(value))
            elif value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                raise invalid_field(name, f"{value!r} is not a whole number.")
        for name in ("low", "high"):
            if abs(getattr(self, name)) > _LARGEST_INT:
                message = f"The {name} end is larger than a trial can take."
                raise invalid_field(name, message, "Stay between -2^63 and 2^63.")
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
        value = builtin_value(value)
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return self.low <= value <= self.high and (value - self.low) % (self.step or 1) == 0
