"""Starts, steers and ends the sweep of a window. Lives on the GUI thread."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.signal_observer import SignalObserver
from tuner_gui.bridge.sweep_thread import SweepOrder, SweepThread
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.earlier import NO_TRIALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.session.journal import JournalObserver
    from tuner_gui.session.journal_lines import Remark
    from tuner_gui.session.sweep_journal import JournalOrder
    from tuner_gui.sweep.control import ControlEntry
    from tuner_gui.sweep.earlier import EarlierTrials

    ObserverMaker: TypeAlias = Callable[[SweepConfig], Sequence[ExperimentObserver]]


class SweepPhase(Enum):
    """Where the sweep of a window stands."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"

    @property
    def is_active(self) -> bool:
        """True while there is a sweep."""
        return self is not SweepPhase.IDLE


class SweepController(QObject):
    """The one seam between a window and a running sweep: control in, events out.

    Signals:
        events_arrived(list[ExperimentEvent]): about 30 times a second.
        phase_changed(SweepPhase): also when only the reason of a pause changed.
        ended(TuningFinished | None, TuningError | None): after the last event.
    """

    events_arrived = Signal(object)
    phase_changed = Signal(object)
    ended = Signal(object, object)
    _control_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._observer = SignalObserver(self)
        self._observer.events_arrived.connect(self.events_arrived)
        self._control_changed.connect(self._on_control_changed)
        self._control = SweepControl()
        self._thread: SweepThread | None = None
        self._journal: JournalObserver | None = None
        self._config: SweepConfig | None = None
        self._phase = SweepPhase.IDLE
        self._observers_for: list[ObserverMaker] = []

    def observe_by(self, observers_for: ObserverMaker) -> None:
        """Has observers made of each sweep that begins, which hear of it on its thread."""
        self._observers_for.append(observers_for)

    @property
    def phase(self) -> SweepPhase:
        """Where the sweep stands."""
        return self._phase

    @property
    def pause_reason(self) -> str:
        """Why the sweep paused itself; empty where a person asked for it."""
        return self._control.pause_reason

    @property
    def is_suspended(self) -> bool:
        """True while the running trials stand still, too."""
        return self._control.is_suspended

    @property
    def history(self) -> tuple[ControlEntry, ...]:
        """What was asked of the sweep that runs, or that ran last."""
        return self._control.history

    @property
    def config(self) -> SweepConfig | None:
        """The sweep that runs, or that ran last, as it was started."""
        return self._config

    def applied_to(self, config: SweepConfig) -> SweepConfig:
        """Returns the definition of that sweep with what was changed while it ran."""
        return self._control.applied_to(config)

    @property
    def has_trouble(self) -> bool:
        """True while what happens is only in memory, because it cannot be written."""
        return self._journal is not None and self._journal.has_trouble

    def move_journal(self, path: Path) -> None:
        """Keeps the journal of the sweep beside another session file; any thread.

        Raises:
            OSError: it cannot be written there; nothing has changed.
        """
        if self._journal is not None:
            self._journal.move_to(path)

    def keep_remarks(self, remarks: Iterable[Remark]) -> None:
        """Keeps what a person said in the journal of the running sweep, on the journal's thread.

        What it is made of may not change any more.
        """
        if self._journal is not None and self._phase.is_active:
            self._journal.take_remarks(remarks)

    @property
    def is_aborting(self) -> bool:
        """True while running trials are being ended."""
        return self._phase is SweepPhase.STOPPING and self._control.is_aborting

    def start(
        self,
        config: SweepConfig,
        *,
        earlier: EarlierTrials = NO_TRIALS,
        log_folder: Path | None = None,
        again: Sequence[int] = (),
        typed: Sequence[Params] = (),
        journal: JournalOrder | None = None,
    ) -> None:
        """Starts a sweep on a thread of its own; only while IDLE.

        Args:
            config: the sweep.
            earlier: the trials of an earlier part of it.
            log_folder: where the output of trials is kept.
            journal: what happens is written there first; None keeps no journal.
            again: earlier trials whose parameters are run first, also where the budget is used.
            typed: parameters that are run after these, likewise.
        """
        if self._phase.is_active:
            raise RuntimeError("a sweep is running")
        self._config = config
        # the signal crosses from whatever thread asks to this object's
        self._control = SweepControl(on_change=self._control_changed.emit)
        self._control.run_again(*again)
        for params in typed:
            self._control.enqueue(params)
        self._journal = None if journal is None else journal.observer(config, self._control)
        order = SweepOrder(config, earlier, log_folder, self._journal)
        others = [each for make in self._observers_for for each in make(config)]
        self._thread = SweepThread(order, [self._observer, *others], self._control, self)
        self._thread.finished.connect(self._on_thread_finished)
        self._observer.start()
        self._thread.start()
        self._set_phase(SweepPhase.RUNNING)

    @Slot()
    def pause(self) -> None:
        """Starts no new trials."""
        self._control.pause()

    def suspend(self) -> None:
        """Starts no new trials, and lets the running ones stand still."""
        self._control.pause(suspend=True)

    @Slot()
    def resume(self) -> None:
        """Ends a pause."""
        self._control.resume()

    @Slot()
    def stop(self) -> None:
        """Lets running trials finish."""
        self._control.stop()

    @Slot()
    def abort(self) -> None:
        """Kills running trials."""
        self._control.abort()

    # requests that raise TuningError where they cannot be met

    def cancel_trial(self, number: int) -> None:
        """Ends a running trial in good order; it becomes STOPPED."""
        self._control.cancel_trial(number)

    def kill_trial(self, number: int) -> None:
        """Ends a running trial at once; it becomes STOPPED."""
        self._control.kill_trial(number)

    def skip_trial(self, number: int) -> None:
        """Ends a running trial; another one takes its place in the budget."""
        self._control.skip_trial(number)

    def enqueue(self, params: Mapping[str, object], *, note: str = "") -> None:
        """Runs these parameters next."""
        self._control.enqueue(params, note=note)

    def run_again(self, *numbers: int) -> None:
        """Runs the parameters of earlier trials next, as new trials."""
        self._control.run_again(*numbers)

    def change_budget(self, **changes: Any) -> None:
        """Changes limits of the budget, under the names of its fields."""
        self._control.change_budget(**changes)

    def replace_space(self, space: HyperParamSpace) -> None:
        """Searches another space from now on."""
        self._control.replace_space(space)

    def switch_strategy(self, kind: TunerKind) -> None:
        """Chooses by another strategy from now on."""
        self._control.switch_strategy(kind)

    def wait(self, timeout_ms: int) -> bool:
        """Waits, blocking, until the thread has ended; says whether it has."""
        if self._thread is None:
            return True
        self._thread.quit()
        has_ended = self._thread.wait(timeout_ms)
        if has_ended:
            self._on_thread_finished()
        return has_ended

    @Slot()
    def _on_control_changed(self) -> None:
        if self._thread is None:
            return
        if self._control.is_stopping:
            self._set_phase(SweepPhase.STOPPING)
        else:
            self._set_phase(SweepPhase.PAUSED if self._control.is_paused else SweepPhase.RUNNING)

    @Slot()
    def _on_thread_finished(self) -> None:
        thread = self._thread
        if thread is None or not thread.isFinished():
            return
        self._thread = None
        self._observer.stop()
        thread.deleteLater()
        self._set_phase(SweepPhase.IDLE)
        self.ended.emit(thread.outcome, thread.problem)

    def _set_phase(self, phase: SweepPhase) -> None:
        self._phase = phase
        self.phase_changed.emit(phase)
