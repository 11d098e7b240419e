"""The parent's handle on one trial host: start, talk, end; on the thread that uses the executor."""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.executors.captured import CapturedOutput
from tuner_gui.executors.wire import ParentWire, WireBroken
from tuner_gui.targets.child import is_frozen
from tuner_gui.targets.process_tree import (
    continue_all,
    descendants,
    has_exited,
    kill_descendants,
    kill_each,
    resident_mb,
    signal_group,
    stop_all,
    tree_mb,
)
from tuner_gui.targets.surroundings import path_variables

if TYPE_CHECKING:
    import psutil

    from tuner_gui.executors.lifeline import GroupGuard

_log = logging.getLogger(__name__)

_REAP_S = 5.0
_COMMAND_GRACE_S = 2.0
_LOOK_EVERY_S = 0.02


class HostProcess:
    """One child process, leader of its own session and group, with its wire and its output.

    On Linux a host dies with the thread that started it, so start it from one that lives as long
    as it is needed.

    Args:
        setup: the first line that the host gets.
        guard: kills the host's group should this process be killed.

    Raises:
        OSError: the system starts no further process.
    """

    def __init__(self, setup: bytes, guard: GroupGuard) -> None:
        self._guard = guard
        self._escaped: list[psutil.Process] = []
        self._command_group = 0
        self._suspended: list[psutil.Process] | None = None
        with contextlib.ExitStack() as undo:
            self.output = CapturedOutput()
            undo.callback(self.output.close)
            undo.callback(self.output.close_child_end)
            ours, theirs = socket.socketpair()
            undo.callback(ours.close)
            undo.callback(theirs.close)
            self._process = _start(theirs, self.output)
            undo.pop_all()
        theirs.close()
        self.output.close_child_end()
        self.wire = ParentWire(ours)
        self.pid = self._process.pid
        guard.add(self.pid)
        with contextlib.suppress(WireBroken):  # whoever sends the first job will see it too
            self.wire.send(setup)

    @property
    def has_exited(self) -> bool:
        """True once the process has ended, whoever still holds its wire."""
        return has_exited(self.pid)

    @property
    def resident_mb(self) -> float:
        """The memory that the process holds, in megabytes."""
        return resident_mb(self.pid)

    @property
    def tree_mb(self) -> float:
        """The memory that the process and all that it started hold, in megabytes."""
        return tree_mb(self.pid)

    def watch_command(self, group: int) -> None:
        """Takes the process group of a command into care, or lets go of it where `group` is 0."""
        if self._command_group:
            self._guard.discard(self._command_group)
        self._command_group = group
        if group:
            self._guard.add(group)

    @property
    def runs_command(self) -> bool:
        """True while it runs a command that may be killed without the host."""
        return self._command_group != 0 and self._suspended is None

    def kill_command(self) -> None:
        """Kills the command; the host ends what that leaves behind."""
        signal_group(self._command_group, signal.SIGKILL)

    def suspend(self) -> None:
        """Has the host and all that it started stand still."""
        if self._suspended is None:
            self._suspended = stop_all(self.pid, self._groups())

    def wake(self) -> None:
        """Has them run on, where they stand still."""
        if self._suspended is not None:
            continue_all(self._suspended, self._groups())
        self._suspended = None

    def _groups(self) -> list[int]:
        return [self._command_group, self.pid] if self._command_group else [self.pid]

    def leave(self) -> None:
        """Asks an idle host to exit in good order."""
        self._escaped = descendants(self.pid)
        self.wire.hang_up()

    def wait_gone(self, timeout_s: float) -> None:
        """Waits until the host has closed its wire, at most so long."""
        deadline = monotonic() + timeout_s
        poller = select.poll()
        poller.register(self.wire.fileno(), select.POLLIN)
        try:
            while poller.poll(max(0.0, deadline - monotonic()) * 1e3):
                self.wire.receive()
        except WireBroken:
            return

    def terminate(self) -> None:
        """Asks the host and all that it started to end, by SIGTERM."""
        self._escaped = descendants(self.pid)
        signal_group(self.pid, signal.SIGTERM)

    def begin_to_end(self) -> None:
        """Tells a host that runs a command to end that, and then itself; `end` waits for it."""
        if self._command_group and not self.has_exited:
            self.wake()
            self.terminate()
            self.wire.hang_up()

    def end(self, *, at_once: bool = False) -> tuple[str, bytes]:
        """Kills what is left of the host and of what it started, and lets go of it.

        Args:
            at_once: do not give it the time to end its command in good order.

        Returns:
            How the process ended, in words, and the last that it printed.
        """
        last_words = b""
        if at_once and not self.has_exited:
            signal_group(self.pid, signal.SIGSTOP)
            kill_descendants(self.pid, _REAP_S)
        elif self._command_group and not self.has_exited:
            last_words = self._see_command_out()
        if not self.has_exited:
            self._escaped += descendants(self.pid)
        signal_group(self.pid, signal.SIGKILL)
        kill_each(self._escaped)
        if self._command_group:
            signal_group(self._command_group, signal.SIGKILL)
        self.watch_command(0)
        self._guard.discard(self.pid)  # before the wait: until then nobody else gets this id
        try:
            status = self._process.wait(_REAP_S)
        except subprocess.TimeoutExpired:
            _log.warning("The worker process %d cannot be killed.", self.pid)
            status = -signal.SIGKILL
        last_words += self.output.drain()
        self.wire.close()
        self.output.close()
        return _in_words(status), last_words

    def _see_command_out(self) -> bytes:
        """Waits for a host that ends its command and itself; returns what is printed meanwhile."""
        self.begin_to_end()
        printed: list[bytes] = []
        deadline = monotonic() + _COMMAND_GRACE_S
        while not self.has_exited and monotonic() < deadline:
            self.wait_gone(_LOOK_EVERY_S)
            printed.append(self.output.drain())
        return b"".join(printed)


def _in_words(status: int) -> str:
    if status < 0:
        return f"the worker died (signal {-status})"
    return f"the worker exited with status {status}"


def _start(wire: socket.socket, output: CapturedOutput) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _command(wire.fileno()),
        stdin=subprocess.DEVNULL,
        stdout=output.child_end,
        stderr=output.child_end,
        pass_fds=[wire.fileno()],
        env=_environment(),
        start_new_session=True,
    )


def _command(wire_fd: int) -> list[str]:
    start = ["--trial-host"] if is_frozen() else ["-m", "tuner_gui.executors.host"]
    return [sys.executable, *start, "--fd", str(wire_fd), "--parent", str(os.getpid())]


def _environment() -> dict[str, str]:
    """What trials find around them; output comes as it is printed."""
    return {**os.environ, **path_variables(os.environ), "PYTHONUNBUFFERED": "1"}
