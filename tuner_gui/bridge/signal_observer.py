"""From the pipeline's thread to the window: one signal with a list, about 30 times a second."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from tuner_gui.core.events import ExperimentEvent

DRAIN_INTERVAL_MS = 33


class SignalObserver(QObject):
    """An ExperimentObserver whose events come out on the thread that it lives on (the GUI's).

    Signals:
        events_arrived(list[ExperimentEvent]): all that came since the last one.
    """

    events_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[ExperimentEvent] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(DRAIN_INTERVAL_MS)
        self._timer.timeout.connect(self.drain)

    def on_event(self, event: ExperimentEvent) -> None:
        """Takes an event, on any thread; returns at once."""
        self._waiting.append(event)

    def start(self) -> None:
        """Begins to hand events on."""
        self._timer.start()

    def stop(self) -> None:
        """Hands on what is left and ends the timer."""
        self._timer.stop()
        self.drain()

    @Slot()
    def drain(self) -> None:
        """Hands on what came since the last time, in one signal."""
        events = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if events:
            self.events_arrived.emit(events)
