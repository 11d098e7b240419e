"""Writing a file whole or not at all, and asking for one; standard library only, any thread."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes a file so that at any moment the old or the new content is there, never a mix.

    A link is followed, and the permissions of an existing file are kept. What goes wrong, also in
    the iterable, leaves the old file as it was and no other file behind.

    Args:
        path: the file to write or replace; its folder must exist.
        data: the content, whole or in pieces.

    Raises:
        OSError: the folder is missing or read-only, the disk is full, the old file is read-only.
    """
    target = Path(os.path.realpath(path))
    mode = _mode_of_writable(target)
    temporary = target.with_name(f".tuner-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def require_own_folder(folder: Path) -> None:
    """Raises OSError where a folder is a link: what was brought with a session may lead anywhere.

    Args:
        folder: one that is made beside a session, or inside such a folder.
    """
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "it is a link to another place", str(folder))


def is_file(path: Path) -> bool:
    """Says whether there is such a file; there is none of a name that no file can have.

    Where a session names it, it may be longer than the system takes: pathlib's own would raise.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Says whether there is such a folder; there is none of a name that no folder can have."""
    return os.path.isdir(path)  # noqa: PTH112


def resolved(path: Path) -> Path:
    """Returns what a path leads to; itself where it is one that cannot be, or a link to itself."""
    try:
        return Path(os.path.realpath(path))  # pathlib's own raises where links go round in circles
    except ValueError:  # a zero byte
        return path.absolute()


def opened(path: Path) -> BinaryIO:
    """Opens a file for reading; a pipe in its place would be waited for.

    Raises:
        OSError: there is none, it may not be read, or it is a pipe or a device. Of a folder
            reading says so.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    mode = os.fstat(descriptor).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no file", str(path))
    try:
        return os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


_BINARY = getattr(os, "O_BINARY", 0)  # Windows translates line ends without it


def _mode_of_writable(target: Path) -> int | None:
    """The permissions of an existing file, None for a new one; replacing needs no right to it."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(status.st_mode)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can (some shares cannot)."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
