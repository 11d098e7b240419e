"""When two setups are one sweep, and what a sweep without a name is called. No Qt; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig


def default_name(config: SweepConfig) -> str:
    """Returns a name for a sweep that has none: what is tuned, on what."""
    if config.target is None:
        return "sweep"
    data, target = config.dataset.label, config.target.label.removesuffix(".py")
    return target if data == "none" else f"{target} on {data}"


def goes_on(ran: SweepConfig, config: SweepConfig) -> bool:
    """Says whether a sweep goes on from the trials of another.

    Trials that were read from elsewhere are of no known target: any goes on from them.
    """
    if ran.target is None and config.target is not None:
        ran = replace(ran, target=config.target, dataset=config.dataset)
    return identity(ran) == identity(config)


def afresh(config: SweepConfig) -> SweepConfig:
    """Returns a sweep without the earlier search spaces of the one that it was made from."""
    return replace(config, space_revision=1, space_revisions={})


def identity(config: SweepConfig) -> tuple[object, ...]:
    """What must be the same for one sweep to go on from another's trials.

    The space and the strategy need not be: the trials so far are told to whatever chooses next.
    """
    return (config.target, config.dataset, config.objective, config.seed)


def has_same_course(config: SweepConfig, other: SweepConfig) -> bool:
    """Says whether two parts of a sweep choose their trials from the same space in the same way."""
    return config.space == other.space and config.strategy == other.strategy


def going_on(ran: SweepConfig, config: SweepConfig, *, is_used: bool) -> SweepConfig:
    """Returns the next part of a sweep, with the spaces that its trials are from.

    Args:
        ran: the part that the trials are of.
        config: what is to run, without revisions.
        is_used: there are trials from the latest space of `ran`.
    """
    revision, earlier = ran.space_revision, ran.space_revisions
    if config.space != ran.space and is_used:
        revision, earlier = revision + 1, {**earlier, revision: ran.space}
    return replace(config, space_revision=revision, space_revisions=earlier)
