"""The setup and the space together: choices, offers, problems, counts. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.core.kinds import GridKind
from tuner_gui.targets.command.line_text import command_text
from tuner_gui.ui.setup.choosing import (
    is_proposal,
    with_command_target,
    with_estimator,
    with_python_target,
)
from tuner_gui.ui.setup.read_data import source_of
from tuner_gui.ui.setup.setup_state import SetupState
from tuner_gui.ui.setup.setup_steps import SpaceOffer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.datasets.sources import Source
    from tuner_gui.ui.space.form_model import SpaceFormModel


_BELOW = (
    "strategy",
    "trials",
    "workers",
    "early_stopping",
    "time_limit",
    "trial_timeout",
    "seed",
    "limits",
)
"""The fields that stand below the space."""

_NO_POINT = "No point of the grid keeps the constraints. Loosen them, or the ranges."


class SetupModel(SetupState):
    """Brings along what a choice needs, and says what keeps the setup from running."""

    def __init__(
        self, config: SweepConfig, space: SpaceFormModel, parent: QObject | None = None
    ) -> None:
        super().__init__(config, space, parent)
        self._offer: SpaceOffer | None = None
        self._proposed: HyperParamSpace | None = None
        self.load(config)
        space.changed.connect(self._on_space_changed)
        space.facts_changed.connect(self.changed)

    @property
    def offer(self) -> SpaceOffer | None:
        """Parameters that wait for a yes or no."""
        return self._offer

    def load(self, config: SweepConfig) -> None:
        """Shows another config; not a person's edit."""
        self._offer = self._proposed = None
        super().load(config)

    def choose_estimator(self, name: str) -> None:
        """Chooses an estimator: fitting data and scorer follow, and its parameters are offered."""
        catalogue, before = self._facts.catalogue, self._draft
        entry = catalogue.entry(name) if catalogue is not None else None
        if catalogue is None or entry is None or self.is_locked:
            return
        is_unedited = self.is_untouched()
        self.apply(with_estimator(before, entry, catalogue), self.tr("Choose %s") % name)
        self.offer_space(SpaceOffer(name, entry.space()), is_unedited=is_unedited)

    def choose_python(self, path: str | None = None) -> None:
        """Chooses code of the person's own, to be named; or already named by its path."""
        self._offer = None
        draft = with_python_target(self._draft)
        if path is not None:
            draft = replace(draft, python_path=path)
        self.apply(draft, self.tr("Choose Python code"))

    @property
    def data_source(self) -> Source | None:
        """Where the chosen data come from; None where that is not said."""
        return source_of(self._draft.data, self._draft.base.dataset)

    def columns(self) -> Sequence[str]:
        """Returns the columns of the chosen data, as far as they are known."""
        return self._facts.columns(self.data_source) or ()

    def is_untouched(self) -> bool:
        """Says whether the space is empty, or as a target proposed it."""
        space, catalogue = self.space.space, self._facts.catalogue
        if not self.space.draft.rows or (space is not None and space == self._proposed):
            return True
        return catalogue is not None and is_proposal(space, self._draft, catalogue)

    def choose_command(self) -> None:
        """Chooses a command, to be written."""
        self._offer = None
        self.apply(with_command_target(self._draft), self.tr("Choose a command"))

    def offer_space(self, offer: SpaceOffer, *, is_unedited: bool) -> None:
        """Replaces parameters that nobody has edited; asks before it replaces others."""
        self._offer = None if offer.space == self.space.space else offer
        if is_unedited:
            self.accept_offer()
        else:
            self.changed.emit()

    def accept_offer(self) -> None:
        """Replaces the parameters by the offered ones."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self._pass_parameters(offer)
            self._proposed = offer.space
            self.space.replace_all(offer.space, self.tr("Parameters of %s") % offer.target)

    def _pass_parameters(self, offer: SpaceOffer) -> None:
        """Lets the command pass what is offered."""
        if offer.argv and self._draft.target_kind == "command":
            command = replace(self._draft.command, text=command_text(offer.argv))
            self.apply(replace(self._draft, command=command), self.tr("Change the command"))

    def decline_offer(self) -> None:
        """Keeps the parameters as they are."""
        self._offer = None
        self.changed.emit()

    def problems(self) -> list[str]:
        """Returns what keeps the setup from running, in the order of the pane."""
        said = self._reading.problems
        lower = [text for name, text in said.items() if name.partition(".")[0] in _BELOW]
        upper = [text for text in said.values() if text not in lower]
        rows = self.space.sentences()
        if self.space.space is not None:
            rows += [str(problem) for problem in self.space.space.problems()]
        if self.grid_size() == 0 and isinstance(self._reading.config.strategy, GridKind):
            rows.append(_NO_POINT)
        return [*upper, *rows, *lower]

    def planned_trials(self) -> int | None:
        """Returns how many trials Run would start; None where that is not known."""
        config = self._reading.config
        size = self.grid_size() if isinstance(config.strategy, GridKind) else None
        known = [count for count in (config.budget.trials, size) if count is not None]
        return min(known, default=None)

    def grid_size(self) -> int | None:
        """Returns how many points the grid has; None where that is not exact, or not known yet."""
        grid = None if self.space.facts is None else self.space.facts.grid
        return grid.points if grid is not None and grid.is_exact else None

    @Slot()
    def _on_space_changed(self) -> None:
        self._read()
