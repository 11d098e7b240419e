"""Runs a session without a window: on the main thread, with a journal, and saved at the end."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.events import TrialCompleted, TrialFailed, TrialPruned, TrialStarted
from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.session.environment import current_environment
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import write_session
from tuner_gui.session.file_mark import keep_other_version, mark_of
from tuner_gui.session.interrupted import LostTrials, without_running
from tuner_gui.session.interrupts import InterruptHandling, say_at_once
from tuner_gui.session.journal import JournalObserver
from tuner_gui.session.journal_lines import SweepBegun
from tuner_gui.session.naming import journal_file, logs_folder
from tuner_gui.session.progress import ProgressBar
from tuner_gui.session.sweep_journal import WAITING, JournalPause
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.running import run_sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuner_gui.core.events import ExperimentEvent, TuningFinished
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session
    from tuner_gui.session.file_mark import FileMark


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


def run_headless(
    session: Session,
    path: Path,
    *,
    shows_progress: bool,
    is_recovered: bool = False,
    observers: Sequence[ExperimentObserver] = (),
) -> HeadlessOutcome:
    """Runs what is left of a session and saves it.

    The file is written before the first trial too, so that a place that cannot be written is found
    before the hours, not after. From then on its journal holds what happens, so that a program that
    is killed loses nothing; where that cannot be written the sweep pauses until it can. Ctrl-C lets
    running trials finish, a second one kills them.

    Args:
        session: the sweep and its trials so far.
        path: where it is saved; logs go beside it.
        shows_progress: draw a progress bar on stderr.
        is_recovered: the session holds all of the journal that stands beside `path`.
        observers: hear every event too.

    Raises:
        SessionError: it cannot be saved; the message says where the results are instead.
        TuningError: the sweep cannot start, or broke; what finished is saved.
    """
    session, again = _ready(session)
    written = _begin_file(path, session, is_recovered=is_recovered)
    control = SweepControl()
    for number in again:
        control.run_again(number)
    keeper, bar = RecordKeeper(session.records), ProgressBar(session)
    journal = _journal(path, session, control)
    bars = [bar] if shows_progress else []
    with InterruptHandling(control) as interrupts:
        try:
            with journal:
                finished = _run(session, path, control, [journal, keeper, *bars, *observers])
        finally:
            interrupts.only_counts = True
            bar.close()
            session = replace(steered(session, control), records=settled(keeper.records()))
            _end_file(path, session, written)
            journal.remove()
    return HeadlessOutcome(session, finished, is_interrupted=interrupts.count > 0)


def _ready(session: Session) -> tuple[Session, tuple[int, ...]]:
    """The session as it goes on, without running trials; and the trials to run again."""
    records, running = without_running(session.records, LostTrials.AGAIN)
    return replace(session, records=records, environment=current_environment()), running


def _begin_file(path: Path, session: Session, *, is_recovered: bool) -> FileMark | None:
    """Saves the session before its first trial; returns what tells this version of the file."""
    write_session(path, session)
    written = mark_of(path)
    if is_recovered:
        journal_file(path).unlink(missing_ok=True)
    return written


def _run(
    session: Session, path: Path, control: SweepControl, observers: Sequence[ExperimentObserver]
) -> TuningFinished:
    return run_sweep(
        session.config,
        observers,
        control=control,
        earlier=EarlierTrials.of(session.records, session.config.objective),
        log_folder=logs_folder(path),
    )


def _journal(path: Path, session: Session, control: SweepControl) -> JournalObserver:
    pause = JournalPause(control)

    def on_trouble(sentence: str) -> None:
        pause.begin(sentence)
        say_at_once(f"Paused. {sentence} {WAITING}")

    def on_relief() -> None:
        say_at_once("All trials are written; going on.")
        pause.end()

    return JournalObserver(
        path,
        SweepBegun(session.config, session.notes, session.records[-1] if session.records else None),
        on_trouble=on_trouble,
        on_relief=on_relief,
        on_retry_failed=pause.hold,
        standing=lambda: (control.applied_to(session.config), control.history),
    )


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


def _end_file(path: Path, session: Session, written: FileMark | None) -> None:
    """Saves the session, at another place where it must; what others wrote meanwhile is kept."""
    if other := keep_other_version(path, written):
        say_at_once(f"{path} was changed meanwhile; that version is kept as {other.name}.")
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
