"""How the sweep of the window stands: how far, how well, how long still. GUI thread."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.eta import eta_seconds
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.window.status_line import SweepProgress

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.bridge.sweep_controller import SweepController
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.status_line import ProgressTone

_ETA_TRIALS = 1_000


class SweepStanding(QObject):
    """Reads it off the trials, the phase, and what was planned.

    `planned` is how many trials the session will have, None while unknown; `workers` how many may
    run at a time.
    """

    def __init__(
        self,
        controller: SweepController,
        session: SessionDesk,
        live: LiveStore,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._session = session
        self._live = live
        self.planned: int | None = None
        self.workers = 1

    def progress(self) -> SweepProgress:
        """Returns what the status bar says."""
        store = self._live.store
        running = store.states == STATES.index(TrialState.RUNNING)
        ages_ms = (time() - store.started_at[running]) * 1000
        done = self._done()
        return SweepProgress(
            done=done,
            total=None if self.planned is None else max(self.planned, done),
            running=int(running.sum()),
            workers=self.workers,
            failed=store.count(TrialState.FAILED),
            left_s=eta_seconds(
                store.duration_ms[-_ETA_TRIALS:],
                done=done,
                total=self.planned,
                concurrency=self.workers,
                running_ms=ages_ms,
            ),
            phase=self._phase_word(),
        )

    def tone(self) -> ProgressTone:
        """Returns the colour of the progress bar."""
        if self._controller.phase is SweepPhase.PAUSED:
            return "warn"
        if self._controller.phase.is_active:
            return "plain"
        if self._live.store.only_fails:
            return "bad"
        return "good" if self._is_through() else "plain"

    def best_text(self) -> str:
        """Returns the best value so far; empty without one."""
        store = self._live.store
        row = store.best_row
        return "" if row is None else format_metric(float(store.metric[row]))

    def _phase_word(self) -> str:
        match self._controller.phase:
            case SweepPhase.IDLE if self._session.is_followed:
                return self.tr("run by another program")
            case SweepPhase.IDLE:
                return self.tr("finished") if self._is_through() else self.tr("stopped")
            case SweepPhase.PAUSED if self._controller.is_suspended:
                return self.tr("suspended")
            case SweepPhase.PAUSED:
                return self.tr("paused")
            case SweepPhase.STOPPING:
                is_aborting = self._controller.is_aborting
                return self.tr("aborting") if is_aborting else self.tr("stopping")
            case SweepPhase.RUNNING:
                return ""

    def _done(self) -> int:
        """How many finished trials take a place in the budget."""
        store = self._live.store
        return max(0, store.finished - (len(store) - store.counted))

    def _is_through(self) -> bool:
        return self.planned is None or self._done() >= self.planned
