"""Changes the sweep of the window while it runs, by what Setup says. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.errors import InvalidSpace, TuningError
from tuner_gui.core.kinds import GridKind
from tuner_gui.sweep.checking import require_searchable
from tuner_gui.sweep.control_words import REFUSED
from tuner_gui.ui.window.form_terms import FormTerms

if TYPE_CHECKING:
    from tuner_gui.bridge.sweep_controller import SweepController
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.setup.sweep_changes import SweepChanges
    from tuner_gui.ui.window.session_desk import SessionDesk

_LOOK_MS = 50
_PATIENCE = 60
"""So many looks until a sweep that does not answer may be told again."""


class LiveEditDesk(QObject):
    """Tells Setup what the sweep goes by, and the sweep what Setup says.

    Signals:
        changed(SweepConfig): what the sweep goes by is other than before.
        refused(str): why something could not be changed.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        setup: SetupPanel,
        controller: SweepController,
        session: SessionDesk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._controller = controller
        self._session = session
        self._agreed: SweepConfig | None = None
        self._terms: FormTerms | None = None
        self._heard = 0
        self._looks = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._on_waited)
        controller.phase_changed.connect(self._on_phase_changed)
        controller.events_arrived.connect(self._look)
        setup.apply_requested.connect(self.apply)

    @Slot()
    def apply(self) -> None:
        """Asks the sweep to go by what Setup says."""
        self._setup.settle()
        changes, terms = self._setup.changes(), self._terms
        if not changes or terms is None or self._setup.problems():
            return
        self._heard = len(self._controller.history)
        self._looks = _PATIENCE
        self._setup.set_applying(is_applying=True)
        try:
            self._send(changes, terms)
        except TuningError as problem:
            self.refused.emit(str(problem))
        self._clock.start()

    def _send(self, changes: SweepChanges, terms: FormTerms) -> None:
        """Sends the space before the strategy, unless only the new strategy can search it.

        A strategy that never ends by itself comes after its limits, a grid before they go.
        """
        controller = self._controller
        limits = terms.limits_to_send(changes, self._setup.config())
        is_budget_first = not isinstance(changes.strategy, GridKind)
        if limits and is_budget_first:
            controller.change_budget(**limits)
        is_strategy_first = not self._fits_as_it_is(changes)
        if changes.strategy is not None and is_strategy_first:
            controller.switch_strategy(changes.strategy)
        if changes.space is not None:
            controller.replace_space(changes.space)
        if changes.strategy is not None and not is_strategy_first:
            controller.switch_strategy(changes.strategy)
        if limits and not is_budget_first:
            controller.change_budget(**limits)

    def _fits_as_it_is(self, changes: SweepChanges) -> bool:
        """Says whether the present strategy can search the new space."""
        if self._agreed is None or changes.space is None:
            return True
        try:
            require_searchable(changes.space, self._agreed.strategy)
        except InvalidSpace:
            return False
        return True

    # what the sweep goes by

    @Slot(object)
    def _on_phase_changed(self, phase: SweepPhase) -> None:
        if self._agreed is None and phase.is_active:
            self._begin()
        self._look()
        if phase.is_active and self._terms is not None:
            is_ending = phase is SweepPhase.STOPPING
            self._setup.set_running(self._terms.form, is_locked=is_ending)
        elif not phase.is_active:
            self._agreed = self._terms = None
            self._answered()
            self._setup.set_running(None)

    def _begin(self) -> None:
        self._agreed = self._controller.config
        form = self._session.ran_config or self._setup.config()
        if self._agreed is not None:
            self._terms = FormTerms.at_start(form, self._agreed, self._setup.planned_trials())

    @Slot()
    def _look(self) -> None:
        """Notices what the sweep has taken on since the last look."""
        if self._agreed is None or self._terms is None:
            return
        agreed = self._controller.applied_to(self._agreed)
        if agreed == self._agreed:
            return
        self._terms = self._terms.after(self._agreed, agreed)
        self._agreed = agreed
        self._session.take_changed_sweep(self._terms.form)
        is_ending = self._controller.phase is SweepPhase.STOPPING
        self._setup.set_running(self._terms.form, is_locked=is_ending)
        self.changed.emit(agreed)
        if not self._setup.changes():
            self._answered()

    @Slot()
    def _on_waited(self) -> None:
        """Waits until the sweep goes by all of it, or has said why it does not."""
        self._look()
        self._looks -= 1
        said = self._controller.history[self._heard :]
        refusals = [entry.what for entry in said if entry.what.startswith(REFUSED)]
        if refusals:
            self.refused.emit(refusals[0])
        if refusals or not self._setup.changes() or self._looks <= 0:
            self._answered()

    def _answered(self) -> None:
        self._clock.stop()
        self._setup.set_applying(is_applying=False)
