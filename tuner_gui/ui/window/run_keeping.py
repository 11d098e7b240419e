"""That no other program runs the session of the window's running sweep. GUI thread."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.session.lock import RunningLock, SessionInUse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.bridge.session_keeper import SessionKeeper
    from tuner_gui.bridge.session_work import SaveOrder


_WRITE_MS = 30_000


class RunKeeping(QObject):
    """Holds a session's file from when its sweep begins until its last save."""

    def __init__(self, keeper: SessionKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._lock = RunningLock()
        self._is_running = False
        keeper.saved.connect(self._on_saved)
        keeper.save_failed.connect(self._let_go)

    @property
    def is_running(self) -> bool:
        """True from the beginning of a sweep to its end."""
        return self._is_running

    def holds(self, path: Path) -> bool:
        """Says whether the lock of this file is the window's."""
        return self._lock.path == path

    def begin(self, path: Path) -> None:
        """Holds a session's file, whose folder is made where it is missing.

        Raises:
            SessionInUse: another program runs the session; nothing has changed.
        """
        with suppress(OSError):  # the first write says what is wrong
            path.parent.mkdir(parents=True, exist_ok=True)
        if self._keeper.is_writing:  # a write holds the file too, and may yet remove its journal
            self._keeper.wait(_WRITE_MS)
        self._lock.hold(path)
        self._is_running = True

    def end(self, save: Callable[[], None]) -> None:
        """Has the sweep written at rest, and lets go of the file once that is done."""
        self._is_running = False
        save()
        self._let_go()

    @Slot(object)
    def _on_saved(self, order: SaveOrder) -> None:
        if order.becomes_path and self._is_running:
            with suppress(SessionInUse):
                self._lock.hold(order.path)
        self._let_go()

    @Slot()
    def _let_go(self) -> None:
        if not self._is_running and not self._keeper.is_writing:
            self._lock.release()
