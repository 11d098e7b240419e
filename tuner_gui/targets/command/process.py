"""A running command: its pipes, how it ends, and the end of all that it started.

Used by the one thread of a trial host. The command leads a session and a group of its own, so that
what it does to its group does not reach the host. On Linux its host takes in what it leaves behind,
also for a session of its own: `orphans.py` ends that.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
from time import monotonic, sleep
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.command.orphans import end_orphans, reap_orphans, takes_in_orphans
from tuner_gui.targets.process_tree import descendants, has_exited, kill_each, signal_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import psutil

_LOOK_EVERY_S = 0.002
_REAP_S = 5.0


class CommandProcess:
    """A program with its own session, stdin closed, stdout and stderr as pipes.

    Args:
        argv: the program and its arguments.
        cwd: the folder to run in; empty for the host's.
        environment: all variables.

    Raises:
        TrainFailure: it cannot be started; the sentence says why.
    """

    def __init__(self, argv: Sequence[str], cwd: str, environment: Mapping[str, str]) -> None:
        self._adopts = takes_in_orphans()
        try:
            self._process = subprocess.Popen(
                argv,
                cwd=cwd or None,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise _start_failure(error, argv[0], cwd) from None
        if self._process.stdout is None or self._process.stderr is None:
            raise AssertionError("both are pipes")
        self.stdout, self.stderr = self._process.stdout.fileno(), self._process.stderr.fileno()
        self.pid = self._process.pid
        for descriptor in (self.stdout, self.stderr):
            os.set_blocking(descriptor, False)
        self.end_signal = _process_descriptor(self.pid)

    @property
    def has_exited(self) -> bool:
        """True once the program itself has ended, whatever it left behind."""
        return has_exited(self.pid)

    def terminate(self, grace_s: float) -> None:
        """Asks the program and all that it started to end, and waits for the program that long."""
        others = self._others()
        signal_group(self.pid, signal.SIGTERM)
        for process in others:
            with contextlib.suppress(_psutil_error()):
                process.terminate()
        deadline = monotonic() + grace_s
        while not self.has_exited and monotonic() < deadline:
            sleep(_LOOK_EVERY_S)

    def kill(self) -> None:
        """Kills what still runs of it and of what it started."""
        with _undisturbed():
            others = [] if self._adopts else self._others()
            signal_group(self.pid, signal.SIGKILL)
            kill_each(others)
            deadline = monotonic() + _REAP_S
            while not self.has_exited and monotonic() < deadline:
                sleep(_LOOK_EVERY_S)
            if self._adopts:  # by now it has left behind all that it had
                end_orphans(self.pid)

    def look_after(self) -> None:
        """Does what is due now and then while it runs."""
        if self._adopts:
            reap_orphans(self.pid)

    def reap(self) -> int:
        """Returns the status, negative where a signal ended it; only after `kill`."""
        try:
            status = self._process.wait(_REAP_S)
        except subprocess.TimeoutExpired:  # in the kernel's hands: it cannot die now
            status = -signal.SIGKILL
        return status

    def close(self) -> None:
        """Closes the pipes."""
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        if self.end_signal is not None:
            os.close(self.end_signal)

    def _others(self) -> list[psutil.Process]:
        """All that the program started, as far as it can be found now."""
        if not self._adopts:
            return descendants(self.pid)
        return [each for each in descendants(os.getpid()) if each.pid != self.pid]


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Lets SIGTERM wait until what must be done is done."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _psutil_error() -> type[Exception]:
    import psutil

    return psutil.Error


def _process_descriptor(pid: int) -> int | None:
    """What becomes readable when the process ends, where there is such a thing."""
    if not hasattr(os, "pidfd_open"):
        return None
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None


def _start_failure(error: OSError, program: str, cwd: str) -> TrainFailure:
    if cwd and error.filename == cwd:
        return TrainFailure(f"The command cannot run in {cwd}: {error.strerror}.")
    match error.errno:
        case errno.ENOENT:
            hint = "Check its path, and that of the interpreter in its first line."
            return TrainFailure(f"There is no program {program}.", hint)
        case errno.EACCES:
            hint = "Make it executable, or put its interpreter before it."
            return TrainFailure(f"{program} may not be executed.", hint)
        case errno.ENOEXEC:
            hint = "Put its interpreter before it, such as {python} or sh."
            return TrainFailure(f"{program} is no program.", hint)
        case _:
            return TrainFailure(f"{program} could not be started: {error.strerror}.")
