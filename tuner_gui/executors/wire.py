"""The wire between a trial host and its parent: JSON lines over a socket, both ends.

No pickle: what comes from a host may have been written by a stranger's code, and is only parsed.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import threading
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

CHUNK = 1 << 16
_LINE_LIMIT = 1 << 22
_SEND_LIMIT_MS = 10_000


class WireBroken(Exception):
    """The other side is gone."""


class WireGarbled(WireBroken):
    """The other side is no host any more: it says what cannot be read."""

    def __init__(self) -> None:
        super().__init__("the worker said something that cannot be read")


def _as_plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{value!r} cannot be sent to a worker.")


_encode = json.JSONEncoder(separators=(",", ":"), default=_as_plain).encode
_decode = json.JSONDecoder().decode


def to_line(message: Sequence[object]) -> bytes:
    """Returns a message as it is sent. NaN and infinities pass; tuples become lists."""
    return f"{_encode(message)}\n".encode("ascii")


class LineReader:
    """Makes messages of the bytes that arrive, however they were cut."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Any]:
        """Returns the messages that are whole now.

        Raises:
            WireGarbled: a line is no JSON, or has no end.
        """
        lines, newline, rest = data.rpartition(b"\n")
        if not newline:
            self._rest += data
            if len(self._rest) > _LINE_LIMIT:
                raise WireGarbled
            return []
        whole = (self._rest + lines).replace(b"\n", b",")
        self._rest = rest
        try:
            messages: list[Any] = _decode(f"[{whole.decode('utf-8')}]")
        except (ValueError, RecursionError) as error:
            raise WireGarbled from error
        return messages


class HostWire:
    """The host's end: blocks, for a host has nothing else to do. Any thread may send."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._reader = LineReader()
        self._waiting: deque[Any] = deque()
        self._lock = threading.Lock()

    def send(self, message: Sequence[object]) -> None:
        """Sends a message, waiting while the parent is busy.

        Raises:
            WireBroken: the parent is gone.
        """
        line = to_line(message)
        try:
            with self._lock:
                self._connection.sendall(line)
        except OSError as error:
            raise WireBroken from error

    def next(self) -> Any | None:
        """Waits for the next message; None once the parent has hung up."""
        while not self._waiting:
            data = self._connection.recv(CHUNK)
            if not data:
                return None
            self._waiting.extend(self._reader.feed(data))
        return self._waiting.popleft()

    def peek(self) -> Sequence[Any]:
        """Returns the messages that have arrived and not been taken, without waiting."""
        with contextlib.suppress(BlockingIOError):
            data = self._connection.recv(CHUNK, socket.MSG_DONTWAIT)
            self._waiting.extend(self._reader.feed(data))
        return self._waiting


class ParentWire:
    """The parent's end: never blocks on reading, and only so long on writing."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._reader = LineReader()

    def fileno(self) -> int:
        """The file descriptor to wait on."""
        return self._connection.fileno()

    def send(self, line: bytes) -> None:
        """Sends a line.

        Raises:
            WireBroken: the host is gone, or takes nothing for ten seconds.
        """
        rest = memoryview(line)
        while rest:
            try:
                rest = rest[self._connection.send(rest) :]
            except BlockingIOError:
                self._wait_for_room()
            except OSError as error:
                raise WireBroken from error

    def _wait_for_room(self) -> None:
        poller = select.poll()
        poller.register(self._connection, select.POLLOUT)
        if not poller.poll(_SEND_LIMIT_MS):
            raise WireBroken

    def receive(self) -> list[Any]:
        """Returns the messages that have arrived, perhaps none.

        Raises:
            WireBroken: the host has closed its end, or said what cannot be read.
        """
        try:
            data = self._connection.recv(CHUNK)
        except BlockingIOError:
            return []
        except OSError as error:
            raise WireBroken from error
        if not data:
            raise WireBroken
        return self._reader.feed(data)

    def hang_up(self) -> None:
        """Ends what is sent; the host reads that as the end of its work."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Closes this end."""
        self._connection.close()
