"""All that defines a sweep, frozen at its start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuner_gui.core.budget import Budget
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.objective import Objective
from tuner_gui.core.specs import NoDataSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.early_stopping import EarlyStopping
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import DatasetSpec, TargetSpec


@dataclass(frozen=True, slots=True)
class SweepConfig:
    """A sweep = target + search space + strategy + budget + dataset.

    Args:
        target: None in a setup that is not finished; such a sweep cannot start.
        seed: feeds the strategy (unless it has its own) and each trial's seed.
        space_revision: of `space`; it grows when the space is replaced while the sweep runs.
        early_stopping: the rule that stops trials early; None lets all run to their end.
        space_revisions: the earlier spaces of the sweep, by revision.
    """

    name: str
    target: TargetSpec | None
    space: HyperParamSpace
    strategy: TunerKind
    dataset: DatasetSpec = field(default_factory=NoDataSpec)
    objective: Objective = field(default_factory=Objective)
    budget: Budget = field(default_factory=Budget)
    seed: int = 0
    space_revision: int = 1
    early_stopping: EarlyStopping | None = None
    space_revisions: Mapping[int, HyperParamSpace] = field(default_factory=dict)

    def planned_trials(self) -> int | None:
        """Returns how many trials the whole sweep has; None where only time or a person ends it."""
        trials = self.budget.trials
        if not isinstance(self.strategy, GridKind) or not len(self.space):
            return trials
        size = self.space.grid_size()
        return min((count for count in (trials, size) if count is not None), default=None)
