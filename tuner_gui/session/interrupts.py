"""The signals of a terminal as requests to a running sweep; main thread."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    from tuner_gui.sweep.control import SweepControl


class InterruptHandling:
    """Turns signals into requests: the first Ctrl-C stops the sweep, what follows aborts it.

    A signal that was ignored before (nohup, a background job) stays ignored. Outside the main
    thread it does nothing, since only there Python has signals.
    """

    def __init__(self, control: SweepControl) -> None:
        self._control = control
        self._before: dict[int, Any] = {}
        self.count = 0
        """How many signals came."""
        self.only_counts = False
        """True while saving, which nothing may interrupt."""

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                number = getattr(signal, name, None)
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self.only_counts:
            return
        if self.count > 2:
            raise KeyboardInterrupt
        if self.count == 1 and number == signal.SIGINT:
            say_at_once("Stopping once the running trials are done; Ctrl-C again kills them.")
            self._control.stop()
        else:
            say_at_once("Killing the running trials.")
            self._control.abort()


def say_at_once(sentence: str) -> None:
    """Writes to stderr past its buffer, which the signal may have come in the middle of."""
    os.write(2, f"\n{sentence}\n".encode())
