"""Lines out of bytes as they come: of pipes and of files that grow; any thread."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 1 << 16
_CHUNK = 1 << 20
_SAME = 64


class LineSplitter:
    """Makes lines of bytes, however they were cut; a carriage return ends a line too.

    Of a line without an end only the beginning is kept, so that it does not pile up.
    """

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """Returns the lines that are whole now."""
        lines, newline, rest = data.replace(b"\r", b"\n").rpartition(b"\n")
        if not newline:
            self._rest = (self._rest + rest)[:_LONGEST]
            return []
        whole = self._rest + lines
        self._rest = rest[:_LONGEST]
        return whole.decode("utf-8", "replace").split("\n")

    def finish(self) -> list[str]:
        """Returns what came after the last end of a line."""
        rest, self._rest = self._rest, b""
        return [rest.decode("utf-8", "replace")] if rest else []


class GrowingFile:
    """A file that somebody else writes, read as it grows.

    What was in it before is not read, unless the file is written anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._inode = 0
        self._offset = 0
        self._before = b""  # what stands right before the offset
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                self._inode, self._offset = status.st_ino, status.st_size
                self._before = _bytes_before(file.fileno(), self._offset)
        except OSError:
            pass  # not there yet

    def read(self) -> tuple[bytes, bool]:
        """Returns what is new, at most a megabyte, and whether it is the file's beginning."""
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                is_same = status.st_ino == self._inode and status.st_size >= self._offset
                if status.st_size == self._offset and is_same:
                    return b"", False
                if not is_same or _bytes_before(file.fileno(), self._offset) != self._before:
                    self._inode, self._offset = status.st_ino, 0
                is_beginning = self._offset == 0
                data = os.pread(file.fileno(), _CHUNK, self._offset)
                self._offset += len(data)
                self._before = _bytes_before(file.fileno(), self._offset)
        except OSError:
            return b"", False
        return data, is_beginning and bool(data)


def _bytes_before(descriptor: int, offset: int) -> bytes:
    begin = max(0, offset - _SAME)
    return os.pread(descriptor, offset - begin, begin)
