"""What a trial host prints: the pipe behind its stdout and stderr, read by the parent."""

from __future__ import annotations

import fcntl
import math
import os
from selectors import EVENT_READ
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from selectors import BaseSelector

_CHUNK = 1 << 18
_CAPACITY = 1 << 20
_LEAST_CAPACITY = 1 << 16
_WORTH_READING = 1 << 16
_LEAVE_ALONE_S = 0.01


class CapturedOutput:
    """A pipe that many may write to: the host, its C code, the programs that it starts.

    A writer waits while the pipe is full, so that nothing piles up in this process.
    """

    def __init__(self) -> None:
        self._readable, self.child_end = os.pipe()
        os.set_blocking(self._readable, False)
        self._capacity = _widen(self._readable)

    def fileno(self) -> int:
        """The file descriptor to wait on."""
        return self._readable

    def close_child_end(self) -> None:
        """Leaves the writing end to the child, which has it by now."""
        os.close(self.child_end)

    def read(self) -> bytes | None:
        """Returns what is there, at most a chunk; nothing yet: empty; no writer is left: None."""
        try:
            return os.read(self._readable, _CHUNK) or None
        except BlockingIOError:
            return b""

    def drain(self) -> bytes:
        """Returns all that was written before this call.

        That is at most what the pipe holds: one who goes on writing cannot keep us here.
        """
        chunks: list[bytes] = []
        size = 0
        while size < self._capacity and (chunk := self.read()):
            chunks.append(chunk)
            size += len(chunk)
        return b"".join(chunks)

    def close(self) -> None:
        """Closes the reading end."""
        os.close(self._readable)


class OutputListener:
    """Hands on what a host prints as it comes, in pieces worth the trouble.

    A program that prints line by line would wake this thread for each line: after a small piece the
    pipe is left alone for some milliseconds.
    """

    def __init__(
        self, output: CapturedOutput, selector: BaseSelector, take: Callable[[bytes], None]
    ) -> None:
        self._output = output
        self._selector = selector
        self._take = take
        self._is_listening = False
        self.due = math.inf

    def listen(self) -> None:
        """Waits for output from now on."""
        if not self._is_listening:
            self._selector.register(self._output, EVENT_READ, self._on_readable)
        self._is_listening = True
        self.due = math.inf

    def stop(self) -> None:
        """Waits no longer."""
        if self._is_listening:
            self._selector.unregister(self._output)
        self._is_listening = False
        self.due = math.inf

    def _on_readable(self) -> None:
        if not self._is_listening:
            return
        data = self._output.read()
        if data is None:
            self.stop()
            return
        if len(data) < _WORTH_READING:
            self.stop()
            self.due = monotonic() + _LEAVE_ALONE_S
        if data:
            self._take(data)


def _widen(pipe: int) -> int:
    """Gives the pipe more room where the system has it; returns how many bytes it holds."""
    if not hasattr(fcntl, "F_SETPIPE_SZ"):
        return _LEAST_CAPACITY
    try:
        return fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _CAPACITY)
    except OSError:  # the person's share of pipe memory is used up
        return fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)
