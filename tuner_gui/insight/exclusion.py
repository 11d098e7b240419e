"""A part of the space in which trials fail, told from where they succeed. Pure, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.nesting import flatten
from tuner_gui.core.values import value_key
from tuner_gui.insight.narrowing import (
    without_corner,
    without_large_product,
    without_side,
    without_values,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.insight.narrowing import Narrowing

    Numbers = npt.NDArray[np.float64]

_FEWEST = 3
_LEAST_COVERED = 0.8
_MOST_PAIRED = 12
"""Pairs are looked for among so many parameters: beyond that, chance alone finds one."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A proposal to leave out where trials fail.

    Args:
        sentence: what would be left out; the reason where there is no proposal.
        space: without it; None where there is no proposal.
    """

    sentence: str
    space: HyperParamSpace | None = None


def exclude_region(
    space: HyperParamSpace, failed: Sequence[Params], succeeded: Sequence[Params]
) -> Exclusion:
    """Proposes a space without the region of some failures: it holds no success.

    One value, or one side of a range, is preferred; then a corner or a product of two numbers, as
    a constraint. At least four of five failures have to lie in it.

    Args:
        space: as it is.
        failed: the parameters of a group of failures.
        succeeded: those of all trials that completed or were stopped early.
    """
    if len(failed) < _FEWEST or len(succeeded) < _FEWEST:
        return Exclusion(
            f"There is too little to go by: {len(failed)} failed and {len(succeeded)} succeeded; "
            f"{_FEWEST} of each are needed."
        )
    bad, good = ([flatten(params) for params in each] for each in (failed, succeeded))
    best = _best(_alone(space, bad, good), len(bad)) or _best(_pairs(space, bad, good), len(bad))
    if best is None or best.space is None:
        return Exclusion("No part of the space holds these failures and no success.")
    which = "all" if best.covered == len(bad) else f"{best.covered} of"
    return Exclusion(
        f"{best.sentence} {which.capitalize()} {len(bad)} failures lie there, and none of the "
        f"{len(good)} successes.",
        best.space,
    )


def _best(found: Iterator[Narrowing], count: int) -> Narrowing | None:
    """The one that covers most; of those, the one that takes the smallest part away."""
    fit = [each for each in found if each.covered >= _LEAST_COVERED * count]
    return max(fit, key=lambda each: (each.covered, -each.part), default=None)


def _alone(
    space: HyperParamSpace, bad: list[FlatParams], good: list[FlatParams]
) -> Iterator[Narrowing]:
    for parameter in space:
        name, kind = parameter.name, parameter.kind
        if isinstance(kind, Constant):
            continue
        ours = [flat[name] for flat in bad if name in flat]
        theirs = [flat[name] for flat in good if name in flat]
        if not ours:
            continue
        if isinstance(kind, Choice):
            kept = {value_key(value) for value in theirs}
            gone = [value for value in ours if value_key(value) not in kept]
            yield from _possible(without_values, space, name, gone)
            continue
        if not theirs:
            continue
        values, limits = _numbers(ours), _numbers(theirs)
        for is_upper in (True, False):
            edge = float(limits.max() if is_upper else limits.min())
            outside = values[values > edge] if is_upper else values[values < edge]
            if len(outside):
                nearest = float(outside.min() if is_upper else outside.max())
                yield from _possible(without_side, space, name, (edge, nearest), len(outside))


def _pairs(
    space: HyperParamSpace, bad: list[FlatParams], good: list[FlatParams]
) -> Iterator[Narrowing]:
    names = [
        parameter.name
        for parameter in space
        if isinstance(parameter.kind, Float | Int | Normal | LogNormal)
        and all(parameter.name in flat for flat in (*bad, *good))
    ][:_MOST_PAIRED]
    for one, other in combinations(names, 2):
        ours, theirs = (
            [_numbers([flat[name] for flat in rows]) for name in (one, other)]
            for rows in (bad, good)
        )
        yield from _products(space, (one, other), ours, theirs)
        yield from _corners(space, (one, other), ours, theirs)


def _products(
    space: HyperParamSpace, names: tuple[str, str], ours: list[Numbers], theirs: list[Numbers]
) -> Iterator[Narrowing]:
    if min(float(values.min()) for values in (*ours, *theirs)) <= 0:
        return
    products, limits = ours[0] * ours[1], theirs[0] * theirs[1]
    outside = products[products > limits.max()]
    if len(outside):
        yield from _possible(
            without_large_product,
            space,
            names,
            float(limits.max()),
            float(outside.min()),
            len(outside),
        )


def _corners(
    space: HyperParamSpace, names: tuple[str, str], ours: list[Numbers], theirs: list[Numbers]
) -> Iterator[Narrowing]:
    for uppers in ((True, True), (True, False), (False, True), (False, False)):
        edges = [
            float(values.min() if is_upper else values.max())
            for values, is_upper in zip(ours, uppers, strict=True)
        ]
        inside = [
            values >= edge if is_upper else values <= edge
            for values, edge, is_upper in zip(theirs, edges, uppers, strict=True)
        ]
        if not (inside[0] & inside[1]).any():
            yield from _possible(without_corner, space, names, edges, uppers, len(ours[0]))


def _possible(make: Any, *arguments: Any) -> Iterator[Narrowing]:
    """Yields what a narrowing makes, where it leaves a space at all."""
    try:
        narrowing: Narrowing | None = make(*arguments)
    except InvalidSpace:  # nothing would be left, or a condition names what goes
        return
    if narrowing is not None and narrowing.space is not None:
        yield narrowing


def _numbers(values: Sequence[Any]) -> Numbers:
    return np.array([float(value) for value in values])
