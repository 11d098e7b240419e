"""When the window's running sweep is saved, and that no other program runs it. GUI thread."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.session.autosave import SavePace
from tuner_gui.session.lock import RunningLock, SessionInUse

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.bridge.session_keeper import SaveOrder, SessionKeeper

_LOOK_MS = 1_000
"""How often it is asked whether a write is due."""

_AFTER_FAILURE_S = 30.0
"""Where a file could not be written, the person has been asked what to do."""


class RunKeeping(QObject):
    """Keeps a sweep safe from when it begins until its last save.

    Signals:
        save_due: new trials may be written now, at no more than their share of the time.
    """

    save_due = Signal()

    def __init__(self, keeper: SessionKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._pace = SavePace()
        self._lock = RunningLock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        keeper.saved.connect(self._on_saved)
        keeper.save_failed.connect(self._on_save_failed)

    def begin(self, path: Path) -> None:
        """Holds a session's file, whose folder is made where it is missing, and looks after it.

        Raises:
            SessionInUse: another program runs the session; nothing has changed.
        """
        with suppress(OSError):  # the first write says what is wrong
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock.hold(path)
        self._timer.start()

    def end(self) -> None:
        """Lets go of the file once what has been asked to be written is."""
        self._timer.stop()
        self._let_go()

    @Slot()
    def _on_look(self) -> None:
        if self._pace.wait_s() == 0 and not self._keeper.is_writing:
            self.save_due.emit()

    @Slot(object)
    def _on_saved(self, order: SaveOrder) -> None:
        self._pace.note_written(self._keeper.write_s)
        if order.becomes_path and self._timer.isActive():
            with suppress(SessionInUse):
                self._lock.hold(order.path)
        self._let_go()

    @Slot(object, object)
    def _on_save_failed(self) -> None:
        self._pace.put_off(_AFTER_FAILURE_S)
        self._let_go()

    def _let_go(self) -> None:
        if not self._timer.isActive() and not self._keeper.is_writing:
            self._lock.release()
