"""Requests to a running sweep, from any thread."""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class SweepControl:
    """Pause, resume, stop (let trials finish) and abort (kill them). Thread-safe.

    Args:
        on_change: called after each change, on the thread that made it.
    """

    def __init__(self, on_change: Callable[[], None] | None = None) -> None:
        self._changed = Condition()
        self._on_change = on_change
        self._is_paused = False
        self._pause_reason = ""
        self._is_stopping = False
        self._is_aborting = False

    @property
    def is_paused(self) -> bool:
        """True while no new trials start, until resume or stop."""
        return self._is_paused

    @property
    def pause_reason(self) -> str:
        """Why the sweep paused itself; empty where a person asked for it."""
        return self._pause_reason

    @property
    def is_stopping(self) -> bool:
        """True once no further trial is to start."""
        return self._is_stopping

    @property
    def is_aborting(self) -> bool:
        """True once running trials are to be killed."""
        return self._is_aborting

    def pause(self, reason: str = "") -> None:
        """Starts no new trials; running ones go on. A sweep that is stopping goes on stopping.

        Args:
            reason: why the sweep pauses by itself.
        """
        with self._changed:
            if self._is_stopping:
                return
            self._is_paused = True
            self._pause_reason = reason
        self._tell()

    def resume(self) -> None:
        """Ends a pause."""
        with self._changed:
            self._is_paused = False
            self._pause_reason = ""
        self._tell()

    def stop(self) -> None:
        """Lets running trials finish, then ends the sweep."""
        self._end(is_abort=False)

    def abort(self) -> None:
        """Kills running trials (they become STOPPED) and ends the sweep."""
        self._end(is_abort=True)

    def _end(self, *, is_abort: bool) -> None:
        with self._changed:
            self._is_aborting = self._is_aborting or is_abort
            self._is_stopping = True
            self._is_paused = False
            self._pause_reason = ""
        self._tell()

    def wait(self, timeout_s: float) -> None:
        """Sleeps until the next change, at most so many seconds."""
        with self._changed:
            self._changed.wait(timeout_s)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()
        if self._on_change is not None:
            self._on_change()
