"""Calls on a thread of their own of which only the latest matters. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.bridge.background import BackgroundCall

if TYPE_CHECKING:
    from collections.abc import Callable


class LatestCall(QObject):
    """Makes one call at a time, a short while after it was last asked; drops stale answers.

    Args:
        name: names the thread.
        delay_ms: so long nothing new may be asked before the call is made.

    Signals:
        answered(object): the result of the latest call.
        failed(str): why the latest call has none.
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, name: str, delay_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._waiting: Callable[[], object] | None = None
        self._under_way: list[BackgroundCall] = []
        self._is_stale = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self._begin)
        # a thread that outlives its object would take the program down
        self.destroyed.connect(partial(_wait_for, self._under_way))

    @property
    def is_busy(self) -> bool:
        """True from being asked until the answer."""
        return self._waiting is not None or bool(self._under_way and not self._is_stale)

    def ask(self, call: Callable[[], object]) -> None:
        """Makes this call soon, in the place of what was asked before."""
        self._waiting, self._is_stale = call, True
        self._timer.start()

    def cancel(self) -> None:
        """Forgets what was asked."""
        self._waiting, self._is_stale = None, True
        self._timer.stop()

    def close(self) -> None:
        """Waits for what is under way; nothing is told any more."""
        self.cancel()
        _wait_for(self._under_way)

    @Slot()
    def _begin(self) -> None:
        if self._waiting is None or self._under_way:
            return
        call = BackgroundCall(self._waiting, self._name, self)
        self._waiting, self._is_stale = None, False
        self._under_way.append(call)
        call.finished.connect(self._on_finished)
        call.start()

    @Slot()
    def _on_finished(self) -> None:
        if not self._under_way:
            return
        done = self._under_way.pop()
        done.deleteLater()
        is_stale, self._is_stale = self._is_stale, False
        if not is_stale:
            if done.problem is not None:
                self.failed.emit(str(done.problem))
            else:
                self.answered.emit(done.result)
        if not self._timer.isActive():
            self._begin()


def _wait_for(calls: list[BackgroundCall]) -> None:
    for call in calls:
        call.finished.disconnect()
        call.wait()
    calls.clear()
