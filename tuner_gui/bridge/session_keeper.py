"""Reads and writes sessions on a background thread; lives on the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.background import BackgroundCall
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.document import Session


class Standing(Enum):
    """How the sweep in a file stands."""

    AT_REST = "at rest"
    UNFINISHED = "unfinished"
    """The program that ran it ended before its trials did."""
    IN_USE = "in use"
    """Another program runs it now."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """What was read, ready for the window.

    Args:
        store: its trials; the session's own list is empty.
        standing: how the sweep stood when it was read.
        lost: how many trials were running when their program ended.
    """

    path: Path
    session: Session
    store: TrialStore
    standing: Standing = Standing.AT_REST
    lost: int = 0


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What is to be written.

    Args:
        store: a snapshot, read on the background thread.
        session_id: which of the window's sessions it is.
        edits: how many edits it holds, for whoever asked.
        becomes_path: the session belongs to this file once it is written.
    """

    path: Path
    config: SweepConfig
    store: TrialStore
    notes: str = ""
    session_id: int = 0
    edits: int = 0
    becomes_path: bool = False


class SessionKeeper(QObject):
    """Does one thing at a time: writes first, the latest for each file, then the latest read.

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
        self._call: BackgroundCall | None = None
        self._doing: SaveOrder | Path | None = None
        self._orders: dict[Path, SaveOrder] = {}
        self._wanted: Path | None = None
        self._write_s = 0.0

    @property
    def write_s(self) -> float:
        """How long the latest write took, in seconds."""
        return self._write_s

    @property
    def is_reading(self) -> bool:
        """True while a file is read, or waits to be."""
        return self._wanted is not None or not isinstance(self._doing, SaveOrder | None)

    @property
    def is_writing(self) -> bool:
        """True while a file is written, or waits to be."""
        return bool(self._orders) or isinstance(self._doing, SaveOrder)

    def open(self, path: Path) -> None:
        """Reads a session."""
        self._wanted = path
        self._do_next()

    def save(self, order: SaveOrder) -> None:
        """Writes a session."""
        self._orders[order.path] = order
        self._do_next()

    def wait(self, timeout_ms: int) -> bool:
        """Waits, blocking, until nothing is left to do; says whether that came to pass.

        Args:
            timeout_ms: for each file.
        """
        while self._call is not None:
            if not self._call.wait(timeout_ms):
                return False
            self._on_finished()
        return True

    def _do_next(self) -> None:
        if self._call is not None:
            return
        if self._orders:
            order = self._orders.pop(next(iter(self._orders)))
            self._do(order, BackgroundCall(partial(_write, order), "session-writer", self))
        elif self._wanted is not None:
            path, self._wanted = self._wanted, None
            self._do(path, BackgroundCall(partial(_read, path), "session-reader", self))

    def _do(self, task: SaveOrder | Path, call: BackgroundCall) -> None:
        self._doing, self._call = task, call
        call.finished.connect(self._on_finished)
        call.start()

    @Slot()
    def _on_finished(self) -> None:
        call, task = self._call, self._doing
        if call is None or not call.isFinished():
            return
        self._call = self._doing = None
        call.deleteLater()
        # whoever hears of this one already sees the next one under way
        self._do_next()
        match task, call.problem:
            case SaveOrder(), None:
                self._write_s = cast("float", call.result)
                self.saved.emit(task)
            case SaveOrder(), problem:
                self.save_failed.emit(task, problem)
            case _, None:
                self.opened.emit(call.result)
            case path, problem:
                self.open_failed.emit(path, problem)


def _read(path: Path) -> OpenedSession:
    from tuner_gui.session.file import read_session
    from tuner_gui.session.headless import settled
    from tuner_gui.session.lock import is_in_use
    from tuner_gui.targets.located import located

    is_run_elsewhere = is_in_use(path)
    session = read_session(path)
    lost = sum(record.state is TrialState.RUNNING for record in session.records)
    standing = Standing.UNFINISHED if lost else Standing.AT_REST
    standing = Standing.IN_USE if is_run_elsewhere else standing
    config = located(session.config, path.parent)
    store = TrialStore.of(config.objective, settled(session.records))
    session = replace(session, config=config, records=())
    return OpenedSession(path, session, store, standing, lost)


def _write(order: SaveOrder) -> float:
    """Returns how long it took."""
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session

    start = monotonic()
    session = Session(order.config, (), current_environment(), order.notes)
    write_session(order.path, session, order.store.records())
    return monotonic() - start
