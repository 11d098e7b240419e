"""Bell-shaped parameters: normal, and normal in the logarithm; sampled and checked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

from tuner_gui.core.errors import invalid_field
from tuner_gui.core.ranges import is_finite_number, make_builtin
from tuner_gui.core.values import builtin_value

_TAIL = 2.0**-53
"""The outermost part of a bell without bounds that is not drawn: beyond 8 deviations."""


@dataclass(frozen=True)
class Normal:
    """A real number around a mean.

    Args:
        mean: the centre of the bell.
        deviation: its standard deviation, above 0.
        low: numbers below are never drawn; None for no bound.
        high: numbers above are never drawn; None for no bound.
    """

    mean: float = 0.0
    deviation: float = 1.0
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        _check_bell(self)
        _check_reach(self, self.mean, self.low, self.high)

    @property
    def size(self) -> int | None:
        """None: it has no grid."""
        return None

    def value_at(self, _index: int) -> float:
        """Raises IndexError: it has no grid."""
        raise IndexError("a normal distribution has no grid points")

    @cached_property
    def _bell(self) -> _Bell:
        return _Bell(self.mean, self.deviation, self.low, self.high)

    def sample(self, uniform: float) -> float:
        """Returns the number below which this part in [0, 1) of all draws lies."""
        return _clipped(self._bell.value(uniform), self.low, self.high)

    def uniform_of(self, value: float) -> float:
        """Returns the part of all draws that lies below a number; `sample` the other way round."""
        return self._bell.part_below(value)

    def contains(self, value: object) -> bool:
        """Says whether the number lies between the bounds."""
        return _lies_between(value, self.low, self.high)


@dataclass(frozen=True)
class LogNormal:
    """A number above 0 whose natural logarithm is normal.

    Args:
        mean: the mean of the logarithm; half of all draws lie below exp(mean).
        deviation: the standard deviation of the logarithm, above 0.
        low: numbers below are never drawn, above 0; None for no bound.
        high: numbers above are never drawn; None for no bound.
    """

    mean: float = 0.0
    deviation: float = 1.0
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        _check_bell(self)
        for name in ("low", "high"):
            bound = getattr(self, name)
            if bound is not None and bound <= 0:
                message = f"A log-normal number lies above 0, so {bound:g} is no bound."
                raise invalid_field(name, message, "Leave it empty for no bound.")
        low, high = self._log_bounds
        widest = math.log(_LARGEST)
        if not -widest <= self.mean <= widest:
            raise invalid_field("mean", f"exp({self.mean:g}) is not a number a computer can hold.")
        _check_reach(self, self.mean, low, high)

    @property
    def _log_bounds(self) -> tuple[float | None, float | None]:
        return _log(self.low), _log(self.high)

    @property
    def size(self) -> int | None:
        """None: it has no grid."""
        return None

    def value_at(self, _index: int) -> float:
        """Raises IndexError: it has no grid."""
        raise IndexError("a log-normal distribution has no grid points")

    @cached_property
    def _bell(self) -> _Bell:
        return _Bell(self.mean, self.deviation, *self._log_bounds)

    def sample(self, uniform: float) -> float:
        """Returns the number below which this part in [0, 1) of all draws lies."""
        exponent = min(self._bell.value(uniform), math.log(_LARGEST))
        return _clipped(max(math.exp(exponent), _SMALLEST), self.low, self.high)

    def uniform_of(self, value: float) -> float:
        """Returns the part of all draws that lies below a number; `sample` the other way round."""
        return self._bell.part_below(math.log(value)) if value > 0 else 0.0

    def contains(self, value: object) -> bool:
        """Says whether the number is above 0 and lies between the bounds."""
        return _lies_between(value, self.low or _SMALLEST, self.high)


_LARGEST = 1e300
_SMALLEST = 1e-300


class _Bell:
    """A normal distribution between two bounds, by the inverse of its distribution function.

    Far above the mean the distribution function is 1 to the last digit: what lies wholly on that
    side is looked at from the other side, where it is near 0 and exact.
    """

    def __init__(
        self, mean: float, deviation: float, low: float | None, high: float | None
    ) -> None:
        self._is_mirrored = low is not None and low > mean
        if self._is_mirrored:
            mean, low, high = -mean, _negative(high), _negative(low)
        self._dist = NormalDist(mean, deviation)
        self._start = 0.0 if low is None else self._dist.cdf(low)
        self._end = 1.0 if high is None else self._dist.cdf(high)

    @property
    def mass(self) -> float:
        """How much of the whole bell lies between the bounds."""
        return self._end - self._start

    def value(self, uniform: float) -> float:
        """Returns the number below which this part lies."""
        if self._is_mirrored:
            return -self._from(1 - uniform)
        return self._from(uniform)

    def _from(self, uniform: float) -> float:
        part = self._start + uniform * self.mass
        return self._dist.inv_cdf(min(max(part, _TAIL), 1 - _TAIL))

    def part_below(self, value: float) -> float:
        """Returns the part that lies below a number, in [0, 1]."""
        at = self._dist.cdf(-value if self._is_mirrored else value)
        part = min(max((at - self._start) / self.mass, 0.0), 1.0)
        return 1 - part if self._is_mirrored else part


def _log(bound: float | None) -> float | None:
    return None if bound is None else math.log(bound)


def _negative(bound: float | None) -> float | None:
    return None if bound is None else -bound


def _check_bell(kind: Normal | LogNormal) -> None:
    make_builtin(kind, "mean", "deviation", "low", "high")
    for name in ("mean", "deviation", "low", "high"):
        value = getattr(kind, name)
        if value is None and name in ("low", "high"):
            continue
        if not is_finite_number(value):
            raise invalid_field(name, f"{value!r} is not a finite number.")
        object.__setattr__(kind, name, float(value))
    if kind.deviation <= 0:
        message = f"The deviation must be a number above 0, not {kind.deviation:g}."
        raise invalid_field("deviation", message)
    if kind.low is not None and kind.high is not None and kind.low >= kind.high:
        message = f"The bounds end at {kind.high:g}, not above their start {kind.low:g}."
        raise invalid_field("high", message)


def _check_reach(
    kind: Normal | LogNormal, mean: float, low: float | None, high: float | None
) -> None:
    """Refuses bounds so far from the mean that a draw between them is a matter of rounding."""
    if _Bell(mean, kind.deviation, low, high).mass < 2.0**-40:
        field = "low" if low is not None and low > mean else "high"
        message = "Next to nothing of the bell lies between these bounds."
        raise invalid_field(field, message, "Move the mean or the bounds.")


def _clipped(value: float, low: float | None, high: float | None) -> float:
    if low is not None:
        value = max(value, low)
    return value if high is None else min(value, high)


def _lies_between(value: object, low: float | None, high: float | None) -> bool:
    value = builtin_value(value)
    if not is_finite_number(value):
        return False
    return (low is None or value >= low) and (high is None or value <= high)
