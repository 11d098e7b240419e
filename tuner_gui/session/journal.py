"""The journal of a running sweep: an observer on the sweep's thread, with a thread of its own.

What stands in it is described in `journal_lines`, how it is read back in `journal_reading`.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tuner_gui.core.events import TuningFinished
from tuner_gui.session.faults import shortened
from tuner_gui.session.journal_file import JournalFile, copied_to
from tuner_gui.session.journal_lines import (
    SweepMoved,
    SweepSteered,
    TrialAsked,
    entry_line,
    event_line,
)
from tuner_gui.session.naming import journal_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.journal_lines import Remark, SweepBegun
    from tuner_gui.sweep.control import ControlEntry

logger = logging.getLogger(__name__)

SYNC_S = 0.5
"""What a power cut may cost; also how often a place that could not be written is tried again."""


class JournalObserver:
    """Writes each event before those observers that come after it hear of it.

    Lines that cannot be written are kept in memory and tried again until it works.

    Args:
        path: the session's file; the journal stands beside it and is appended to.
        begun: what the part of the sweep goes by.
        continues: True where a journal that stands there is of this sweep and may hold what its
            file does not; any other one is set aside.
        said: what a person has said by now; written where it goes on, as more may be said between
            two parts than the first one tells.
        on_trouble: called with a sentence, on any thread, when a line could not be written.
        on_relief: called, on any thread, when all of them have been written after that.
        on_retry_failed: called in between, on any thread, each time it was tried again in vain.
        standing: what the sweep goes by now, and all that was asked of it; None where it cannot
            be steered.
    """

    def __init__(
        self,
        path: Path,
        begun: SweepBegun,
        *,
        continues: bool = False,
        said: Iterable[Remark] = (),
        on_trouble: Callable[[str], None],
        on_relief: Callable[[], None],
        on_retry_failed: Callable[[], None] = lambda: None,
        standing: Callable[[], tuple[SweepConfig, Sequence[ControlEntry]]] | None = None,
    ) -> None:
        self._path = journal_file(Path(os.path.realpath(path)))
        self._begun = entry_line(begun)
        self._continues = continues
        self._said = said
        self._on_trouble = on_trouble
        self._on_relief = on_relief
        self._on_retry_failed = on_retry_failed
        self._standing = standing
        self._steered = SweepSteered(begun.config)
        self._entries = 0
        self._remarks: deque[Iterable[Remark]] = deque()
        self._lock = threading.Lock()
        self._file: JournalFile | None = None
        self._waiting: list[bytes] = [self._begun]
        self._has_trouble = False
        self._is_dirty = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def __enter__(self) -> Self:
        if not self._continues:
            set_aside(self._path)
        elif os.path.exists(self._path):  # noqa: PTH110 - also where that cannot be asked
            self._waiting += map(entry_line, self._said)
        self._write_waiting()
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The journal's own file."""
        return self._path

    @property
    def has_trouble(self) -> bool:
        """True while lines are only in memory."""
        return self._has_trouble

    def on_asked(self, record: TrialRecord) -> None:
        """Writes that a trial is about to run."""
        self._say(TrialAsked(record))

    def on_event(self, event: ExperimentEvent) -> None:
        """Writes an event; what goes wrong is said to `on_trouble`."""
        self._say(event)
        if isinstance(event, TuningFinished):
            self._sync()

    def take_remarks(self, remarks: Iterable[Remark]) -> None:
        """Writes soon what a person said; never waits for a disk.

        It is gone through on the journal's thread: nothing it is made of may change any more.
        """
        self._remarks.append(remarks)

    def move_to(self, path: Path) -> None:
        """Goes on beside another session file, with all that was written so far.

        Raises:
            OSError: the new place cannot be written; nothing has changed.
        """
        if self._closing.is_set():  # the session that is written at the end needs none
            return
        new_path = journal_file(Path(os.path.realpath(path)))
        if new_path == self._path:
            return
        with self._lock:
            old, waiting = self._file, b"".join(self._waiting)
            set_aside(new_path)
            try:
                new = JournalFile(new_path) if old is None else copied_to(new_path, old)
            except OSError:
                # the old place may be gone; the new session holds its trials already
                new, waiting = JournalFile(new_path), b"".join([self._begun, *self._waiting])
            try:
                new.append(waiting)
            except OSError:
                new.close()
                raise
            self._file, self._path, self._waiting = new, new_path, []
            self._is_dirty = True
        if old is not None:
            with suppress(OSError):
                old.append(entry_line(SweepMoved(path.name)))
                old.sync()
            old.close()
        self._end_trouble()

    def close(self) -> bool:
        """Ends the thread and the file; says whether all lines are safe. May be called twice."""
        if not self._closing.is_set():
            self._closing.set()
            if self._thread.is_alive():
                self._thread.join()
            self._write_steering()
            self._write_remarks()
            self._write_waiting()
            self._sync()
            with self._lock:
                if self._file is not None:
                    self._file.close()
        return not self._waiting

    def remove(self) -> None:
        """Closes and removes the file: the session holds all of it."""
        self.close()
        with suppress(OSError):
            self._path.unlink()

    # writing

    def _say(self, event: ExperimentEvent | TrialAsked) -> None:
        try:
            line = event_line(event)
        except (ValueError, TypeError):
            logger.exception("An event cannot be written to the journal: %r", event)
            return
        self._write(line)

    def _write(self, line: bytes) -> None:
        try:
            with self._lock:
                self._append(line)
        except OSError as error:
            self._begin_trouble(error)

    def _append(self, line: bytes) -> None:
        if self._file is None or self._waiting:  # the order stays
            self._waiting.append(line)
            return
        try:
            self._file.append(line)
        except OSError:
            self._waiting.append(line)
            raise
        self._is_dirty = True

    def _write_waiting(self) -> None:
        """Writes what could not be written yet, to a file that is where it belongs."""
        try:
            with self._lock:
                file = self._file_in_place()
                if self._waiting:
                    file.append(b"".join(self._waiting))
                    self._waiting.clear()
                    self._is_dirty = True
        except OSError as error:
            self._begin_trouble(error)
        else:
            self._end_trouble()

    def _file_in_place(self) -> JournalFile:
        """The open file; one that was deleted or replaced under our feet is written anew."""
        old = self._file
        if old is None:
            self._file = JournalFile(self._path)
            return self._file
        if old.is_in_place():
            return old
        old.require_its_disk()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if old.is_readable():
            new = copied_to(self._path, old)
        else:  # a share that came back
            new = JournalFile(self._path)
            self._waiting.insert(0, self._begun)
        old.close()
        self._file = new
        return new

    def _begin_trouble(self, error: OSError) -> None:
        if self._has_trouble:
            self._on_retry_failed()
            return
        self._has_trouble = True
        reason = error.strerror or type(error).__name__
        place = shortened(str(self._path.parent), 80)
        self._on_trouble(f"Nothing can be written to {place}: {reason}.")

    def _end_trouble(self) -> None:
        if self._has_trouble:
            self._has_trouble = False
            self._on_relief()

    # the thread

    def _run(self) -> None:
        while not self._closing.wait(SYNC_S):
            try:
                self._write_steering()
                self._write_remarks()
                self._write_waiting()
                self._sync()
            except Exception:  # the edge of the thread
                logger.exception("The journal was not looked after")

    def _write_steering(self) -> None:
        """Writes what was asked of the sweep since the last time."""
        if self._standing is None:
            return
        config, history = self._standing()
        if len(history) == self._entries and config == self._steered.config:
            return
        self._steered = SweepSteered(config, tuple(history[self._entries :]))
        self._entries = len(history)
        self._write(entry_line(self._steered))

    def _write_remarks(self) -> None:
        while self._remarks:
            for remark in self._remarks.popleft():
                self._write(entry_line(remark))

    def _sync(self) -> None:
        """Waits for the disk, outside the lock: a busy one takes its time."""
        with self._lock:
            file, is_dirty, self._is_dirty = self._file, self._is_dirty, False
        if file is not None and is_dirty:
            with suppress(OSError):  # also where it moved meanwhile; the next write says it
                file.sync()


def set_aside(path: Path) -> None:
    """Gives a journal that is of another sweep, or a link, another name: nothing of it is lost."""
    with suppress(OSError):
        if path.stat(follow_symlinks=False).st_size == 0:
            return
        number = 1
        while (other := path.with_name(f"{path.name}-{number}")).exists():
            number += 1
        path.rename(other)
