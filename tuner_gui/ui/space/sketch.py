"""The small drawing of a parameter's distribution, as numbers. No Qt; any thread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.domains import ParameterKind

Shape: TypeAlias = Literal["none", "density", "bars", "squares", "spike"]

MOST_BARS = 12
MOST_SQUARES = 8
_CURVE_POINTS = 24
_BELL_POINTS = 36
_BELL_REACH = 3.0
"""So many deviations to either side of the mean are drawn, where no bound is nearer."""
_STEEPEST = 16.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """What to draw in a box.

    Args:
        shape: an area under a curve, bars of whole or stepped numbers or of weighted choices,
            squares of choices that are all as likely, or the spike of a constant.
        heights: of the curve's points or of the bars, from left to right, 0 to 1.
    """

    shape: Shape
    heights: tuple[float, ...] = ()


NO_SKETCH = Sketch("none")


def sketch_of(kind: ParameterKind | None) -> Sketch:
    """Returns the drawing of how random values of a kind are spread."""
    match kind:
        case None:
            return NO_SKETCH
        case Constant():
            return Sketch("spike")
        case Choice():
            return _choice_sketch(kind)
        case Float() | Int():
            return _number_sketch(kind)
        case Normal():
            return Sketch("density", _bell(kind))
        case LogNormal():
            return Sketch("density", _log_bell(kind))
        case never:
            assert_never(never)


def _choice_sketch(kind: Choice) -> Sketch:
    if kind.weights is None:
        return Sketch("squares", (1.0,) * min(len(kind.values), MOST_SQUARES))
    return Sketch("bars", _scaled(_gathered(kind.weights)))


def _number_sketch(kind: Float | Int) -> Sketch:
    if kind.low == kind.high:
        return Sketch("spike")
    if kind.log:
        return Sketch("density", _log_density(kind.high / kind.low))
    if isinstance(kind, Float) and kind.step is None:
        return Sketch("density", (1.0, 1.0))
    return Sketch("bars", (1.0,) * min(kind.size or 1, MOST_BARS))


def _log_density(ratio: float) -> tuple[float, ...]:
    """The density 1/x over its range; a steeper one than can be seen is drawn less steep."""
    slope = min(ratio, _STEEPEST) - 1
    return tuple(1 / (1 + slope * at / (_CURVE_POINTS - 1)) for at in range(_CURVE_POINTS))


def _gathered(weights: Sequence[float]) -> list[float]:
    """Sums of neighbours, where there are more weights than bars."""
    count = min(len(weights), MOST_BARS)
    edges = [place * len(weights) // count for place in range(count + 1)]
    return [sum(weights[edges[place] : edges[place + 1]]) for place in range(count)]


def _bell(kind: Normal) -> tuple[float, ...]:
    return _scaled([_density(at) for at in _spread(*_reach(kind, kind.low, kind.high))])


def _log_bell(kind: LogNormal) -> tuple[float, ...]:
    """The density over numbers, not over their logarithms; a wide one is drawn less wide."""
    low, high = (None if bound is None else math.log(bound) for bound in (kind.low, kind.high))
    start, end = _reach(kind, low, high)
    deviation = min(kind.deviation, math.log(_STEEPEST) / (end - start))
    numbers = _spread(1.0, math.exp((end - start) * deviation))
    return _scaled([_density(start + math.log(x) / deviation) / x for x in numbers])


def _reach(kind: Normal | LogNormal, low: float | None, high: float | None) -> tuple[float, float]:
    """Where a drawing starts and ends, in deviations from the mean."""
    start, end = -_BELL_REACH, _BELL_REACH
    if low is not None:
        start = max((low - kind.mean) / kind.deviation, start)
        end = max(end, start + 1)
    if high is not None:
        end = min((high - kind.mean) / kind.deviation, end)
        start = start if start < end else end - 1
    return start, end


def _density(deviations: float) -> float:
    return math.exp(-(deviations**2) / 2)


def _spread(start: float, end: float) -> list[float]:
    width = (end - start) / (_BELL_POINTS - 1)
    return [start + place * width for place in range(_BELL_POINTS)]


def _scaled(heights: Sequence[float]) -> tuple[float, ...]:
    highest = max(heights) or 1.0
    return tuple(height / highest for height in heights)
