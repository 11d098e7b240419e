"""Reads and writes sessions on a background thread; lives on the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.background import BackgroundCall
from tuner_gui.core.trial_store import TrialStore

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.document import Session


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """What was read, ready for the window.

    Args:
        store: its trials; the session's own list is empty.
    """

    path: Path
    session: Session
    store: TrialStore


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What is to be written.

    Args:
        store: a snapshot, read on the background thread.
    """

    path: Path
    config: SweepConfig
    store: TrialStore
    notes: str = ""


class SessionKeeper(QObject):
    """One read and one write at a time; a write asked for meanwhile follows, the latest wins.

    Signals:
        opened(OpenedSession): a file was read.
        open_failed(Path, TuningError): it could not be; nothing has changed.
        saved(SaveOrder): a file was written.
        save_failed(SaveOrder, TuningError): it could not be; the old file is as it was.
    """

    opened = Signal(object)
    open_failed = Signal(object, object)
    saved = Signal(object)
    save_failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading: tuple[Path, BackgroundCall] | None = None
        self._writing: tuple[SaveOrder, BackgroundCall] | None = None
        self._next_order: SaveOrder | None = None

    @property
    def is_reading(self) -> bool:
        """True while a file is read."""
        return self._reading is not None

    @property
    def is_writing(self) -> bool:
        """True while a file is written."""
        return self._writing is not None

    def open(self, path: Path) -> None:
        """Reads a session; refused while another one is read."""
        if self._reading is not None:
            return
        call = BackgroundCall(partial(_read, path), "session-reader", self)
        self._reading = (path, call)
        call.finished.connect(self._on_read)
        call.start()

    def save(self, order: SaveOrder) -> None:
        """Writes a session."""
        if self._writing is not None:
            self._next_order = order
            return
        call = BackgroundCall(partial(_write, order), "session-writer", self)
        self._writing = (order, call)
        call.finished.connect(self._on_written)
        call.start()

    def wait(self, timeout_ms: int) -> bool:
        """Waits, blocking, until nothing is read or written; says whether that came to pass."""
        if self._reading is not None and not self._reading[1].wait(timeout_ms):
            return False
        self._on_read()
        while self._writing is not None:
            if not self._writing[1].wait(timeout_ms):
                return False
            self._on_written()
        return True

    @Slot()
    def _on_read(self) -> None:
        if self._reading is None or not self._reading[1].isFinished():
            return
        (path, call), self._reading = self._reading, None
        call.deleteLater()
        if call.problem is None:
            self.opened.emit(call.result)
        else:
            self.open_failed.emit(path, call.problem)

    @Slot()
    def _on_written(self) -> None:
        if self._writing is None or not self._writing[1].isFinished():
            return
        (order, call), self._writing = self._writing, None
        call.deleteLater()
        if call.problem is None:
            self.saved.emit(order)
        else:
            self.save_failed.emit(order, call.problem)
        following, self._next_order = self._next_order, None
        if following is not None:
            self.save(following)


def _read(path: Path) -> OpenedSession:
    from tuner_gui.session.file import read_session
    from tuner_gui.targets.located import located

    session = read_session(path)
    store = TrialStore.of(session.config.objective, session.records)
    config = located(session.config, path.parent)
    return OpenedSession(path, replace(session, config=config, records=()), store)


def _write(order: SaveOrder) -> None:
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session

    order.path.parent.mkdir(parents=True, exist_ok=True)
    session = Session(order.config, (), current_environment(), order.notes)
    write_session(order.path, session, order.store.records())
