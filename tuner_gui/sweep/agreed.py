"""What a sweep goes by now: its definition, with all that was changed while it ran. Any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace


@dataclass(frozen=True, slots=True)
class Agreed:
    """The parts of a sweep that may change while it runs.

    Args:
        space: what is searched; None where the strategy came ready-made, and stays.
        kind: how; None likewise.
        revision: of the space.
        earlier_spaces: by revision.
    """

    budget: Budget
    space: HyperParamSpace | None = None
    kind: TunerKind | None = None
    revision: int = 1
    earlier_spaces: Mapping[int, HyperParamSpace] = field(default_factory=dict)

    def with_budget(self, budget: Budget) -> Agreed:
        """Returns the same with another budget."""
        return replace(self, budget=budget)

    def with_kind(self, kind: TunerKind) -> Agreed:
        """Returns the same with another strategy."""
        return replace(self, kind=kind)

    def with_space(self, space: HyperParamSpace) -> Agreed:
        """Returns the same with another space, as its next revision."""
        if self.space is None:
            return self
        return replace(
            self,
            space=space,
            revision=self.revision + 1,
            earlier_spaces={**self.earlier_spaces, self.revision: self.space},
        )

    def applied_to(self, config: SweepConfig) -> SweepConfig:
        """Returns a sweep's definition as it stands after the changes."""
        return replace(
            config,
            budget=self.budget,
            space=self.space or config.space,
            strategy=self.kind or config.strategy,
            space_revision=self.revision,
            space_revisions=self.earlier_spaces,
        )
