"""A running sweep in the terms of the form: its trials are those that Run was to start. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tuner_gui.core.budget import Budget
from tuner_gui.core.kinds import GridKind

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.setup.sweep_changes import SweepChanges


@dataclass(frozen=True, slots=True)
class FormTerms:
    """What the sweep goes by as the form would say it.

    A sweep that goes on from earlier trials counts them, while the form says how many it runs.

    Args:
        form: with the form's own number of trials.
        more_trials: so many more the sweep counts.
    """

    form: SweepConfig
    more_trials: int = 0

    @classmethod
    def at_start(cls, form: SweepConfig, started: SweepConfig, planned: int | None) -> FormTerms:
        """Returns the terms of a sweep that begins.

        Args:
            form: what the form said.
            started: what was started.
            planned: how many trials the form planned.
        """
        trials = started.budget.trials
        return cls(form, 0 if trials is None or planned is None else trials - planned)

    def after(self, before: SweepConfig, after: SweepConfig) -> FormTerms:
        """Returns the terms once the sweep goes by something else than before."""
        changed: dict[str, Any] = {
            name: getattr(after.budget, name)
            for name in Budget.model_fields
            if getattr(after.budget, name) != getattr(before.budget, name)
        }
        if changed.get("trials") is not None:
            changed["trials"] = max(1, changed["trials"] - self.more_trials)
        form = replace(
            self.form,
            space=after.space,
            strategy=after.strategy,
            space_revision=after.space_revision,
            space_revisions=after.space_revisions,
            budget=self.form.budget.model_copy(update=changed),
        )
        return replace(self, form=form)

    def limits_to_send(self, changes: SweepChanges, wanted: SweepConfig) -> dict[str, Any]:
        """Returns the limits to change, in the sweep's terms.

        A grid without a number of trials runs whole, also where its space is another one now.
        """
        limits = dict(changes.budget)
        if limits.get("trials") is not None:
            limits["trials"] = max(1, limits["trials"] + self.more_trials)
        is_whole_grid = isinstance(wanted.strategy, GridKind) and wanted.budget.trials is None
        is_other = changes.space is not None or changes.strategy is not None
        if is_whole_grid and is_other:
            limits["trials"] = None
        return limits
