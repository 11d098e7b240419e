"""Hosts on their way out: asked to exit, not needed any more, killed if they do not go."""

from __future__ import annotations

import math
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.executors.host_process import HostProcess

_LOOK_EVERY_S = 0.05


class Departures:
    """Sees idle hosts out without waiting for them, until it has to."""

    def __init__(self, grace_s: float) -> None:
        self._grace_s = grace_s
        self._leaving: list[tuple[float, HostProcess]] = []
        self.due = math.inf

    def add(self, host: HostProcess) -> None:
        """Asks a host to exit."""
        host.leave()
        now = monotonic()
        self._leaving.append((now + self._grace_s, host))
        self.due = now + _LOOK_EVERY_S

    def on_time(self, now: float) -> None:
        """Lets go of those that have gone, kills those that took too long."""
        if now < self.due:
            return
        for entry in list(self._leaving):
            deadline, host = entry
            if now >= deadline or host.has_exited:
                self._leaving.remove(entry)
                host.end()
        self.due = now + _LOOK_EVERY_S if self._leaving else math.inf

    def finish(self) -> None:
        """Waits for all of them."""
        for deadline, host in self._leaving:
            host.wait_gone(deadline - monotonic())
            host.end()
        self._leaving.clear()
        self.due = math.inf
