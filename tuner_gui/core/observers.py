"""Observers of experiment events: the contract, one that keeps a list, one to iterate."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tuner_gui.core.events import TuningFinished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.trial import TrialRecord


@runtime_checkable
class ExperimentObserver(Protocol):
    """Hears every event of a sweep, on the sweep's thread."""

    def on_event(self, event: ExperimentEvent) -> None:
        """Takes an event. One that raises is logged and dropped; the sweep goes on."""
        ...


@runtime_checkable
class AskingObserver(Protocol):
    """An observer that also hears of a trial before anything of it runs.

    A trial may be lost before its worker says that it began; nobody else would know of it then.
    """

    def on_asked(self, record: TrialRecord) -> None:
        """Takes a trial that is about to be handed to a worker; its record is RUNNING."""
        ...


class InMemoryObserver:
    """Keeps all events in a list; may be read from any thread."""

    def __init__(self) -> None:
        self._events: list[ExperimentEvent] = []
        self._lock = Lock()

    def on_event(self, event: ExperimentEvent) -> None:
        """Keeps the event."""
        with self._lock:
            self._events.append(event)

    @property
    def events(self) -> list[ExperimentEvent]:
        """A copy of all events so far, in order."""
        with self._lock:
            return list(self._events)


class QueueObserver:
    """Hands events to whoever iterates it, until TuningFinished, on any thread.

    A call that raises before its sweep starts (an empty space, no budget) tells observers nothing:
    whoever iterates on another thread waits on until `close`.
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[ExperimentEvent | None] = SimpleQueue()

    def on_event(self, event: ExperimentEvent) -> None:
        """Queues the event."""
        self._queue.put(event)

    def close(self) -> None:
        """Ends the iteration after what was heard so far."""
        self._queue.put(None)

    def __iter__(self) -> Iterator[ExperimentEvent]:
        while True:
            event = self._queue.get()
            if event is None:
                return
            yield event
            if isinstance(event, TuningFinished):
                return
