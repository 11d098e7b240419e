"""What a strategy would try in a space, before anything runs. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Float, LogNormal, Normal
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import GridKind, QmcKind, RandomKind
from tuner_gui.core.nesting import flatten
from tuner_gui.core.objective import Objective
from tuner_gui.core.strategy import ResumableStrategy
from tuner_gui.core.values import value_key
from tuner_gui.strategies.factory import TunerFactory

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.space import GridCount, HyperParamSpace
    from tuner_gui.core.strategy import TunerStrategy

SHOWN = 20
MOST_DRAWN = 10_000
_MOST_VALUES = 200_000
"""So many values are drawn to look for duplicates: about a fifth of a second."""


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What is to be looked at.

    Args:
        space: what is searched.
        kind: the strategy.
        objective: gives TPE its direction.
        seed: of the sweep; a strategy with a seed of its own keeps that.
        planned: how many trials are to be run; None where nobody knows.
        asked: so many trials have been asked for before: the next ones are shown.
    """

    space: HyperParamSpace
    kind: TunerKind
    objective: Objective = field(default_factory=Objective)
    seed: int = 0
    planned: int | None = None
    asked: int = 0


@dataclass(frozen=True, slots=True)
class SpacePreview:
    """What a strategy would do.

    Args:
        order: what was looked at.
        rows: the next configurations, up to `SHOWN`, by dotted name; what is inactive is not there.
            Of a strategy that learns: what it gives before it has been told anything.
        grid: the points of the grid; only of grid search.
        feasible_part: about which part of random draws keeps the constraints; None without any.
        duplicates: how many of the first `drawn` planned trials repeat an earlier one of them;
            None where that is not known.
        drawn: see `duplicates`.
        ends_after: so many trials there are, and no others; None where that is not seen.
        error: why there is nothing to show, in one sentence.
    """

    order: PreviewOrder
    rows: tuple[FlatParams, ...] = ()
    grid: GridCount | None = None
    feasible_part: float | None = None
    duplicates: int | None = None
    drawn: int = 0
    ends_after: int | None = None
    error: str = ""


def preview(order: PreviewOrder) -> SpacePreview:
    """Returns all but the duplicates of random search, which take longer; see `with_duplicates`."""
    space, kind = order.space, order.kind
    try:
        strategy = _strategy(order)
        count = SHOWN if order.planned is None else min(SHOWN, order.planned)
        rows = tuple(_ordered(space, params) for params in islice(_asked(strategy), count))
        grid = space.grid_count() if isinstance(kind, GridKind) else None
        part = space.feasible_part() if space.constraints else None
    except TuningError as error:
        return SpacePreview(order, error=error.message)
    if isinstance(kind, GridKind):
        return SpacePreview(order, rows, grid, part, duplicates=0, drawn=order.planned or 0)
    return SpacePreview(order, rows, grid, part)


def with_duplicates(found: SpacePreview) -> SpacePreview:
    """Returns the preview with the duplicates of random search, counted in real draws of its seed.

    Up to `MOST_DRAWN` draws are made, fewer where each takes long: `drawn` says how many.
    """
    order = found.order
    if found.error or order.planned is None or not isinstance(order.kind, RandomKind | QmcKind):
        return found
    if _cannot_repeat(order.space):
        return replace(found, duplicates=0, drawn=order.planned)
    each = len(order.space) / (1.0 if found.feasible_part is None else found.feasible_part or 1e-9)
    drawn = min(order.planned, MOST_DRAWN, int(_MOST_VALUES / each))
    if drawn < len(found.rows):
        return found
    try:
        keys = [_key(order.space, each) for each in islice(_asked(_strategy(order)), drawn)]
    except TuningError:
        return found
    ends_after = len(keys) if len(keys) < drawn else None
    return replace(
        found, duplicates=len(keys) - len(set(keys)), drawn=len(keys), ends_after=ends_after
    )


def _strategy(order: PreviewOrder) -> TunerStrategy:
    kind = order.kind.seeded(order.seed)
    strategy = TunerFactory.create(kind, order.space, order.objective)
    if kind.keeps_order and order.asked <= MOST_DRAWN:
        for _ in islice(_asked(strategy), order.asked):  # it passes by what it gave before
            pass
    elif isinstance(strategy, ResumableStrategy):
        strategy.resume((), order.asked)
    return strategy


def _asked(strategy: TunerStrategy) -> Iterator[Params]:
    while (params := strategy.ask()) is not None:
        yield params


def _ordered(space: HyperParamSpace, params: Params) -> FlatParams:
    flat = flatten(params)
    return {name: flat[name] for name in space.names if name in flat}


def _key(space: HyperParamSpace, params: Params) -> Hashable:
    flat = flatten(params)
    return tuple(value_key(flat[name]) if name in flat else () for name in space.names)


def _cannot_repeat(space: HyperParamSpace) -> bool:
    """Says whether an always active parameter is continuous: two draws never agree in it."""
    return any(not each.conditions and _is_continuous(each.kind) for each in space)


def _is_continuous(kind: object) -> bool:
    match kind:
        case Normal() | LogNormal():
            return True
        case Float(low=low, high=high, step=None):
            return high - low > 1e-9 * max(abs(low), abs(high))
        case _:
            return False
