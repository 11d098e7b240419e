"""What a window reads and writes of sessions, and how; on a background thread."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES, TrialStore
from tuner_gui.session.file_mark import has_other_version, keep_other_version, mark_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.document import Session
    from tuner_gui.session.faults import SessionError
    from tuner_gui.session.file_mark import FileMark
    from tuner_gui.session.journal_reading import JournalReading
    from tuner_gui.session.opening import OpenSession
    from tuner_gui.sweep.control import ControlEntry


class Standing(Enum):
    """How the sweep in a file stands."""

    AT_REST = "at rest"
    INTERRUPTED = "interrupted"
    """The program that ran it ended before the sweep did."""
    IN_USE = "in use"
    """Another program runs it now."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """What was read, ready for the window.

    Args:
        store: its trials and their marks; the session's own list is empty.
        standing: how the sweep stood when it was read.
        lost: the trials that were running when their program ended; they stand there as stopped.
        damage: what of the journal could not be read, in whole sentences; or nothing.
        journal: what was read of it, to read on; None where there is none of this sweep.
        has_other_journal: the journal beside the file is of another sweep.
    """

    path: Path
    session: Session
    store: TrialStore
    standing: Standing = Standing.AT_REST
    lost: tuple[int, ...] = ()
    damage: str = ""
    journal: JournalReading | None = None
    has_other_journal: bool = False


class JournalCare(Enum):
    """What becomes of the journal beside a file that was written."""

    KEEP = "keep"
    REMOVE = "remove"
    """The file holds all of it."""
    SET_ASIDE = "set aside"
    """It is of the session that stood there before."""


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What is to be written.

    Args:
        store: a snapshot, read on the background thread.
        history: what was asked of the sweep.
        session_id: which of the window's sessions it is.
        edits: how many edits it holds, for whoever asked.
        remarks: how many notes and marks it holds, likewise.
        is_for_remarks: what changed is what a person said; a file that another program changed is
            not replaced for that.
        becomes_path: the session belongs to this file once it is written.
        ends_running: trials that are running are written as stopped: the file is a copy.
        is_locked: whoever asks holds the lock of the file.
        journal: what becomes of the journal beside the file.
        move_journal: takes the journal of the sweep that is running to the file.
    """

    path: Path
    config: SweepConfig
    store: TrialStore
    notes: str = ""
    history: Sequence[ControlEntry] = ()
    session_id: int = 0
    edits: int = 0
    remarks: int = 0
    is_for_remarks: bool = False
    becomes_path: bool = False
    ends_running: bool = False
    is_locked: bool = False
    journal: JournalCare = JournalCare.KEEP
    move_journal: Callable[[Path], None] | None = None


def open_session(path: Path, file_marks: dict[Path, FileMark | None]) -> OpenedSession:
    """Reads a session with its journal.

    Args:
        path: of the session.
        file_marks: how each file was when it was last read or written here; this one is noted.

    Raises:
        SessionError: it is none, or cannot be read.
    """
    from tuner_gui.session.lock import is_in_use
    from tuner_gui.session.opening import OpenSession
    from tuner_gui.targets.located import located

    is_run_elsewhere = is_in_use(path)
    mark = mark_of(path)
    opening = OpenSession(path)
    store = TrialStore.of(opening.session.config.objective, opening.session.records)
    for batch in opening.batches():
        store.apply(batch)
    store.marks.put(opening.session.marks)
    file_marks[path] = mark
    standing, lost = (Standing.IN_USE, ()) if is_run_elsewhere else _settle(store, opening)
    config = located(opening.session.config, path.parent)
    return OpenedSession(
        path,
        replace(opening.session, config=config, records=()),
        store,
        standing,
        lost,
        "" if is_run_elsewhere else opening.damage(),
        opening.journal,
        has_other_journal=opening.has_other_journal,
    )


def open_study(path: Path, name: str) -> OpenedSession:
    """Reads a study of Optuna as a session without a file.

    Raises:
        TuningError: there is no such study, or it cannot be read.
    """
    from tuner_gui.exchange.studies.reading import read_study
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment

    study = read_study(path, name)
    said = f"Read from {path.name}, the study {study.config.name} of Optuna."
    notes = "\n".join([said, *(f"- {note}" for note in study.notes)])
    session = Session(study.config, (), current_environment(), notes)
    return OpenedSession(path, session, TrialStore.of(study.config.objective, study.records))


def _settle(store: TrialStore, opening: OpenSession) -> tuple[Standing, tuple[int, ...]]:
    """Ends the trials that no program runs any more."""
    from tuner_gui.session.interrupted import LostTrials, without_running

    for record in opening.story.asked.values():
        store.put(record)
    running = (store.states == STATES.index(TrialState.RUNNING)).nonzero()[0]
    ended, lost = without_running([store.record(int(row)) for row in running], LostTrials.AGAIN)
    for record in ended:
        store.put(record)
    is_interrupted = bool(lost) or opening.journal is not None
    if opening.story.has_ended or not is_interrupted:
        return Standing.AT_REST, ()
    return Standing.INTERRUPTED, lost


def write_order(order: SaveOrder, file_marks: dict[Path, FileMark | None]) -> Path | None:
    """Writes a session; returns where the version of another program is kept, if there was one.

    Args:
        order: what is to be written, and where.
        file_marks: see `open_session`.

    Raises:
        SessionError: it cannot be written, or another program runs it.
    """
    from tuner_gui.session.lock import SessionLock

    with nullcontext() if order.is_locked else SessionLock(order.path):
        known = None if order.becomes_path else file_marks.get(order.path)
        if order.is_for_remarks and has_other_version(order.path, known):
            raise _changed_elsewhere(order.path)
        aside = keep_other_version(order.path, known)
        _write_document(order)
        file_marks[order.path] = mark_of(order.path)
        _care_for_journal(order)
    return aside


def _changed_elsewhere(path: Path) -> SessionError:
    from tuner_gui.session.faults import SessionError

    return SessionError(
        f"{path.name} was changed by another program; what you noted and marked here is not in it.",
        "Save as makes a copy of it; or open it again.",
    )


def _write_document(order: SaveOrder) -> None:
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session

    store = _settled(order.store) if order.ends_running else order.store
    session = Session(
        order.config,
        environment=current_environment(),
        notes=order.notes,
        history=order.history,
        marks=store.marks.by_number(),
    )
    write_session(order.path, session, store)


def _settled(store: TrialStore) -> TrialStore:
    """A store of the same trials, none of which is running."""
    from tuner_gui.session.headless import settled

    settled_store = store.snapshot()
    running = (store.states == STATES.index(TrialState.RUNNING)).nonzero()[0]
    for record in settled(store.record(int(row)) for row in running):
        settled_store.put(record)
    return settled_store


def _care_for_journal(order: SaveOrder) -> None:
    from tuner_gui.session.faults import SessionError
    from tuner_gui.session.journal import set_aside
    from tuner_gui.session.naming import journal_file

    journal = journal_file(order.path)
    match order.journal:
        case JournalCare.KEEP:
            pass
        case JournalCare.REMOVE:
            with suppress(OSError):
                journal.unlink()
        case JournalCare.SET_ASIDE:
            set_aside(journal)
    if order.move_journal is not None:
        try:
            order.move_journal(order.path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SessionError(f"{journal} cannot be written: {reason}.") from error
