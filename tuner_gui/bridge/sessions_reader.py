"""Reads several sessions to be compared, one after the other; lives on the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.events import TrialReported
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.insight.best_line import best_by_time, best_by_trial
from tuner_gui.insight.sweep_summary import summarised

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.insight.best_line import BestLine
    from tuner_gui.insight.sweep_summary import SweepSummary


@dataclass(frozen=True, slots=True, eq=False)
class ReadSession:
    """A session as its file and its journal stood when they were read.

    Args:
        store: its trials in columns, without what they reported.
        is_running: a program was running it.
        damage: what of the journal could not be read, in whole sentences; or nothing.
    """

    path: Path
    config: SweepConfig
    store: TrialStore
    summary: SweepSummary
    by_trial: BestLine
    by_time: BestLine
    is_running: bool = False
    damage: str = ""


class SessionsReader(QObject):
    """Reads what it is asked for in that order, on a thread of its own.

    Signals:
        read(ReadSession): a session.
        failed(Path, str): a file that is none, and why in one sentence.
        finished(): nothing is left to read.
    """

    read = Signal(object)
    failed = Signal(object, str)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Path] = []
        self._call = LatestCall("sessions-reader", 0, self)
        self._call.answered.connect(self._on_answered)
        self._call.failed.connect(self._on_failed)

    @property
    def waiting(self) -> tuple[Path, ...]:
        """What is being read, and what will be."""
        return tuple(self._waiting)

    def ask(self, path: Path) -> None:
        """Reads a session after all those that wait; one that waits already stays where it is."""
        if path in self._waiting:
            return
        self._waiting.append(path)
        if len(self._waiting) == 1:
            self._begin()

    def forget(self, path: Path) -> None:
        """Tells nothing of a session that waits."""
        if path not in self._waiting:
            return
        is_first = self._waiting[0] == path
        self._waiting.remove(path)
        if is_first:
            self._call.cancel()
            self._begin()

    def close(self) -> None:
        """Waits for what is under way; nothing is told any more."""
        self._waiting.clear()
        self._call.close()

    def _begin(self) -> None:
        if self._waiting:
            self._call.ask(partial(read_to_compare, self._waiting[0]))
        else:
            self.finished.emit()

    @Slot(object)
    def _on_answered(self, session: ReadSession) -> None:
        self._waiting.pop(0)
        self.read.emit(session)
        self._begin()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        path = self._waiting.pop(0)
        self.failed.emit(path, sentence)
        self._begin()


def read_to_compare(path: Path) -> ReadSession:
    """Returns a session in columns; what trials reported while they trained is left out.

    Raises:
        SessionError: neither the file nor its journal is a session.
    """
    from tuner_gui.session.lock import is_in_use
    from tuner_gui.session.opening import OpenSession

    is_running = is_in_use(path)
    opening = OpenSession(path)
    bare = (
        replace(record, curve=()) if record.curve else record for record in opening.session.records
    )
    store = TrialStore.of(opening.session.config.objective, bare)
    for batch in opening.batches():
        store.apply(event for event in batch if not isinstance(event, TrialReported))
    return ReadSession(
        path,
        opening.session.config,
        store,
        summarised(store),
        best_by_trial(store),
        best_by_time(store),
        is_running,
        opening.damage(),
    )
