"""Runs one trial in the middle of the space, before hundreds are started. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.bridge.sweep_controller import SweepController
from tuner_gui.core.budget import Budget
from tuner_gui.core.domains import Constant
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.middle import middle_params
from tuner_gui.core.nesting import flatten
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.sweep.logs import read_log_tail
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.inspector.printed_text import printed_text
from tuner_gui.ui.setup.choosing import with_metric
from tuner_gui.ui.space.preview_words import time_words
from tuner_gui.ui.window.other_metrics import other_metrics
from tuner_gui.ui.window.try_one_dialog import TryOneDialog

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.errors import TuningError
    from tuner_gui.core.events import TuningFinished
    from tuner_gui.core.nesting import Params
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.forecast_desk import ForecastDesk
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk

_TICK_MS = 200
_END_MS = 20_000


class TryOneDesk(QObject):
    """The trial goes through a pipeline of its own: the session's trials never see it.

    Signals:
        printed(str): a trial has ended; what it printed.
    """

    printed = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        setup: SetupPanel,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        forecast: ForecastDesk,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._setup = setup
        self._session = session
        self._sweep = sweep
        self._forecast = forecast
        self._action = window.actions_.try_one
        self._config: SweepConfig | None = None
        self._dialog: TryOneDialog | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._output = ""
        self._live = LiveStore(self)
        self._controller = SweepController(self)
        self._middle = LatestCall("middle", 0, self)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self._action.triggered.connect(self.start)
        self._middle.answered.connect(self._on_middle_found)
        self._middle.failed.connect(self._on_failed)
        self._controller.events_arrived.connect(self._live.apply)
        self._controller.ended.connect(self._on_ended)
        self._live.changed.connect(self._show)
        self._clock.timeout.connect(self._show)
        self._setup.changed.connect(self.refresh)
        self._setup.status_changed.connect(self.refresh)
        self._session.changed.connect(self.refresh)
        self._session.shown.connect(self.refresh)
        self._sweep.phase_changed.connect(self._on_phase_changed)
        self._forecast.changed.connect(self._say_verdict)

    @property
    def is_running(self) -> bool:
        """True from the wish until the trial has ended."""
        return self._middle.is_busy or self._controller.phase.is_active

    @property
    def output(self) -> str:
        """What the trial printed that was tried last, or the end of it."""
        return self._output

    def shut_down(self) -> None:
        """Ends the trial and waits for that; call it before the window goes."""
        self._middle.close()
        self._controller.abort()
        self._controller.wait(_END_MS)
        if self._dialog is not None:
            self._dialog.close()
        self._forget_output()

    @Slot()
    def refresh(self) -> None:
        """Says whether a trial may run, or why not."""
        reason = self._why_not()
        self._action.setEnabled(not reason and not self.is_running)
        tip = self.tr("Run one trial in the middle of the space, apart from the session (Ctrl+T)")
        self._action.setToolTip(plain_tip(reason) or tip)
        self._action.setStatusTip(reason)
        if self._dialog is not None:
            self._dialog.set_again_enabled(not reason, reason)

    def _why_not(self) -> str:
        if self._sweep.phase.is_active:
            return self.tr("A sweep is running.")
        if self._session.is_opening:
            return self.tr("A session is being opened.")
        return next(iter(self._setup.problems()), "")

    @Slot()
    def start(self) -> None:
        """Runs a trial of what the form describes."""
        self._setup.settle()
        if self.is_running or self._why_not() or not self._sweep.may_run_code():
            return
        config = self._config = self._setup.config()
        dialog = self._shown_dialog()
        label = "" if config.target is None else config.target.label
        dialog.show_waiting(self.tr("Starting a worker with {target}…").format(target=label))
        self._live.replace(TrialStore(config.objective))
        self._middle.ask(partial(middle_params, config.space))
        self.refresh()

    @Slot()
    def cancel(self) -> None:
        """Ends the trial, if one runs."""
        self._middle.cancel()
        self._controller.abort()
        if not self._controller.phase.is_active:
            self._settle()

    def _shown_dialog(self) -> TryOneDialog:
        if self._dialog is None:
            self._dialog = TryOneDialog(self._window.theme, self._window)
            self._dialog.again_requested.connect(self.start)
            self._dialog.cancel_requested.connect(self.cancel)
            self._dialog.metric_chosen.connect(self._on_metric_chosen)
        self._dialog.show()
        self._dialog.activateWindow()
        return self._dialog

    @Slot(object)
    def _on_middle_found(self, params: Params) -> None:
        if self._config is None:
            return
        self._forget_output()
        self._folder = TemporaryDirectory(prefix="tuner-gui-try-", ignore_cleanup_errors=True)
        self._controller.start(
            single_trial(self._config, params), log_folder=Path(self._folder.name)
        )
        self._clock.start()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(sentence)
        self._settle()

    @Slot(object, object)
    def _on_ended(self, _outcome: TuningFinished | None, problem: TuningError | None) -> None:
        self._show()
        store = self._live.store
        if self._dialog is not None and not len(store):
            said = self.tr("The trial was cancelled.") if problem is None else str(problem)
            self._dialog.show_problem(said)
        self._settle()
        if self._dialog is not None and self._config is not None:
            self._dialog.offer_metrics(other_metrics(store, self._config, self._output))
        self.printed.emit(self._output)
        if self._config is not None and store.count(TrialState.COMPLETE):
            self._forecast.learn(self._config, float(store.duration_ms[0]))
            self._say_verdict()

    @Slot(str)
    def _on_metric_chosen(self, name: str) -> None:
        """Lets another metric decide, and tries again."""
        model = self._setup.model
        model.apply(with_metric(model.draft, name), self.tr("Change the objective"))
        self.start()

    def _settle(self) -> None:
        self._clock.stop()
        if self._dialog is not None:
            self._dialog.set_running(is_running=False)
        self.refresh()

    @Slot()
    def _show(self) -> None:
        store = self._live.store
        if self._dialog is None or self._folder is None or not len(store):
            return
        self._dialog.show_trial(store)
        raw, is_cut = read_log_tail(Path(self._folder.name), 0)
        self._output = printed_text(raw)
        is_running = store.state(0) is TrialState.RUNNING
        self._dialog.show_output(raw, is_cut=is_cut, is_running=is_running)

    @Slot()
    def _say_verdict(self) -> None:
        """Says what the trial tells of the sweep that Run would start."""
        if self._dialog is None or self.is_running or not len(self._live.store):
            return
        if self._live.store.state(0) is TrialState.COMPLETE:
            self._dialog.set_running(is_running=False, verdict=self._verdict())

    def _verdict(self) -> str:
        forecast = self._forecast
        if forecast.seconds is None or forecast.trials is None or forecast.trials == 1:
            return ""
        return self.tr("The {count} trials of the sweep would take {time}.").format(
            count=f"{forecast.trials:,}", time=time_words(forecast.seconds, forecast.workers)
        )

    @Slot(object)
    def _on_phase_changed(self) -> None:
        if self._sweep.phase.is_active:
            self.cancel()
        self.refresh()

    def _forget_output(self) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()


def single_trial(config: SweepConfig, params: Params) -> SweepConfig:
    """Returns a sweep of one trial with these parameters, all else as it is."""
    flat = flatten(params)
    names = [name for name in config.space.names if name in flat]
    return replace(
        config,
        space=HyperParamSpace({name: Constant(flat[name]) for name in names}),
        strategy=RandomKind(),
        budget=Budget(trials=1, trial_timeout_s=config.budget.trial_timeout_s, first_failures=0),
    )
