"""Runs a session without a window: on the main thread, saved as it goes and at the end."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from tuner_gui.core.events import TrialCompleted, TrialFailed, TrialPruned, TrialStarted
from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.session.autosave import Autosave, SavePace
from tuner_gui.session.environment import current_environment
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import write_session
from tuner_gui.session.naming import logs_folder
from tuner_gui.session.progress import ProgressBar
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.running import run_sweep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType, TracebackType

    from tuner_gui.core.events import ExperimentEvent, TuningFinished
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session


@dataclass(frozen=True, slots=True)
class HeadlessOutcome:
    """How a run ended.

    Args:
        session: as it was saved.
        finished: the sweep's last event.
        is_interrupted: True where a signal ended it.
    """

    session: Session
    finished: TuningFinished
    is_interrupted: bool


def run_headless(session: Session, path: Path, *, shows_progress: bool) -> HeadlessOutcome:
    """Runs what is left of a session and saves it.

    The file is written before the first trial too, so that a place that cannot be written is found
    before the hours, not after; and within seconds of the end of a trial, so that a program that
    is killed loses no more. Ctrl-C lets running trials finish, a second one kills them.

    Args:
        session: the sweep and its trials so far; those that were running count as stopped.
        path: where it is saved; logs go beside it.
        shows_progress: draw a progress bar on stderr.

    Raises:
        SessionError: it cannot be saved; the message says where the results are instead.
        TuningError: the sweep cannot start, or broke; what finished is saved.
    """
    session = replace(session, records=settled(session.records), environment=current_environment())
    pace = SavePace()
    start = monotonic()
    write_session(path, session)
    pace.note_written(monotonic() - start)
    control = SweepControl()
    keeper = RecordKeeper(session.records)

    def write() -> None:
        write_session(path, steered(session, control), keeper.records())

    autosave = Autosave(write, pace)
    bar = ProgressBar(session)
    observers: list[ExperimentObserver] = [keeper, autosave, *([bar] if shows_progress else [])]
    with InterruptHandling(control) as interrupts:
        try:
            with autosave:
                finished = run_sweep(
                    session.config,
                    observers,
                    control=control,
                    earlier=EarlierTrials.of(session.records, session.config.objective),
                    log_folder=logs_folder(path),
                )
        finally:
            interrupts.only_counts = True
            bar.close()
            session = replace(steered(session, control), records=settled(keeper.records()))
            _save_somewhere(path, session)
    return HeadlessOutcome(session, finished, is_interrupted=interrupts.count > 0)


def steered(session: Session, control: SweepControl) -> Session:
    """Returns a session with what its control changed while it ran, and the history of that."""
    return replace(
        session,
        config=control.applied_to(session.config),
        history=(*session.history, *control.history),
    )


def settled(records: Iterable[TrialRecord]) -> tuple[TrialRecord, ...]:
    """Returns the records of a sweep that no longer runs: none of them is RUNNING."""
    error = TrialError("stopped", "The program ended before the trial did.")
    return tuple(
        replace(record, state=TrialState.STOPPED, error=error)
        if record.state is TrialState.RUNNING
        else record
        for record in records
    )


def _save_somewhere(path: Path, session: Session) -> None:
    try:
        write_session(path, session)
    except SessionError as error:
        refuge = Path(tempfile.mkdtemp(prefix="tuner-gui-")) / path.name
        write_session(refuge, session)
        raise SessionError(f"{error.message} The results are safe in {refuge}.") from error


class RecordKeeper:
    """An observer that keeps the latest record of each trial; read it from any thread."""

    def __init__(self, records: Iterable[TrialRecord]) -> None:
        self._lock = threading.Lock()
        self._records = {record.number: record for record in records}

    def on_event(self, event: ExperimentEvent) -> None:
        """Keeps the event's record."""
        if isinstance(event, TrialStarted | TrialCompleted | TrialPruned | TrialFailed):
            with self._lock:
                self._records[event.record.number] = event.record

    def records(self) -> list[TrialRecord]:
        """Returns the records in the order of their numbers."""
        with self._lock:
            records = list(self._records.values())
        return sorted(records, key=lambda record: record.number)


class InterruptHandling:
    """Turns signals into requests: the first Ctrl-C stops the sweep, what follows aborts it.

    A signal that was ignored before (nohup, a background job) stays ignored. Outside the main
    thread it does nothing, since only there Python has signals.
    """

    def __init__(self, control: SweepControl) -> None:
        self._control = control
        self._before: dict[int, Any] = {}
        self.count = 0
        """How many signals came."""
        self.only_counts = False
        """True while saving, which nothing may interrupt."""

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                number = getattr(signal, name, None)
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self.only_counts:
            return
        if self.count > 2:
            raise KeyboardInterrupt
        if self.count == 1 and number == signal.SIGINT:
            _say("Stopping once the running trials are done; Ctrl-C again kills them.")
            self._control.stop()
        else:
            _say("Killing the running trials.")
            self._control.abort()


def _say(sentence: str) -> None:
    """Writes to stderr past its buffer, which the signal may have come in the middle of."""
    os.write(2, f"\n{sentence}\n".encode())
