"""When two setups are one sweep, and what a sweep without a name is called. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig


def default_name(config: SweepConfig) -> str:
    """Returns a name for a sweep that has none: what is tuned, on what."""
    if config.target is None:
        return "sweep"
    data = config.dataset.label
    return config.target.label if data == "none" else f"{config.target.label} on {data}"


def identity(config: SweepConfig) -> tuple[object, ...]:
    """What must be the same for one sweep to go on from another's trials."""
    return (
        config.target,
        config.dataset,
        config.objective,
        config.space,
        config.strategy,
        config.seed,
    )
