"""Makes strategies from their kinds: a table, which installed packages can extend."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib.metadata import entry_points
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import CmaKind, ExtensionKind, GridKind, QmcKind, RandomKind, TpeKind
from tuner_gui.core.objective import Objective
from tuner_gui.strategies.unrepeated import UnrepeatedStrategy

if TYPE_CHECKING:
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.strategy import TunerStrategy

ENTRY_POINT_GROUP = "tuner_gui.strategies"

StrategyMaker: TypeAlias = Callable[..., "TunerStrategy"]
"""Called as `maker(kind, space, objective)` with a kind whose seed is set."""


def _make_grid(kind: GridKind, space: HyperParamSpace, _objective: Objective) -> TunerStrategy:
    from tuner_gui.strategies.grid import GridStrategy

    return GridStrategy(
        space,
        shuffle_seed=kind.seed if kind.shuffle else None,
        coarse_seed=kind.seed if kind.coarse_first else None,
    )


def _make_random(kind: RandomKind, space: HyperParamSpace, _objective: Objective) -> TunerStrategy:
    from tuner_gui.strategies.random_search import RandomStrategy

    return RandomStrategy(space, seed=kind.seed or 0)


def _make_qmc(kind: QmcKind, space: HyperParamSpace, _objective: Objective) -> TunerStrategy:
    from tuner_gui.strategies.qmc import QmcStrategy

    return QmcStrategy(space, seed=kind.seed or 0)


def _make_tpe(kind: TpeKind, space: HyperParamSpace, objective: Objective) -> TunerStrategy:
    from tuner_gui.strategies.tpe import TpeStrategy

    return TpeStrategy(
        space,
        objective=objective,
        seed=kind.seed or 0,
        startup_trials=kind.startup_trials,
        candidates=kind.candidates,
    )


def _make_cma(kind: CmaKind, space: HyperParamSpace, objective: Objective) -> TunerStrategy:
    from tuner_gui.strategies.cma import CmaStrategy

    return CmaStrategy(
        space, objective=objective, seed=kind.seed or 0, startup_trials=kind.startup_trials
    )


def _make_extension(
    kind: ExtensionKind, space: HyperParamSpace, objective: Objective
) -> TunerStrategy:
    found = list(entry_points(group=ENTRY_POINT_GROUP, name=kind.kind))
    if not found:
        raise TuningError(
            f"The strategy {kind.kind} is not known here.",
            "Install the package that brings it, or choose another strategy.",
        )
    maker: StrategyMaker = found[0].load()
    return maker(kind, space, objective)


_MAKERS: dict[type[Any], StrategyMaker] = {
    GridKind: _make_grid,
    RandomKind: _make_random,
    QmcKind: _make_qmc,
    TpeKind: _make_tpe,
    CmaKind: _make_cma,
    ExtensionKind: _make_extension,
}


_SAMPLING = (RandomKind, QmcKind, TpeKind, CmaKind)


def _maker_of(kind: type[Any]) -> StrategyMaker:
    """Returns the maker of a kind; a subclass is made as its base is."""
    maker = next((_MAKERS[base] for base in kind.__mro__ if base in _MAKERS), None)
    if maker is None:
        names = ", ".join(known.__name__ for known in _MAKERS)
        raise TuningError(f"{kind.__name__} is no kind of strategy.", f"Give one of {names}.")
    return maker


class TunerFactory:
    """Makes strategies."""

    @staticmethod
    def create(
        kind: TunerKind, space: HyperParamSpace, objective: Objective | None = None
    ) -> UnrepeatedStrategy:
        """Returns the strategy of a kind, ready to be asked; it repeats no parameters.

        Args:
            kind: which strategy, with its options; without a seed it gets a random one.
            space: what it searches.
            objective: gives the direction; maximising by default.

        Raises:
            InvalidSpace: the space is empty, this strategy cannot search it, or no draw keeps its
                constraints.
            TuningError: it is no kind, or no installed package brings it.
        """
        maker = _maker_of(type(kind))
        space.require_searchable()
        kind = kind.seeded(secrets.randbits(31))
        if isinstance(kind, _SAMPLING) and space.constraints:
            space.pick_random(Random(kind.seed))  # noqa: S311 - raises where none can be drawn
        return UnrepeatedStrategy(
            maker(kind, space, objective or Objective()),
            space,
            seed=kind.seed or 0,
            is_walk=isinstance(kind, GridKind),
            is_learning=not kind.keeps_order,
            repeats=not isinstance(kind, GridKind) and kind.repeats,
        )
