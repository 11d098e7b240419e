"""Distributions that other tools round to multiples of a number, as kinds of ours; any thread."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.exchange.spaces.faults import SpaceFault

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_MULTIPLES = 200
"""More than these are not written out one by one."""


class Multiples(NamedTuple):
    """The multiples of a number between two bounds."""

    first: Fraction
    last: Fraction
    step: Fraction


def exact(number: float) -> Fraction:
    """Returns a number as it is written: 0.1 is a tenth."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def multiples_between(low: float, high: float, q: float, place: str) -> Multiples:
    """Returns the multiples of q from low to high."""
    require_order(low, high, place)
    require_step(q, place)
    step = exact(q)
    first, last = math.ceil(exact(low) / step), math.floor(exact(high) / step)
    if first > last:
        sentence = f"has no multiple of {q:g} between {low:g} and {high:g}."
        raise SpaceFault(place, sentence)
    return Multiples(first * step, last * step, step)


def require_order(low: float, high: float, place: str) -> None:
    """Refuses a range that ends below its start."""
    if low > high:
        raise SpaceFault(place, f"ends at {high:g}, below its start {low:g}.")


def require_step(q: float, place: str) -> None:
    """Refuses a step that leads nowhere."""
    if q <= 0:
        raise SpaceFault(place, f"is rounded to multiples of {q:g}, which must be above 0.")


def stepped(multiples: Multiples, *, is_whole: bool) -> Float | Int:
    """Returns the range of these multiples; a single one is a range of one value."""
    first, last, step = multiples
    if is_whole:
        return Int(int(first), int(last), step=None if step == 1 else int(step))
    if first == last:
        return Float(float(first), float(last))
    return Float(float(first), float(last), step=float(step))


def rounded_choice(
    part_below: Callable[[float], float],
    low: float,
    high: float,
    q: float,
    *,
    is_whole: bool,
    clips: bool = False,
) -> Choice | None:
    """Returns the multiples that a rounded draw gives, weighted as it gives them.

    Args:
        part_below: the distribution function of the draw before it is rounded.
        low: next to nothing is drawn below.
        high: next to nothing is drawn above.
        q: draws are rounded to multiples of it.
        is_whole: the multiples are whole numbers.
        clips: a rounded draw beyond low or high becomes low or high.

    Returns:
        None where there are more than `MOST_MULTIPLES`.
    """
    step = exact(q)
    first, last = round(exact(low) / step), round(exact(high) / step)
    if last - first >= MOST_MULTIPLES:
        return None
    weights: dict[Fraction, float] = {}
    for place in range(first, last + 1):
        start, end = ((place + half) * step for half in (Fraction(-1, 2), Fraction(1, 2)))
        weight = part_below(min(float(end), high)) - part_below(max(float(start), low))
        value = place * step
        if clips:
            value = min(max(value, exact(low)), exact(high))
        weights[value] = weights.get(value, 0.0) + weight
    kept = {value: weight for value, weight in weights.items() if weight > 0}
    if not kept:
        kept = {min(weights): 1.0}
    make = int if is_whole else float
    shares = [float(f"{weight / sum(kept.values()):.6g}") for weight in kept.values()]
    return Choice([make(value) for value in kept], ordered=True, weights=shares)


def log_part_below(low: float, high: float) -> Callable[[float], float]:
    """Returns the distribution function of what is uniform in the logarithm."""
    start, end = math.log(low), math.log(high)

    def part_below(value: float) -> float:
        if value <= low:
            return 0.0
        return 1.0 if value >= high else (math.log(value) - start) / (end - start)

    return part_below
