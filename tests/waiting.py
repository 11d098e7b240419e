"""Waiting for what other processes do: asked again and again, up to a deadline."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


def wait_until(holds: Callable[[], bool], timeout_s: float = 20.0) -> None:
    """Return once the condition holds; fail when it has not by the deadline."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        pause.wait(0.01)
