"""What a sweep follows besides its strategy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.early_stopping import EarlyStopping
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.space import HyperParamSpace


@dataclass(frozen=True, slots=True)
class SweepRules:
    """What counts, how much may be spent, and where the trials' numbers come from.

    Args:
        seed: each trial's own seed comes from it.
        space_revision: of the space that the strategy searches.
        pauses_on_failures: True asks a person (pauses) when all fails; False ends the sweep.
        early_stopping: which trials are stopped before their end; None none.
        space: what the strategy searches; None where neither it nor the strategy is to change.
        kind: the strategy's; None likewise.
        space_revisions: the earlier spaces of the sweep.
    """

    objective: Objective
    budget: Budget
    seed: int = 0
    space_revision: int = 1
    pauses_on_failures: bool = False
    early_stopping: EarlyStopping | None = None
    space: HyperParamSpace | None = None
    kind: TunerKind | None = None
    space_revisions: Mapping[int, HyperParamSpace] = field(default_factory=dict)
