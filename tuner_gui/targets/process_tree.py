"""Ending processes with all that they started; on whatever thread asks."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psutil


_MOST_ROUNDS = 8
_LOOK_EVERY_S = 0.001


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


def stop_all(pid: int, groups: Iterable[int]) -> list[psutil.Process]:
    """Has a process, all that it started, and some process groups stand still.

    Returns:
        What was stopped besides the groups, for `continue_all`.
    """
    import psutil

    for group in groups:
        signal_group(group, signal.SIGSTOP)
    stopped: dict[int, psutil.Process] = {}
    for _ in range(_MOST_ROUNDS):  # what is being started meanwhile is found the next time
        fresh = [each for each in descendants(pid) if each.pid not in stopped]
        for process in fresh:
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                process.suspend()
                stopped[process.pid] = process
        if not fresh:
            break
    return list(stopped.values())


def continue_all(processes: Iterable[psutil.Process], groups: Iterable[int]) -> None:
    """Has them run on, what started the others last."""
    import psutil

    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            process.resume()
    for group in groups:
        signal_group(group, signal.SIGCONT)


def kill_descendants(pid: int, timeout_s: float) -> None:
    """Kills all that a process started, and what that starts meanwhile, while itself stands still.

    What has ended stays in sight, for nobody asks for its status: its group is killed too.
    """
    import psutil

    deadline = monotonic() + timeout_s
    while found := descendants(pid):
        for process in found:
            with contextlib.suppress(OSError):
                group = os.getpgid(process.pid)
                if group != os.getpgid(pid):
                    os.killpg(group, signal.SIGKILL)
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                process.kill()
        if all(map(_is_dead, found)) or monotonic() >= deadline:
            return
        sleep(_LOOK_EVERY_S)


def _is_dead(process: psutil.Process) -> bool:
    import psutil

    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


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
    except psutil.Error:
        return 0.0


def tree_mb(pid: int) -> float:
    """Returns how much memory a process and all that it started hold, in megabytes.

    That is the sum of their resident memory: pages that several of them share count several times.
    """
    return sum(map(resident_mb, _tree(pid)))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:  # it grows meanwhile
        try:
            found += _children(parent)
        except OSError:  # gone, or a system that does not tell
            if parent == pid:
                return [pid, *(each.pid for each in descendants(pid))]
    return found


def _children(pid: int) -> list[int]:
    """What Linux says of one process: a small part of the work of looking at all."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(word) for task in tasks for word in (task / "children").read_bytes().split()]
