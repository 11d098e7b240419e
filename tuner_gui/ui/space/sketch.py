"""The small drawing of a parameter's distribution, as numbers. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int

if TYPE_CHECKING:
    from tuner_gui.core.domains import ParameterKind

Shape: TypeAlias = Literal["none", "density", "bars", "squares", "spike"]

MOST_BARS = 12
MOST_SQUARES = 8
_CURVE_POINTS = 24
_STEEPEST = 16.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """What to draw in a box.

    Args:
        shape: an area under a curve, bars of whole or stepped numbers, squares of choices, or
            the spike of a constant.
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
        case Choice(values=values):
            return Sketch("squares", (1.0,) * min(len(values), MOST_SQUARES))
        case Float() | Int():
            return _number_sketch(kind)
        case never:
            assert_never(never)


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
