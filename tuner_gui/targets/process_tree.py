"""Ending processes with all that they started; on whatever thread asks."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psutil


def descendants(pid: int) -> list[psutil.Process]:
    """Returns all that a process started and that still runs, in whatever group or session.

    Take it before the process is told to end: afterwards nothing leads from it to them.
    """
    import psutil

    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def signal_group(group: int, number: int) -> None:
    """Sends a signal to each process of a group, if there is one."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def kill_each(processes: Iterable[psutil.Process]) -> None:
    """Kills those that still run; an id that meanwhile means another process is left alone."""
    import psutil

    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            process.kill()


def has_exited(pid: int) -> bool:
    """Says whether a child has ended, and leaves its status to be read."""
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def resident_mb(pid: int) -> float:
    """Returns how much memory a process holds, in megabytes; 0 for one that is gone."""
    import psutil

    try:
        return float(psutil.Process(pid).memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0
