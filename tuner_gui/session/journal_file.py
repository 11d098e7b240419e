"""The file of a journal, open for appending. Not thread-safe, but for `sync`."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | os.O_APPEND
    | getattr(os, "O_BINARY", 0)  # Windows translates line ends without it
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link could lead anywhere
)
_PIECE = 1 << 20


class JournalFile:
    """Takes whole lines; after a write that failed the file ends with the last whole one.

    Every method but `close` raises OSError where the place cannot be written or read.

    Args:
        path: made where it is missing; its folder must exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, _FLAGS, 0o666)
        try:
            self._size = self._without_torn_line()
        except BaseException:
            os.close(self._descriptor)
            raise

    def append(self, lines: bytes) -> None:
        """Adds lines, all or none."""
        try:
            written = os.write(self._descriptor, lines)
            if written < len(lines):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise
        self._size += written

    def sync(self) -> None:
        """Waits until all that was appended would outlast a power cut."""
        os.fsync(self._descriptor)

    def is_in_place(self) -> bool:
        """Says whether the file still stands where it was opened."""
        try:
            there = self.path.stat(follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self._descriptor))

    def is_readable(self) -> bool:
        """Says whether what was written can be read back."""
        try:
            return self._size == 0 or bool(os.pread(self._descriptor, 1, 0))
        except OSError:
            return False

    def require_its_disk(self) -> None:
        """Raises OSError where the disk, or share, that it was opened on is not there any more.

        A folder made where a share used to be would hide the results once it is back.
        """
        folder = next(each for each in self.path.parents if each.exists())
        if folder.stat().st_dev != os.fstat(self._descriptor).st_dev:
            raise OSError(errno.ENODEV, "its disk or share is gone", str(self.path))

    def pieces(self) -> Iterator[bytes]:
        """Yields all that it holds."""
        at = 0
        while piece := os.pread(self._descriptor, min(_PIECE, self._size - at), at):
            at += len(piece)
            yield piece

    def close(self) -> None:
        """Closes the file."""
        with suppress(OSError):
            os.close(self._descriptor)

    def _without_torn_line(self) -> int:
        """Cuts off what stands after the last whole line; returns the size."""
        size = os.fstat(self._descriptor).st_size
        end = size
        while end > 0:
            start = max(0, end - _PIECE)
            at = os.pread(self._descriptor, end - start, start).rfind(b"\n")
            if at >= 0:
                end = start + at + 1
                break
            end = start
        if end < size:
            os.ftruncate(self._descriptor, end)
        return end


def copied_to(path: Path, source: JournalFile) -> JournalFile:
    """Returns a journal of the same lines at another place, complete from the moment it is there.

    Raises:
        OSError: the one cannot be read, or the other not written.
    """
    temporary = path.with_name(f".tuner-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            for piece in source.pieces():
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return JournalFile(path)
