"""The QApplication and its habits: garbage, thread switches, signals. GUI thread."""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEventLoop,
    QLocale,
    QObject,
    QTimer,
    Slot,
)
from PySide6.QtWidgets import QApplication

from tuner_gui.ui.style.icons import app_icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Application: TypeAlias = QApplication
"""Its name for app.py, which does not import Qt."""

_COLLECT_INTERVAL_MS = 2_000
_SWITCH_INTERVAL_S = 0.0002
_SIGNAL_INTERVAL_MS = 200


def make_application(arguments: Sequence[str]) -> Application:
    """Returns the application, made ready for a window."""
    QCoreApplication.setApplicationName("tuner-gui")
    QCoreApplication.setOrganizationName("tuner-gui")
    # numbers are written the same way on every machine, as in scripts and files
    QLocale.setDefault(QLocale.c())
    app = QApplication(list(arguments))
    app.setDesktopFileName("tuner-gui")
    app.setWindowIcon(app_icon())
    # a pipeline that burns Python gives the interpreter back soon enough for a frame
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    return app


class GarbageTimer(QObject):
    """Collects garbage on the GUI thread only: elsewhere, or in mid-paint, it crashes Qt."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_INTERVAL_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    @Slot()
    def _on_tick(self) -> None:
        # the oldest generation holds the trials; it is walked only when it has grown
        counts, thresholds = gc.get_count(), gc.get_threshold()
        gc.collect(2 if counts[2] > thresholds[2] else 1)


def call_soon(call: Callable[[], object]) -> None:
    """Calls once the event loop is idle, after what is being shown has been painted."""
    QTimer.singleShot(0, call)


def run_until(condition: Callable[[], bool], timeout_ms: int) -> bool:
    """Runs the event loop until a condition holds; says whether it came to."""
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        if clock.elapsed() > timeout_ms:
            return False
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return True


def on_termination(app: Application, close: Callable[[], object]) -> None:
    """Closes the window when the process is asked to end (Ctrl+C, a session's end, kill)."""

    def ask_to_close(_number: int, _frame: object) -> None:
        QTimer.singleShot(0, close)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_close)
    # Python sees a signal only between two of its instructions: give it some
    heartbeat = QTimer(app)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(_SIGNAL_INTERVAL_MS)
