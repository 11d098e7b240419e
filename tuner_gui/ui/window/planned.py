"""How many trials a sweep will have once it was changed while it runs. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.kinds import GridKind
from tuner_gui.core.nesting import nest

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial_store import TrialStore

_MOST_LOOKED_AT = 20_000


def trials_in_all(config: SweepConfig, store: TrialStore, grid_size: int | None) -> int | None:
    """Returns the number of trials in all; None where it is not known.

    A grid that was changed passes by what was tried of it.

    Args:
        config: what the sweep goes by now.
        store: its trials so far.
        grid_size: the points of the grid; None where it is none, or not counted yet.
    """
    trials = config.budget.trials
    if not isinstance(config.strategy, GridKind):
        return trials
    if grid_size is None or len(store) > _MOST_LOOKED_AT:
        return trials
    tried = sum(
        config.space.contains(nest(store.params_of(row).items())) for row in range(len(store))
    )
    whole = store.counted + max(0, grid_size - tried)
    return whole if trials is None else min(trials, whole)
