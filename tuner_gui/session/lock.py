"""Who may run a session: one program at a time; any thread.

The lock is a file beside the session, since the session's own file is replaced by each write. The
system releases it when its holder ends, however that comes about. Where there are no such locks
(Windows, some file shares) there is nothing to hold, and nobody is refused.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tuner_gui.core.errors import TuningError
from tuner_gui.session.naming import lock_file

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from types import TracebackType


_FLAGS = (
    getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link could lead anywhere
    | getattr(os, "O_NONBLOCK", 0)  # and a pipe would be waited for
)


class SessionInUse(TuningError):
    """Another program runs the session, or another window does."""


class SessionLock:
    """Keeps other programs from running a session, from its making until it is released.

    Args:
        path: the session's file; it need not be there yet, but in a folder that is missing
            nothing can be locked.

    Raises:
        SessionInUse: somebody else has it.
    """

    def __init__(self, path: Path) -> None:
        self._file = lock_file(Path(os.path.realpath(path)))
        self._descriptor = _locked(self._file, path.name)

    def release(self) -> None:
        """Lets others run the session. May be called twice."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            self._file.unlink()  # while it is held: who waits for it looks again
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.release()


class RunningLock:
    """The lock of the sweep that a window runs; it follows the session to another file."""

    def __init__(self) -> None:
        self._lock: SessionLock | None = None
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The session that is held; None while none is."""
        return self._path

    def hold(self, path: Path) -> None:
        """Holds the session in this file, and no other one any more.

        Raises:
            SessionInUse: somebody else has it; then what was held stays held.
        """
        if path != self._path:
            lock = SessionLock(path)
            self.release()
            self._lock, self._path = lock, path

    def release(self) -> None:
        """Holds nothing any more."""
        if self._lock is not None:
            self._lock.release()
        self._lock = self._path = None


def is_in_use(path: Path) -> bool:
    """Says whether somebody runs a session."""
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(lock_file(Path(os.path.realpath(path))), os.O_RDONLY | _FLAGS)
    except OSError:  # mostly because there is none
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _locked(file: Path, session_name: str) -> int | None:
    """The descriptor that holds the lock; None where the place has no locks."""
    if sys.platform == "win32":
        return None
    while True:
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
        except OSError:  # the session cannot be written there either, which says it better
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise SessionInUse(
                f"{session_name} is being run already, by another program or window.",
                "Wait until that has ended, or save this one under another name.",
            ) from None
        except OSError:
            os.close(descriptor)
            return None
        if _is_still(file, descriptor):
            return descriptor
        os.close(descriptor)  # its last holder removed it between the two calls


def _is_still(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
