"""Whether a session's file is still the one that was read or written last; blocking, any thread."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tuner_gui.session.naming import SESSION_ENDING, name_of


class FileMark(NamedTuple):
    """What tells one version of a file from another, whatever the clock says."""

    inode: int
    size: int
    changed_ns: int


def mark_of(path: Path) -> FileMark | None:
    """Returns the mark of a file; None where there is none that can be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileMark(status.st_ino, status.st_size, status.st_mtime_ns)


def has_other_version(path: Path, known: FileMark | None) -> bool:
    """Says whether somebody else has changed a file since it was read or written last."""
    found = mark_of(path)
    return known is not None and found is not None and found != known


def keep_other_version(path: Path, known: FileMark | None) -> Path | None:
    """Gives a file that somebody else has changed since another name; nothing of it is lost.

    Args:
        path: what is about to be replaced.
        known: as it was read or written last; None where it never was.

    Returns:
        Its new name; None where it is as it was, or gone.
    """
    if not has_other_version(path, known):
        return None
    target = Path(os.path.realpath(path))  # what a link leads to is what will be replaced
    number = 1
    while (other := target.with_name(_other_name(target, number))).exists():
        number += 1
    with suppress(OSError):  # then it cannot be replaced either, which is said by who tries
        target.rename(other)
        return other
    return None


def _other_name(path: Path, number: int) -> str:
    return f"{name_of(path)}-changed{'' if number == 1 else f'-{number}'}{SESSION_ENDING}"
