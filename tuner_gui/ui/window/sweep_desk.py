"""Runs, pauses and stops the sweep of the window, and says how it stands. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.eta import eta_seconds
from tuner_gui.session.lock import SessionInUse
from tuner_gui.session.naming import logs_folder
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.window.chosen_trials import nothing_else
from tuner_gui.ui.window.live_edit_desk import LiveEditDesk
from tuner_gui.ui.window.planned import GridTally, trials_in_all
from tuner_gui.ui.window.questions import ask_to_trust
from tuner_gui.ui.window.status_line import SweepProgress

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
    from tuner_gui.ui.window.status_line import ProgressTone


_ETA_TRIALS = 1_000


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
        self._planned: int | None = None
        self._workers = 1
        self._runs_chosen = False
        self._tally = GridTally()
        self._live_edit = LiveEditDesk(setup, self._controller, session, self)
        self._live_edit.changed.connect(self._on_definition_changed)
        self._live_edit.refused.connect(self.refused)
        setup.ask_before_loading(self.may_run_code)
        self._controller.events_arrived.connect(self._live.apply)
        self._controller.phase_changed.connect(self._on_phase_changed)
        self._controller.ended.connect(self._on_ended)
        self._setup.changed.connect(self.refresh)
        self._setup.status_changed.connect(self.refresh)
        self._session.shown.connect(self._on_session_shown)
        self._session.changed.connect(self.refresh)
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
        store = self._live.store
        running = store.states == STATES.index(TrialState.RUNNING)
        ages_ms = (time() - store.started_at[running]) * 1000
        done = self._done()
        return SweepProgress(
            done=done,
            total=None if self._planned is None else max(self._planned, done),
            running=int(running.sum()),
            workers=self._workers,
            failed=store.count(TrialState.FAILED),
            left_s=eta_seconds(
                store.duration_ms[-_ETA_TRIALS:],
                done=self._done(),
                total=self._planned,
                concurrency=self._workers,
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
        return self._planned is None or self._done() >= self._planned

    @Slot()
    def refresh(self) -> None:
        """Says on the Run button what it would do, or why it cannot."""
        is_active = self._controller.phase.is_active
        reason = "" if is_active else self._why_not()
        self._actions.run.setEnabled(not is_active and not reason)
        self._actions.run.setToolTip(reason or self.tr("Start the sweep (Ctrl+R)"))
        self._actions.run.setStatusTip(reason)
        self._actions.pause.setEnabled(
            self._controller.phase in {SweepPhase.RUNNING, SweepPhase.PAUSED}
        )
        self._actions.suspend.setEnabled(
            self._controller.phase in {SweepPhase.RUNNING, SweepPhase.PAUSED}
            and not self._controller.is_suspended
        )
        self._actions.stop.setEnabled(
            self._controller.phase in {SweepPhase.RUNNING, SweepPhase.PAUSED}
        )
        self._actions.abort.setEnabled(is_active and not self._controller.is_aborting)
        if not is_active:
            self.run_text_changed.emit(self._run_text())

    def why_not_run(self) -> str:
        """Why Run is disabled, in one sentence; empty where it is not."""
        return "" if self._controller.phase.is_active else self._why_not()

    def trials_to_start(self) -> int | None:
        """Returns how many trials Run would start; None where that is not known."""
        return self._trials_to_start(self._setup.config())

    @Slot()
    def run(self) -> None:
        """Starts the sweep that the form describes."""
        self._setup.settle()
        if self._controller.phase.is_active or self._why_not() or not self.may_run_code():
            return
        what_starts = self._run_text()
        more = self._trials_to_start(self._setup.config())
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
        self._workers = budget.concurrency
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
                return self._why_not_start()
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
        self._planned = trials
        self.planned_changed.emit(trials)

    def _why_not(self) -> str:
        reason = self._why_not_start()
        if not reason and self._trials_to_start(self._setup.config()) == 0:
            return self.tr("Every combination of the grid has been tried.")
        return reason

    def _why_not_start(self) -> str:
        if self._session.is_opening:
            return self.tr("A session is being opened.")
        if self._session.is_followed:
            return self.tr("Another program runs this session; it is only shown here.")
        problems = self._setup.problems()
        if problems:
            return problems[0]
        config = self._setup.config()
        if self._session.has_unsaved_trials and not self._session.is_continued_by(config):
            return self.tr("Save the trials first: they are only in memory.")
        return ""

    def _trials_to_start(self, config: SweepConfig) -> int | None:
        """The rest of what was planned; once that is done, as many again."""
        planned = self._setup.planned_trials()
        if planned is None or not self._session.is_continued_by(config):
            return planned
        return max(self._session.lost_count, self._trials_left(config, planned))

    def _trials_left(self, config: SweepConfig, planned: int) -> int:
        is_grid = isinstance(config.strategy, GridKind)
        done = self._grid_points_tried(config) if is_grid else self._live.store.counted
        if done is None:
            return planned  # it passes by what was tried, which shows only while it runs
        if done < planned:
            return planned - done
        size = self._setup.grid_size() if is_grid else None
        return planned if size is None else min(planned, size - done)

    def _grid_points_tried(self, config: SweepConfig) -> int | None:
        ran, store = self._session.ran_config, self._live.store
        is_of_one_space = ran is not None and ran.space_revision == 1
        if is_of_one_space and self._session.is_as_before(config):
            return store.asked - store.count(TrialState.STOPPED)
        return self._tally.tried(config.space, store)

    def _run_text(self) -> str:
        if self._setup.problems():
            return self.tr("Run")
        config = self._setup.config()
        count = self._trials_to_start(config)
        if count is None:
            return self.tr("Run")
        if self._session.is_continued_by(config):
            if count == 1:
                return self.tr("Run 1 more trial")
            return self.tr("Run {count} more trials").format(count=f"{count:,}")
        if count == 1:
            return self.tr("Run 1 trial")
        return self.tr("Run {count} trials").format(count=f"{count:,}")

    @Slot()
    def _on_session_shown(self) -> None:
        self._setup.set_locked(self._session.is_followed)
        self._plan_by_form()
        self._workers = self._setup.config().budget.concurrency
        self.refresh()

    def _plan_by_form(self) -> None:
        done = self._live.store.counted
        trials = self._setup.planned_trials()
        is_known = trials is not None and (done > 0 or self._session.is_followed)
        self._plan(max(done, trials or 0) if is_known else done or None)

    @Slot(object)
    def _on_phase_changed(self, phase: SweepPhase) -> None:
        self.refresh()
        self.phase_changed.emit(phase)

    @Slot(object)
    def _on_definition_changed(self, config: SweepConfig) -> None:
        """Takes what was changed of the sweep while it runs."""
        self._workers = config.budget.concurrency
        size = self._setup.grid_size()
        tried = None if size is None else self._grid_points_tried(config)
        left = None if size is None or tried is None else max(0, size - tried)
        self._plan(trials_in_all(config, self._live.store.counted, left))
        self.refresh()

    @Slot(object, object)
    def _on_ended(self, outcome: TuningFinished | None, problem: TuningError | None) -> None:
        self._session.end_sweep()
        if self._runs_chosen:
            self._runs_chosen = False
            self._plan_by_form()
        self.refresh()
        self.finished.emit(outcome, problem)
