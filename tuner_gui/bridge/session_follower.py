"""Follows a session that another program runs; reads on a thread of its own. GUI thread."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.signal_observer import SignalObserver
from tuner_gui.session.journal_reading import JournalReading
from tuner_gui.session.lock import is_in_use
from tuner_gui.session.naming import journal_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuner_gui.core.marks import TrialMark

logger = logging.getLogger(__name__)

LOOK_S = 0.25
"""How often it is asked how long the journal is; only what is new is read."""


class SessionFollower(QObject):
    """Hands on what another program writes to the journal of a session.

    Signals:
        events_arrived(list[ExperimentEvent]): what happened there, about 30 times a second.
        remarked(dict[int, TrialMark], str | None): what a person has said there by now: marks, and
            another note for the sweep.
        ended(Path): that program has ended, or has written the session: read it again.
    """

    events_arrived = Signal(object)
    remarked = Signal(object, object)
    ended = Signal(object)
    _heard = Signal(int, object, object)
    _left = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._observer = SignalObserver(self)
        self._observer.events_arrived.connect(self.events_arrived)
        self._heard.connect(self._on_heard)
        self._left.connect(self._on_left)
        self._path: Path | None = None
        self._turn = 0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> Path | None:
        """The session that is followed; None while there is none."""
        return self._path

    def follow(self, path: Path, reading: JournalReading | None) -> None:
        """Follows a session from where it was read to; no other one any more.

        Args:
            path: the session's file.
            reading: of its journal; None where there was none yet.
        """
        self.stop()
        self._path = path
        self._turn += 1
        self._stopping = threading.Event()
        tail = _Tail(path, reading or JournalReading(journal_file(path)), self._observer)
        arguments = (tail, self._stopping, self._turn)
        self._thread = threading.Thread(
            target=self._run, args=arguments, name="follower", daemon=True
        )
        self._observer.start()
        self._thread.start()

    @Slot()
    def stop(self) -> None:
        """Follows nothing any more; what has been read and not been handed on is dropped."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._path = None
        self._observer.forget()

    def _run(self, tail: _Tail, stopping: threading.Event, turn: int) -> None:
        try:
            while not stopping.wait(LOOK_S):
                if not tail.goes_on():
                    break
                if tail.has_new_remarks():
                    self._heard.emit(turn, *tail.remarks)
        except Exception:  # the edge of the thread; reading it again says what is wrong
            logger.exception("The session cannot be followed")
        if not stopping.is_set():
            self._left.emit(turn)

    @Slot(int, object, object)
    def _on_heard(self, turn: int, marks: Mapping[int, TrialMark], notes: str | None) -> None:
        if turn == self._turn and self._path is not None:
            self.remarked.emit(marks, notes)

    @Slot(int)
    def _on_left(self, turn: int) -> None:
        path = self._path
        if turn == self._turn and path is not None:
            self._observer.stop()
            self._path = None
            self.ended.emit(path)


class _Tail:
    """The end of a journal, on the follower's thread."""

    def __init__(self, path: Path, reading: JournalReading, observer: SignalObserver) -> None:
        self._path = path
        self._reading = reading
        self._observer = observer
        self.remarks = self._read_remarks()

    def has_new_remarks(self) -> bool:
        """Says whether `remarks`, marks and the note, changed since the last time."""
        before, self.remarks = self.remarks, self._read_remarks()
        return before != self.remarks

    def _read_remarks(self) -> tuple[dict[int, TrialMark], str | None]:
        return dict(self._reading.story.marks), self._reading.story.notes

    def goes_on(self) -> bool:
        """Hands on what is new; False once there is nothing to follow."""
        is_run = is_in_use(self._path)
        if not self._reading.has_begun and not self._reading.path.exists():
            return is_run  # the other program is about to write it
        if self._reading.is_replaced():
            return False
        if self._reading.has_more():
            for batch in self._reading.batches():
                for event in batch:
                    self._observer.on_event(event)
        return is_run
