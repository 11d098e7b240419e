"""Reads and writes sessions on a background thread; lives on the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.background import BackgroundCall
from tuner_gui.bridge.session_work import SaveOrder, open_session, open_study, write_order

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.session.file_mark import FileMark


class SessionKeeper(QObject):
    """Does one thing at a time: writes first, the latest for each file, then the latest read.

    Signals:
        opened(OpenedSession): a file was read.
        open_failed(Path, TuningError): it could not be; nothing has changed.
        saved(SaveOrder): a file was written.
        save_failed(SaveOrder, TuningError): it could not be; the old file is as it was.
        kept_aside(Path, Path): the first was changed by another program, whose version is kept
            as the second.
    """

    opened = Signal(object)
    open_failed = Signal(object, object)
    saved = Signal(object)
    save_failed = Signal(object, object)
    kept_aside = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call: BackgroundCall | None = None
        self._doing: SaveOrder | Path | None = None
        self._orders: dict[Path, SaveOrder] = {}
        self._wanted: Path | None = None
        self._study: str | None = None
        self._file_marks: dict[Path, FileMark | None] = {}  # used by one call at a time

    @property
    def is_reading(self) -> bool:
        """True while a file is read, or waits to be."""
        return self._wanted is not None or not isinstance(self._doing, SaveOrder | None)

    @property
    def is_writing(self) -> bool:
        """True while a file is written, or waits to be."""
        return bool(self._orders) or isinstance(self._doing, SaveOrder)

    def open(self, path: Path, study: str | None = None) -> None:
        """Reads a session, or the study of that name that a file of Optuna holds."""
        self._wanted = path
        self._study = study
        self._do_next()

    def save(self, order: SaveOrder) -> None:
        """Writes a session."""
        waiting = self._orders.get(order.path)
        if waiting is not None and order.is_for_remarks:  # what waits has the person's own edits
            order = replace(waiting, store=order.store, notes=order.notes, remarks=order.remarks)
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
            write = partial(write_order, order, self._file_marks)
            self._do(order, BackgroundCall(write, "session-writer", self))
        elif self._wanted is not None:
            path, self._wanted = self._wanted, None
            self._do(path, self._reader(path))

    def _reader(self, path: Path) -> BackgroundCall:
        if self._study is not None:
            return BackgroundCall(partial(open_study, path, self._study), "study-reader", self)
        read = partial(open_session, path, self._file_marks)
        return BackgroundCall(read, "session-reader", self)

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
                self.saved.emit(task)
                if call.result is not None:
                    self.kept_aside.emit(task.path, call.result)
            case SaveOrder(), problem:
                self.save_failed.emit(task, problem)
            case _, None:
                self.opened.emit(call.result)
            case path, problem:
                self.open_failed.emit(path, problem)
