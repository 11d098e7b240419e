"""What a sweep follows besides its strategy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.objective import Objective


@dataclass(frozen=True, slots=True)
class SweepRules:
    """What counts, how much may be spent, and where the trials' numbers come from.

    Args:
        seed: each trial's own seed comes from it.
        space_revision: of the space that the strategy searches.
        pauses_on_failures: True asks a person (pauses) when all fails; False ends the sweep.
    """

    objective: Objective
    budget: Budget
    seed: int = 0
    space_revision: int = 1
    pauses_on_failures: bool = False
