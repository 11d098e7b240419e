"""When a running sweep is saved, and a thread that does it; no Qt, any thread."""

from __future__ import annotations

import logging
import threading
from time import monotonic
from typing import TYPE_CHECKING, Self

from tuner_gui.core.events import TrialCompleted, TrialFailed, TrialPruned
from tuner_gui.session.faults import SessionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tuner_gui.core.events import ExperimentEvent

logger = logging.getLogger(__name__)

LEAST_PAUSE_S = 3.0
"""Between two writes: what a crash costs while the document is small."""

_SHARE = 0.05
"""No more of the time is spent on writing, however large the document grows."""


class SavePace:
    """Says when the next write is due.

    Args:
        clock: seconds from any start, never going back.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._due = clock()

    def note_written(self, cost_s: float) -> None:
        """Notes that a write has just ended, and how long it took."""
        self._due = self._clock() + max(LEAST_PAUSE_S, cost_s * (1 - _SHARE) / _SHARE)

    def put_off(self, seconds: float) -> None:
        """Lets the next write wait, for instance because somebody has to do something first."""
        self._due = self._clock() + seconds

    def wait_s(self) -> float:
        """Returns how long to wait yet; 0 where a write is due."""
        return max(0.0, self._due - self._clock())


class Autosave:
    """An observer that saves finished trials within seconds, on a thread of its own.

    A write that fails is said once; the trials stay in memory and the next write tries again.

    Args:
        write: writes what there is to save; called on the thread.
        pace: has noted the write before the first trial.
    """

    def __init__(self, write: Callable[[], None], pace: SavePace) -> None:
        self._write = write
        self._pace = pace
        self._changed = threading.Condition()
        self._has_news = False
        self._is_closing = False
        self._has_failed = False
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Waits for the write that is under way; what came after it is the caller's to save."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join()

    def on_event(self, event: ExperimentEvent) -> None:
        """Notes that a trial has ended."""
        if isinstance(event, TrialCompleted | TrialPruned | TrialFailed):
            with self._changed:
                self._has_news = True
                self._changed.notify()

    def _run(self) -> None:
        while self._is_wanted():
            start = monotonic()
            try:
                self._write()
                self._has_failed = False
            except SessionError as error:
                if not self._has_failed:
                    logger.warning("%s The trials are kept in memory.", error.message)
                self._has_failed = True
            except Exception:  # the edge of the thread; the last write says what is wrong
                logger.exception("The session was not saved; the trials are kept in memory")
            self._pace.note_written(monotonic() - start)

    def _is_wanted(self) -> bool:
        """Waits until there is something to save and it is due; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_news or self._is_closing)
            self._changed.wait_for(lambda: self._is_closing, self._pace.wait_s())
            self._has_news = False
            return not self._is_closing
