"""No orphans: what ends trial hosts when the program that started them is gone, however it went."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys

_log = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1
_END_GROUPS_AT_END_OF_INPUT = (
    "trap '' HUP INT TERM; groups=; "
    "while read -r line; do groups=$line; done; "
    "for group in $groups; do kill -s TERM -- -$group; kill -s CONT -- -$group; done; "
    '[ -z "$groups" ] || sleep 1; '
    "for group in $groups; do kill -s KILL -- -$group; done"
)
"""A host that runs commands can end what left for a session of its own, if it is told first; one
that stands still hears that only when it runs on."""


def die_with_parent(parent: int) -> None:
    """Asks Linux to kill this process when its parent ends; called by the host itself.

    The signal comes when the *thread* that started this process ends. It reaches a trial that never
    gives up the interpreter's lock, but not what the trial started: that is the guard's part.

    Args:
        parent: the process id of the parent; one that is gone already cannot be waited for.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def be_told_of_parents_end() -> None:
    """Asks Linux for SIGTERM instead, for a host that has something to end before itself."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


class GroupGuard:
    """A tiny shell beside the hosts that ends their process groups once its input ends.

    Its input ends when this process dies, of whatever. It is a process of its own, because a thread
    in the host would die with the host before it can kill what the trial started, would wait for an
    interpreter's lock that a trial may never give up, and would make each `fork` of a trial one of
    a process with several threads.
    """

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._shell: subprocess.Popen[bytes] | None = None

    def add(self, group: int) -> None:
        """Takes a process group into its care."""
        self._groups.add(group)
        self._tell()

    def discard(self, group: int) -> None:
        """Forgets a group; call it while the group's id cannot be given to another yet."""
        self._groups.discard(group)
        self._tell()

    def close(self) -> None:
        """Ends the shell. Call it when all groups are gone."""
        shell, self._shell = self._shell, None
        if shell and shell.stdin:
            shell.kill()  # a fork of this process may hold its input open: no use in closing that
            shell.stdin.close()
            shell.wait()

    def _tell(self) -> None:
        if self._shell is None and self._groups:
            self._start()
        if self._shell and self._shell.stdin:
            with contextlib.suppress(OSError):
                self._shell.stdin.write(f"{' '.join(map(str, self._groups))}\n".encode())

    def _start(self) -> None:
        try:
            self._shell = subprocess.Popen(
                ["/bin/sh", "-c", _END_GROUPS_AT_END_OF_INPUT, "tuner-gui-guard"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            _log.warning("Trials that start programs are not guarded against a crash: %s", error)
