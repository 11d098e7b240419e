"""The trial host's own stdout and stderr: flushed and put back in order after each trial."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import io
import os
import sys
from typing import TextIO

_STDOUT, _STDERR = 1, 2


class ChildOutput:
    """File descriptors 1 and 2 and the streams on them, whatever trials do to them."""

    def __init__(self) -> None:
        self._pipe = os.dup(_STDOUT)
        self._libc = ctypes.CDLL(None)
        self._streams = _streams()
        sys.stdout, sys.stderr = self._streams
        faulthandler.enable(_STDERR)  # the last words of a segmentation fault

    def settle(self) -> None:
        """Flushes Python's and C's buffers, and undoes closed or replaced streams."""
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            with contextlib.suppress(Exception):  # a trial may have put anything there
                stream.flush()  # type: ignore[union-attr]
        self._libc.fflush(None)
        os.dup2(self._pipe, _STDOUT)
        os.dup2(self._pipe, _STDERR)
        if any(stream.closed for stream in self._streams):
            self._streams = _streams()
        sys.stdout, sys.stderr = self._streams


def _streams() -> tuple[TextIO, TextIO]:
    return _stream(_STDOUT), _stream(_STDERR)


def _stream(fd: int) -> TextIO:
    """A text stream that writes at once, and any text."""
    raw = io.FileIO(fd, "w", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", write_through=True)
