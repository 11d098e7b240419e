"""From the pipeline's thread to the window: one signal with a list, about 30 times a second."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from tuner_gui.core.events import ExperimentEvent

DRAIN_INTERVAL_MS = 33
EVENTS_A_DRAIN = 1_000
BACKLOG_SHARE = 10
"""A backlog is worked off over several frames, so that none of them is long; a tenth at a time."""


class SignalObserver(QObject):
    """An ExperimentObserver whose events come out on the thread that it lives on (the GUI's).

    Signals:
        events_arrived(list[ExperimentEvent]): what came since the last one, in order.
    """

    events_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[ExperimentEvent] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(DRAIN_INTERVAL_MS)
        self._timer.timeout.connect(self._on_tick)

    def on_event(self, event: ExperimentEvent) -> None:
        """Takes an event, on any thread; returns at once."""
        self._waiting.append(event)

    def start(self) -> None:
        """Begins to hand events on."""
        self._timer.start()

    def stop(self) -> None:
        """Ends the timer and hands on all that is left."""
        self._timer.stop()
        self._hand_on(len(self._waiting))

    def forget(self) -> None:
        """Ends the timer and drops all that is left."""
        self._timer.stop()
        self._waiting.clear()

    @Slot()
    def _on_tick(self) -> None:
        waiting = len(self._waiting)
        self._hand_on(min(waiting, max(EVENTS_A_DRAIN, waiting // BACKLOG_SHARE)))

    def _hand_on(self, count: int) -> None:
        events = [self._waiting.popleft() for _ in range(count)]
        if events:
            self.events_arrived.emit(events)
