"""What commands leave behind: taken in by their host on Linux, and ended; on the host's one thread.

Whatever a host has adopted is its child, dead or alive, until the host has asked for its status: so
its id, and its group, cannot mean another process meanwhile.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path
from time import monotonic, sleep

from tuner_gui.targets.process_tree import signal_group

_PR_SET_CHILD_SUBREAPER = 36
_PR_GET_CHILD_SUBREAPER = 37
_PATIENCE_S = 2.0
_LOOK_EVERY_S = 0.001


def take_in_orphans() -> None:
    """Makes this process the parent of all that its children leave behind; only on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def takes_in_orphans() -> bool:
    """Says whether this process is a host of commands that can do so."""
    if sys.platform != "linux":
        return False
    answer = ctypes.c_int(0)
    ctypes.CDLL(None).prctl(_PR_GET_CHILD_SUBREAPER, ctypes.byref(answer), 0, 0, 0)
    return bool(answer.value)


def reap_orphans(spare: int) -> None:
    """Lets go of the dead among them, so that they do not pile up.

    Args:
        spare: the command itself, whose status somebody else asks for.
    """
    for pid in _children():
        if pid != spare:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def end_orphans(spare: int) -> None:
    """Kills them, and what they start meanwhile; returns once none is left.

    Whole groups are killed: one that forks and goes, again and again, is never there when it is
    looked for, but those that went are, and lead to its group.
    """
    deadline = monotonic() + _PATIENCE_S
    while (orphans := [pid for pid in _children() if pid != spare]) and monotonic() < deadline:
        for group in {os.getpgid(pid) for pid in orphans} - {os.getpgrp()}:
            signal_group(group, signal.SIGKILL)
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
        reap_orphans(spare)
        sleep(_LOOK_EVERY_S)


def _children() -> list[int]:
    """The children of this process, those that have ended among them."""
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_bytes()
    except OSError:  # a kernel without that file
        import psutil

        return [child.pid for child in psutil.Process().children()]
    return [int(pid) for pid in text.split()]
