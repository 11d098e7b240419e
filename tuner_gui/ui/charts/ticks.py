"""Where an axis has its ticks, and what they say. No Qt; any thread."""

from __future__ import annotations

import math
from dataclasses import dataclass

_MANTISSAS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_DECADES = 6
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_TIME_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(minutes * _MINUTE for minutes in (1, 2, 5, 10, 15, 30)),
    *(hours * _HOUR for hours in (1, 2, 3, 6, 12)),
)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Positions on an axis, ascending, and a label for each."""

    at: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()


def nice_step(span: float, most: int) -> float:
    """Returns the smallest round step that divides a span into at most so many parts."""
    raw = span / most
    if not (math.isfinite(raw) and raw > 0):
        return 1.0
    unit = 10.0 ** math.floor(math.log10(raw))
    return next((m * unit for m in _MANTISSAS if m * unit >= raw * (1 - 1e-9)), 10 * unit)


def linear_ticks(low: float, high: float, most: int) -> Ticks:
    """Returns ticks at round values from low to high, at most `most` steps."""
    step = nice_step(high - low, most)
    at = _multiples(low, high, step)
    return Ticks(at, tuple(_label(value, step) for value in at))


def whole_ticks(low: float, high: float, most: int) -> Ticks:
    """Returns ticks at whole numbers, none below zero: trials are counted from there."""
    step = max(1.0, nice_step(high - low, most))
    step = 5.0 if step == 2.5 else step
    at = _multiples(max(0.0, low), high, step)
    return Ticks(at, tuple(f"{value:,.0f}" for value in at))


def time_ticks(low: float, high: float, most: int) -> Ticks:
    """Returns ticks at round times, in seconds, none below zero: `30 s`, `1 min 30 s`, `2 h`."""
    rough = (high - low) / most
    step = next((float(each) for each in _TIME_STEPS if each >= rough * (1 - 1e-9)), 0.0)
    if rough < 1:
        step = nice_step(high - low, most)
    elif not step:
        step = _DAY * max(1.0, math.ceil(nice_step((high - low) / _DAY, most)))
    at = _multiples(max(0.0, low), high, step)
    return Ticks(at, tuple(_time_label(value, step) for value in at))


def _time_label(seconds: float, step: float) -> str:
    """The time in as many units as it needs."""
    if step < 1 or seconds == 0:
        return f"{_label(seconds, step)} s" if seconds else "0"
    whole = round(seconds)
    parts = []
    for unit, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min"), (1, "s")):
        count, whole = divmod(whole, unit)
        if count:
            parts.append(f"{count} {name}")
    return " ".join(parts)


def log_ticks(low: float, high: float, most: int) -> Ticks:
    """Returns ticks of a logarithmic axis; low and high and the positions are decimal logarithms.

    Decades where there are several, with 2 and 5 between them where there is room; a narrow range
    gets round values.
    """
    decades = math.floor(high) - math.ceil(low) + 1
    if decades > _MOST_DECADES:
        step = max(1.0, math.ceil((high - low) / most))
        at = _multiples(low, high, step)
        return Ticks(at, tuple(f"1e{value:.0f}" for value in at))
    if decades >= 2:
        mantissas = (1, 2, 5) if decades * 3 <= most + 2 else (1,)
        values = [
            mantissa * 10.0**power
            for power in range(math.floor(low), math.floor(high) + 1)
            for mantissa in mantissas
        ]
        shown = [value for value in values if low <= math.log10(value) <= high]
        return Ticks(
            tuple(math.log10(value) for value in shown),
            tuple(_label(value, 10.0 ** math.floor(math.log10(value))) for value in shown),
        )
    linear = linear_ticks(10.0**low, 10.0**high, most)
    positive = [(v, text) for v, text in zip(linear.at, linear.labels, strict=True) if v > 0]
    return Ticks(tuple(math.log10(v) for v, _ in positive), tuple(text for _, text in positive))


def _multiples(low: float, high: float, step: float) -> tuple[float, ...]:
    first = math.ceil(low / step - 1e-6)
    last = math.floor(high / step + 1e-6)
    return tuple(index * step for index in range(first, last + 1))


def _label(value: float, step: float) -> str:
    """The value with as many digits as the step needs, never in a prefixed unit."""
    largest = max(abs(value), step)
    if value == 0:
        return "0" if step >= 1 else f"{0:.{_decimals(step)}f}" if step >= 1e-5 else "0"
    if largest >= 1e6 or step < 1e-5:
        digits = max(0, math.floor(math.log10(largest)) - math.floor(math.log10(step) + 1e-9))
        digits += _decimals(step / 10 ** math.floor(math.log10(step) + 1e-9))
        mantissa, _, exponent = f"{value:.{min(digits, 12)}e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}e{int(exponent)}"
    return f"{value:,.{_decimals(step)}f}"


def _decimals(step: float) -> int:
    """How many decimals tell multiples of the step apart."""
    for decimals in range(12):
        scaled = step * 10**decimals
        if math.isclose(scaled, round(scaled), rel_tol=1e-6) and round(scaled) > 0:
            return decimals
    return 12
