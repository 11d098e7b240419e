"""The sweep that is proposed for a target named in one line; may start a child, so off the GUI."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, NamedTuple

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.domains import Float
from tuner_gui.core.early_stopping import EARLY_STOPPING_RULES
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import BUILT_IN_KINDS, ExtensionKind, GridKind
from tuner_gui.core.objective import Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.session.subjects import subject_of
from tuner_gui.strategies.factory import ENTRY_POINT_GROUP

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.early_stopping import EarlyStopping
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.session.wishes import SweepWishes

DEFAULT_TRIALS = 48


_GRID_POINTS = 5
_NEEDS_BOUNDS = "threshold"


class Proposal(NamedTuple):
    """A sweep to start from, and what to know of it: a sentence each."""

    config: SweepConfig
    notes: tuple[str, ...]


def propose_config(wishes: SweepWishes, name: str, cache_folder: Path) -> SweepConfig:
    """Returns the sweep to start from; see `propose`."""
    return propose(wishes, name, cache_folder).config


def propose(wishes: SweepWishes, name: str, cache_folder: Path) -> Proposal:
    """Returns the sweep to start from.

    A script and a configuration file are only read, as the window reads them; what a module or a
    script defines to be called is loaded in a child, for its space.

    Args:
        wishes: what is asked for.
        name: what the sweep is called.
        cache_folder: where the list of estimators is kept.

    Raises:
        TuningError: something that the wishes name does not exist or does not fit.
    """
    subject = subject_of(wishes, cache_folder)
    kind = _kind_named(wishes.strategy)
    is_grid = isinstance(kind, GridKind)
    config = SweepConfig(
        name=name,
        target=subject.target,
        space=_with_grid_points(subject.space) if is_grid else subject.space,
        strategy=kind,
        dataset=subject.dataset,
        objective=Objective(subject.metric, wishes.direction or subject.direction),
        budget=Budget(
            trials=wishes.trials or (None if is_grid else DEFAULT_TRIALS),
            concurrency=wishes.workers,
            trial_timeout_s=wishes.trial_timeout_s,
        ),
        seed=wishes.seed,
        early_stopping=_rule_named(wishes.early_stopping) if wishes.early_stopping else None,
    )
    return Proposal(config, subject.notes)


def with_overrides(
    config: SweepConfig,
    *,
    trials: int | None,
    workers: int | None,
    seed: int | None,
    strategy: str | None = None,
) -> SweepConfig:
    """Returns the sweep with what is not None in place of its own.

    Where its strategy is of the name that is given, that keeps its settings.

    Raises:
        TuningError: there is no such strategy.
    """
    if strategy is not None and strategy != config.strategy.kind:
        config = replace(config, strategy=_kind_named(strategy))
    limits = {"trials": trials, "concurrency": workers}
    given = {name: limit for name, limit in limits.items() if limit is not None}
    config = replace(config, budget=config.budget.model_copy(update=given))
    if seed is None:
        return config
    seedless = config.strategy.model_copy(update={"seed": None})  # its own seed would win
    return replace(config, strategy=seedless, seed=seed)


def _kind_named(name: str) -> TunerKind:
    kinds = {kind.model_fields["kind"].default: kind for kind in BUILT_IN_KINDS}
    if name in kinds:
        return kinds[name]()
    added = {point.name for point in entry_points(group=ENTRY_POINT_GROUP)}
    if name in added:
        return ExtensionKind(kind=name)
    raise TuningError(
        f"There is no strategy {name}.", f"Choose one of {', '.join([*kinds, *sorted(added)])}."
    )


def _rule_named(name: str) -> EarlyStopping:
    rules = {rule.model_fields["kind"].default: rule for rule in EARLY_STOPPING_RULES}
    rules.pop(_NEEDS_BOUNDS)
    if name not in rules:
        raise TuningError(
            f"There is no early stopping {name}.",
            f"Choose one of {', '.join(rules)}; {_NEEDS_BOUNDS} needs bounds, set in the window.",
        )
    return rules[name]()


def _with_grid_points(space: HyperParamSpace) -> HyperParamSpace:
    """The space with points on its continuous ranges, which a grid cannot walk without."""
    return HyperParamSpace(
        replace(parameter, kind=replace(parameter.kind, points=_GRID_POINTS))
        if isinstance(parameter.kind, Float) and parameter.kind.size is None
        else parameter
        for parameter in space
    )
