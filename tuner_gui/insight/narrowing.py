"""Spaces made smaller by one step: a value, a side of a range, a corner. Pure, any thread."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tuner_gui.core.constraints import Constraint, quoted_name
from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.values import value_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.domains import ParameterKind


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A smaller space.

    Args:
        sentence: what is left out.
        covered: how many failures lie in that.
        part: of the space, about, as that is.
    """

    sentence: str
    space: HyperParamSpace
    covered: int
    part: float


def without_values(space: HyperParamSpace, name: str, gone: Sequence[Any]) -> Narrowing | None:
    """Leaves values of a choice out; None where all of them, or none, would go.

    Args:
        space: as it is.
        name: of the choice.
        gone: the values, as often as trials had them.
    """
    kind = space[name].kind
    keys = {value_key(value) for value in gone}
    if not isinstance(kind, Choice) or not keys:
        return None
    places = [place for place, value in enumerate(kind.values) if value_key(value) not in keys]
    if not places:
        return None
    weights = None if kind.weights is None else [kind.weights[place] for place in places]
    smaller = Choice(
        [kind.values[place] for place in places], ordered=kind.ordered, weights=weights
    )
    named = " and ".join(str(value) for value in kind.values if value_key(value) in keys)
    return Narrowing(
        f"Leave out {name} = {named}.",
        _with(space, name, smaller),
        len(gone),
        1 - len(places) / len(kind.values),
    )


def without_side(
    space: HyperParamSpace, name: str, gap: tuple[float, float], covered: int
) -> Narrowing:
    """Leaves one side of a range out.

    Args:
        space: as it is.
        name: of the range.
        gap: between the outermost success and the failure next to it.
        covered: how many failures lie beyond; the upper side where the gap goes up.
    """
    kind = space[name].kind
    edge, nearest = gap
    is_upper = nearest > edge
    side = "above" if is_upper else "below"
    if isinstance(kind, Int) or (isinstance(kind, Float) and kind.step is not None):
        # both are values that the range has: the last success stays the last value
        smaller = _cut(kind, int(edge) if isinstance(kind, Int) else edge, is_upper=is_upper)
        return Narrowing(
            f"Leave out {name} {side} {edge:g}.",
            _with(space, name, smaller),
            covered,
            _part(kind, edge, is_upper=is_upper),
        )
    bound = _between(edge, nearest, is_log=isinstance(kind, Float) and kind.log)
    sentence = f"Leave out {name} {side} {bound:g}."
    if isinstance(kind, Float) and kind.points is None:
        smaller = _cut(kind, bound, is_upper=is_upper)
        part = _part(kind, bound, is_upper=is_upper)
        return Narrowing(sentence, _with(space, name, smaller), covered, part)
    sign = "<=" if is_upper else ">="
    return Narrowing(
        sentence, _kept(space, f"{quoted_name(name)} {sign} {bound:.17g}"), covered, 0.5
    )


def without_large_product(
    space: HyperParamSpace, names: tuple[str, str], edge: float, nearest: float, covered: int
) -> Narrowing:
    """Leaves out where two numbers are large together, by a constraint on their product."""
    bound = _between(edge, nearest, is_log=True)
    one, other = map(quoted_name, names)
    text = f"{one} * {other} <= {bound:.12g}"
    return Narrowing(f"Keep {text}.", _kept(space, text), covered, 0.25)


def without_corner(
    space: HyperParamSpace,
    names: tuple[str, str],
    edges: Sequence[float],
    uppers: tuple[bool, bool],
    covered: int,
) -> Narrowing:
    """Leaves out where two numbers are both at one end, by a constraint."""
    text = " and ".join(
        f"{quoted_name(name)} {'>=' if is_upper else '<='} {edge:.17g}"
        for name, edge, is_upper in zip(names, edges, uppers, strict=True)
    )
    return Narrowing(f"Leave out {text}.", _kept(space, f"not ({text})"), covered, 0.3)


def _cut(kind: Int | Float, bound: Any, *, is_upper: bool) -> Int | Float:
    return replace(kind, high=bound) if is_upper else replace(kind, low=bound)


def _with(space: HyperParamSpace, name: str, kind: ParameterKind) -> HyperParamSpace:
    parameters = [
        replace(parameter, kind=kind) if parameter.name == name else parameter
        for parameter in space
    ]
    return HyperParamSpace(parameters, space.constraints)


def _kept(space: HyperParamSpace, text: str) -> HyperParamSpace:
    return HyperParamSpace(space.parameters, (*space.constraints, Constraint(text)))


def _between(edge: float, nearest: float, *, is_log: bool) -> float:
    """A short number between the two, or the first of them."""
    middle = math.sqrt(edge * nearest) if is_log and edge > 0 < nearest else (edge + nearest) / 2
    low, high = sorted((edge, nearest))
    for digits in range(2, 17):
        short = float(f"{middle:.{digits}g}")
        if low <= short <= high and short != nearest:
            return short
    return edge


def _part(kind: Int | Float, bound: float, *, is_upper: bool) -> float:
    low, high, at = float(kind.low), float(kind.high), bound
    if kind.log:
        low, high, at = math.log(low), math.log(high), math.log(at)
    if high <= low:
        return 0.0
    return (high - at if is_upper else at - low) / (high - low)
