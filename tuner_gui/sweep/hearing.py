"""The sweep's side of its control: requests taken, notes made, the end said. Any thread."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Condition
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.sweep.requests import EndTrial

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.sweep.agreed import Agreed
    from tuner_gui.sweep.requests import SweepRequest
    from tuner_gui.sweep.scene import SweepScene


@dataclass(frozen=True, slots=True)
class ControlEntry:
    """Something that was asked of a sweep, or that it said.

    Args:
        at: when, with time zone.
        what: a sentence.
    """

    at: datetime
    what: str


class Hearing:
    """What was asked of a sweep, as the sweep hears it; thread-safe.

    Args:
        on_change: called after each change, on the thread that made it.
    """

    def __init__(self, on_change: Callable[[], None] | None = None) -> None:
        self._changed = Condition()
        self._on_change = on_change
        self._history: list[ControlEntry] = []
        self._requests: deque[SweepRequest] = deque()
        self.version = 1
        """Another number after each request: a cheap look whether there is something to hear."""
        self._scene: SweepScene | None = None
        self._expected: Agreed | None = None
        self._has_ended = False
        self._listen_anew()

    def renew(self) -> None:
        """Forgets what was asked of a sweep that has ended; its history stays."""
        with self._changed:
            if self._has_ended:
                self._listen_anew()

    def _listen_anew(self) -> None:
        self._is_paused = self._is_suspended = False
        self._pause_reason = ""
        self._is_stopping = self._is_aborting = False
        self._has_ended = False
        self._requests.clear()

    @property
    def is_paused(self) -> bool:
        """True while no new trials start, until resume or stop."""
        return self._is_paused

    @property
    def is_suspended(self) -> bool:
        """True while the running trials stand still, too."""
        return self._is_suspended

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

    @property
    def history(self) -> tuple[ControlEntry, ...]:
        """All that was asked for so far, in order."""
        return tuple(self._history)

    def applied_to(self, config: SweepConfig) -> SweepConfig:
        """Returns a sweep's definition with all that was changed while it ran."""
        return config if self._scene is None else self._scene.agreed.applied_to(config)

    def begin(self, scene: SweepScene) -> None:
        """Says that a sweep listens from now on; what was asked for before is heard now.

        What was asked of an earlier sweep that has ended is not.
        """
        with self._changed:
            self.renew()
            self._scene = scene
            self._expected = scene.agreed

    def has_requests(self) -> bool:
        """Says whether something was asked for that the sweep has not heard yet."""
        return bool(self._requests)

    def take_request(self) -> SweepRequest | None:
        """Returns the next request, once."""
        with self._changed:
            return self._requests.popleft() if self._requests else None

    def take_endings(self) -> list[EndTrial]:
        """Returns the requests to end single trials, once; they may overtake all others."""
        with self._changed:
            taken = [request for request in self._requests if isinstance(request, EndTrial)]
            if taken:
                others = [each for each in self._requests if not isinstance(each, EndTrial)]
                self._requests = deque(others)
            return taken

    def refuse(self, sentence: str) -> None:
        """Notes that something asked for could not be done after all."""
        with self._changed:
            self._note(sentence)
            if self._scene is not None:
                self._expected = self._scene.agreed

    def note(self, sentence: str) -> None:
        """Notes something that happened to the sweep."""
        with self._changed:
            self._note(sentence)

    def ends(self) -> bool:
        """Says whether the sweep may end, and ends it then: nothing is left to hear."""
        with self._changed:
            if self._requests:
                return False
            self._has_ended = True
            return True

    def end(self) -> None:
        """Says that the sweep hears nothing any more."""
        with self._changed:
            self._has_ended = True

    def wait(self, timeout_s: float) -> None:
        """Sleeps until the next change, at most so many seconds."""
        with self._changed:
            if not self._requests:
                self._changed.wait(timeout_s)

    def _ask(self, request: SweepRequest, sentence: str) -> None:
        if self._has_ended:
            raise TuningError("The sweep has ended.", "Start it again to go on with it.")
        if self._is_stopping and not isinstance(request, EndTrial):
            raise TuningError("The sweep is stopping.", "Start it again to go on with it.")
        self._requests.append(request)
        self._note(sentence)

    def _note(self, sentence: str) -> None:
        self._history.append(ControlEntry(datetime.now(UTC), sentence))

    def _tell(self) -> None:
        with self._changed:
            self.version += 1
            self._changed.notify_all()
        if self._on_change is not None:
            self._on_change()
