"""What the failure desk asks for, done: shown, run again, left out of the space. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.core.nesting import nest
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.exclusion import exclude_region
from tuner_gui.ui.failures.failure_words import filter_text
from tuner_gui.ui.failures.failures_page import FailuresPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.insight.failure_groups import FailureGroup
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.sweep_desk import SweepDesk
    from tuner_gui.ui.window.trial_desk import TrialDesk

_PAGE = "failures"
_MOST_COMPARED = 5_000
_GOOD = (STATES.index(TrialState.COMPLETE), STATES.index(TrialState.PRUNED))


class FailureDesk(QObject):
    """The page of failures behind its tab, and its actions.

    Signals:
        shown(): the page came to the front by a request.
    """

    shown = Signal()

    def __init__(
        self,
        parent: QObject,
        panels: Panels,
        services: Services,
        theme: Theme,
        *,
        sweep: SweepDesk,
        trials: TrialDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._live = services.live
        self._sweep = sweep
        self._trials = trials
        self._messages = messages
        self._page = FailuresPage(services.live, theme)
        tip = self.tr("Failed trials in groups of the same cause")
        panels.trials.add_page(_PAGE, self.tr("Failures"), tip, self._page)
        self._page.total_changed.connect(self._on_total_changed)
        self._page.action_requested.connect(self._on_action_requested)
        sweep.run_text_changed.connect(self.refresh)
        sweep.phase_changed.connect(self.refresh)
        messages.failures_requested.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Brings the failures to the front."""
        self._panels.trials.tabs.choose(_PAGE)
        self.shown.emit()

    @Slot()
    def refresh(self) -> None:
        """Says where nothing can be run again just now."""
        self._page.set_obstacle(self._sweep.why_not_again())
        form = self._panels.setup.model.space
        locked = self.tr("The search space cannot be changed just now.")
        self._page.set_space_obstacle(locked if form.is_locked else "")

    @Slot(int)
    def _on_total_changed(self, total: int) -> None:
        title = self.tr("Failures")
        self._panels.trials.tabs.set_text(_PAGE, f"{title} {total:,}" if total else title)

    @Slot(str, object)
    def _on_action_requested(self, action: str, group: FailureGroup) -> None:
        match action:
            case "show":
                self._panels.trials.show_filtered(filter_text(group))
            case "again":
                self._trials.run_again(group.numbers)
            case "changed":
                self._trials.run_changed(group.numbers[0])
            case "exclude":
                self._propose(group)

    def _propose(self, group: FailureGroup) -> None:
        """Says on the group's card what would be left out of the space."""
        space = self._panels.setup.model.space.space
        if space is None:
            self._page.propose(group, self.tr("The search space has problems; mend them first."))
            return
        store = self._live.store
        good = np.flatnonzero(np.isin(store.states, _GOOD))[-_MOST_COMPARED:]
        rows = (store.row_of(number) for number in group.numbers[-_MOST_COMPARED:])
        proposal = exclude_region(
            space,
            self._params_of(row for row in rows if row is not None),
            self._params_of(good.tolist()),
        )
        apply = None if proposal.space is None else partial(self._exclude, proposal.space)
        self._page.propose(group, proposal.sentence, apply)

    def _params_of(self, rows: Iterable[int]) -> list[Params]:
        store = self._live.store
        return [nest(store.params_of(row).items()) for row in rows]

    def _exclude(self, space: HyperParamSpace) -> None:
        form = self._panels.setup.model.space
        form.replace_all(space, self.tr("exclude a region"))
        self._messages.tell(
            self.tr("Setup leaves the region out now; Apply takes that to the running sweep.")
            if self._sweep.phase.is_active
            else self.tr("The region is left out of the search space; Undo brings it back.")
        )
