"""Runs, pauses and stops the sweep of the window. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.session.lock import SessionInUse
from tuner_gui.session.naming import logs_folder
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.window.chosen_trials import nothing_else
from tuner_gui.ui.window.live_edit_desk import LiveEditDesk
from tuner_gui.ui.window.next_run import NextRun
from tuner_gui.ui.window.questions import ask_to_trust
from tuner_gui.ui.window.sweep_standing import SweepStanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.errors import TuningError
    from tuner_gui.core.events import TuningFinished
    from tuner_gui.core.nesting import Params
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.actions import WindowActions
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.status_line import ProgressTone, SweepProgress


class SweepDesk(QObject):
    """Turns the person's wishes into requests to the controller.

    Signals:
        run_text_changed(str): what the Run button says.
        phase_changed(SweepPhase): running, paused, stopping or idle.
        planned_changed(int | None): how many trials the session will have.
        finished(TuningFinished | None, TuningError | None): a sweep ended and its save began.
        noted(str): where the trials stay that a sweep that has begun does not go on from.
        refused(str): why a sweep did not begin after all.
    """

    run_text_changed = Signal(str)
    phase_changed = Signal(object)
    planned_changed = Signal(object)
    finished = Signal(object, object)
    noted = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        setup: SetupPanel,
        services: Services,
        session: SessionDesk,
        actions: WindowActions,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._setup = setup
        self._controller = services.controller
        self._live = services.live
        self._session = session
        self._actions = actions
        self._next = NextRun(setup, session, services.live, self)
        self._standing = SweepStanding(services.controller, session, services.live, self)
        self._runs_chosen = False
        self._live_edit = LiveEditDesk(setup, self._controller, session, self)
        setup.ask_before_loading(self.may_run_code)
        self._connect()
        self._connect_actions()

    def _connect(self) -> None:
        self._live_edit.changed.connect(self._on_definition_changed)
        self._live_edit.refused.connect(self.refused)
        self._controller.events_arrived.connect(self._live.apply)
        self._controller.phase_changed.connect(self._on_phase_changed)
        self._controller.ended.connect(self._on_ended)
        self._setup.changed.connect(self.refresh)
        self._setup.status_changed.connect(self.refresh)
        self._session.shown.connect(self._on_session_shown)
        self._session.changed.connect(self.refresh)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.run.triggered.connect(self.run)
        actions.pause.triggered.connect(self.toggle_pause)
        actions.suspend.triggered.connect(self.suspend)
        actions.stop.triggered.connect(self._controller.stop)
        actions.abort.triggered.connect(self._controller.abort)
        actions.abort.setToolTip(
            self.tr("End the running trials now; they count as stopped (Ctrl+Shift+.)")
        )
        actions.stop.setToolTip(
            self.tr("Start no further trials and let the running ones finish (Ctrl+.)")
        )

    @property
    def phase(self) -> SweepPhase:
        """Where the sweep stands."""
        return self._controller.phase

    @property
    def is_paused(self) -> bool:
        """True while the sweep is paused."""
        return self._controller.phase is SweepPhase.PAUSED

    @property
    def is_stopping(self) -> bool:
        """True while a sweep that was stopped waits for its running trials."""
        return self._controller.phase is SweepPhase.STOPPING

    def progress(self) -> SweepProgress:
        """Returns what the status bar says."""
        return self._standing.progress()

    def tone(self) -> ProgressTone:
        """Returns the colour of the progress bar."""
        return self._standing.tone()

    def best_text(self) -> str:
        """Returns the best value so far; empty without one."""
        return self._standing.best_text()

    @Slot()
    def refresh(self) -> None:
        """Says on the Run button what it would do, or why it cannot."""
        actions, phase = self._actions, self._controller.phase
        is_active = phase.is_active
        may_pause = phase in {SweepPhase.RUNNING, SweepPhase.PAUSED}
        reason = "" if is_active else self._next.why_not()
        actions.run.setEnabled(not is_active and not reason)
        actions.run.setToolTip(plain_tip(reason) or self.tr("Start the sweep (Ctrl+R)"))
        actions.run.setStatusTip(reason)
        actions.pause.setEnabled(may_pause)
        actions.suspend.setEnabled(may_pause and not self._controller.is_suspended)
        actions.stop.setEnabled(may_pause)
        actions.abort.setEnabled(is_active and not self._controller.is_aborting)
        if not is_active:
            self.run_text_changed.emit(self._next.text())

    def why_not_run(self) -> str:
        """Why Run is disabled, in one sentence; empty where it is not."""
        return "" if self._controller.phase.is_active else self._next.why_not()

    def trials_to_start(self) -> int | None:
        """Returns how many trials Run would start; None where that is not known."""
        return self._next.trials()

    @Slot()
    def run(self) -> None:
        """Starts the sweep that the form describes."""
        self._setup.settle()
        if self._controller.phase.is_active or self._next.why_not() or not self.may_run_code():
            return
        what_starts = self._next.text()
        more = self._next.trials()
        if self._start(more):
            self.run_text_changed.emit(what_starts)  # and goes on saying so while it runs

    def run_only(self, *, again: Sequence[int] = (), typed: Sequence[Params] = ()) -> None:
        """Starts a sweep of chosen trials and no others, whatever the limits in the form say.

        Args:
            again: earlier trials that are run once more.
            typed: parameters that a person gave.
        """
        self._setup.settle()
        reason = self.why_not_again() if again else self.why_not_typed()
        if not self._controller.phase.is_active and not reason and self.may_run_code():
            self._start(None, again=again, typed=typed)

    def _start(
        self, more: int | None, *, again: Sequence[int] = (), typed: Sequence[Params] = ()
    ) -> bool:
        """Starts a sweep of so many trials, or of the chosen ones; says whether it began."""
        config = self._setup.config()
        left_behind = self._session.trials_left_behind(config)
        try:
            config = self._session.begin_sweep(config)
        except SessionInUse as problem:
            self.refused.emit(str(problem))
            return False
        self._runs_chosen = bool(again or typed)
        again = (*self._session.take_to_run_again(), *again)
        already = self._live.store.counted
        budget = config.budget
        self._standing.workers = budget.concurrency
        if self._runs_chosen:
            more, budget = len(again) + len(typed), nothing_else(budget, already)
        elif more is not None:
            budget = budget.model_copy(update={"trials": already + more})
        self._plan(None if more is None else already + more)
        path = self._session.path
        self._controller.start(
            replace(config, budget=budget),
            earlier=EarlierTrials.of_store(self._live.store.snapshot()),
            log_folder=None if path is None else logs_folder(path),
            again=again,
            typed=typed,
            journal=self._session.journal_order(),
        )
        if left_behind:
            self.noted.emit(left_behind)
        return True

    def why_not_again(self) -> str:
        """Why no earlier trial can be run again just now; empty where one can."""
        if self._controller.phase.is_active:
            return self.why_not_typed()
        if self._session.ran_config is not None and self._session.has_other_setup:
            return self.tr("The setup describes another sweep now; undo its changes first.")
        return self.why_not_typed()

    def why_not_typed(self) -> str:
        """Why no parameters can be tried just now; empty where they can."""
        match self._controller.phase:
            case SweepPhase.STOPPING:
                return self.tr("The sweep is stopping.")
            case SweepPhase.IDLE:
                return self._next.why_not_chosen()
            case _:
                return ""

    def may_run_code(self) -> bool:
        """Says whether the target's code may be loaded; asks where a file brought it."""
        question = self._session.trust_question()
        if question is not None and not ask_to_trust(self._window, question):
            return False
        self._session.grant_trust()
        return True

    @Slot()
    def toggle_pause(self) -> None:
        """Pauses, or ends a pause."""
        if self._controller.phase is SweepPhase.PAUSED:
            self._controller.resume()
        else:
            self._controller.pause()

    @Slot()
    def suspend(self) -> None:
        """Pauses, and lets the running trials stand still."""
        self._controller.suspend()

    def _plan(self, trials: int | None) -> None:
        self._standing.planned = trials
        self.planned_changed.emit(trials)

    @Slot()
    def _on_session_shown(self) -> None:
        self._setup.set_locked(self._session.is_followed)
        self._plan(self._next.in_all())
        self._standing.workers = self._setup.config().budget.concurrency
        self.refresh()

    @Slot(object)
    def _on_phase_changed(self, phase: SweepPhase) -> None:
        self.refresh()
        self.phase_changed.emit(phase)

    @Slot(object)
    def _on_definition_changed(self, config: SweepConfig) -> None:
        """Takes what was changed of the sweep while it runs."""
        self._standing.workers = config.budget.concurrency
        self._plan(self._next.in_all_by(config))
        self.refresh()

    @Slot(object, object)
    def _on_ended(self, outcome: TuningFinished | None, problem: TuningError | None) -> None:
        self._session.end_sweep()
        if self._runs_chosen:
            self._runs_chosen = False
            self._plan(self._next.in_all())
        self.refresh()
        self.finished.emit(outcome, problem)
