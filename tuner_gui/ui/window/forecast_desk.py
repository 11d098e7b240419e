"""How long what Run starts will take, said beside Run; long sweeps warn. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.insight.eta import whole_seconds
from tuner_gui.ui.formats import format_estimate
from tuner_gui.ui.space.preview_words import time_words

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.specs import DatasetSpec, TargetSpec
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.run_bar import RunBar
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk

    Work: TypeAlias = tuple[TargetSpec | None, DatasetSpec]

_LONG_S = 3_600
_LATEST = 1_000


class ForecastDesk(QObject):
    """Judges by trials of the same target on the same data: those of the session, or a single try.

    Signals:
        changed(): the estimate is another one.
    """

    changed = Signal()

    def __init__(
        self,
        setup: SetupPanel,
        services: Services,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        run_bar: RunBar,
        messages: SweepMessages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._live = services.live
        self._session = session
        self._sweep = sweep
        self._run_bar = run_bar
        self._messages = messages
        self._work: Work | None = None
        self._typical_ms: list[float] = []
        self._is_judged_by_sweep = False
        self._seconds: float | None = None
        self._trials: int | None = None
        self._was_active = False
        setup.changed.connect(self.refresh)
        setup.status_changed.connect(self.refresh)
        session.shown.connect(self.refresh)
        services.live.replaced.connect(self.refresh)
        sweep.phase_changed.connect(self._on_phase_changed)

    @property
    def seconds(self) -> float | None:
        """How long what Run starts will take; None while nobody knows."""
        return self._seconds

    @property
    def trials(self) -> int | None:
        """How many trials Run starts; None while nobody knows."""
        return self._trials

    @property
    def workers(self) -> int:
        """How many trials run at a time."""
        return self._setup.config().budget.concurrency

    def learn(self, config: SweepConfig, duration_ms: float) -> None:
        """Takes how long a single trial took; trials of a sweep tell more."""
        if self._is_judged_by_sweep and self._work == _work(config):
            return
        self._judge_by(_work(config), [duration_ms], is_sweep=False)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Estimates anew; while a sweep runs, its own progress says more."""
        if self._sweep.phase.is_active:
            return
        self._look_at_trials()
        config = self._setup.config()
        before = (self._seconds, self._trials)
        self._trials = None if self._sweep.why_not_run() else self._sweep.trials_to_start()
        self._seconds = None
        if self._work == _work(config):
            self._seconds = whole_seconds(
                self._typical_ms, trials=self._trials, concurrency=config.budget.concurrency
            )
        limit = config.budget.time_limit_s
        if self._seconds is not None and limit is not None:
            self._seconds = min(self._seconds, limit)
        self._show()
        if before != (self._seconds, self._trials):
            self.changed.emit()

    def _look_at_trials(self) -> None:
        ran, store = self._session.ran_config, self._live.store
        if ran is None:
            return
        complete = store.states == STATES.index(TrialState.COMPLETE)
        durations = store.duration_ms[complete][-_LATEST:]
        durations = durations[np.isfinite(durations)]
        if len(durations):
            self._judge_by(_work(ran), durations.tolist(), is_sweep=True)

    def _judge_by(self, work: Work, durations_ms: list[float], *, is_sweep: bool) -> None:
        self._work, self._typical_ms = work, durations_ms
        self._is_judged_by_sweep = is_sweep

    def _show(self) -> None:
        seconds = self._seconds
        if seconds is None or self._trials is None:
            self._run_bar.set_estimate("", "")
            return
        text = self.tr("Run takes about {time}").format(time=format_estimate(seconds))
        self._run_bar.set_estimate(text, self._sentence(), is_long=seconds > _LONG_S)

    def _sentence(self) -> str:
        if self._seconds is None or self._trials is None:
            return ""
        time = time_words(self._seconds, self.workers)
        if self._trials == 1:
            return self.tr("This trial will take {time}.").format(time=time)
        return self.tr("These {count} trials will take {time}.").format(
            count=f"{self._trials:,}", time=time
        )

    @Slot(object)
    def _on_phase_changed(self) -> None:
        is_active = self._sweep.phase.is_active
        if is_active and not self._was_active:
            self._run_bar.set_estimate("", "")
            if self._seconds is not None and self._seconds > _LONG_S:
                hint = self.tr("Stop keeps what is finished.")
                self._messages.advise(f"{self._sentence()} {hint}")
        self._was_active = is_active
        self.refresh()


def _work(config: SweepConfig) -> Work:
    return (config.target, config.dataset)
