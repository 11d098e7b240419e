"""A program that harms whoever runs it, each time in the way that its first argument says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def sleeper(place: str, *, escapes: bool) -> None:
    """Starts a program that stays, and writes its id to a file."""
    process = subprocess.Popen(["sleep", "60"], start_new_session=escapes)
    Path(place).write_text(str(process.pid))
    process.returncode = 0  # no warning that it still runs


def nothing(place: str = "") -> None:
    """Does no harm."""


def leave(place: str) -> None:
    sleeper(place, escapes=False)


def leave_escaped(place: str) -> None:
    sleeper(place, escapes=True)


def leave_daemon(place: str) -> None:
    """Forks twice, so that nothing leads to it any more; goes on when its own child is killed."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            mark = f"echo $$ > {place}.new; mv {place}.new {place}"
            os.execvp("sh", ["sh", "-c", f"{mark}; for i in 1 2 3; do sleep 30; done"])
        os._exit(0)
    while not Path(place).exists():
        time.sleep(0.01)


def hang(place: str = "") -> None:
    print("hanging", flush=True)
    while True:
        signal.pause()


def leave_and_hang(place: str) -> None:
    leave(place)
    hang()


def leave_escaped_and_hang(place: str) -> None:
    leave_escaped(place)
    hang()


def leave_daemon_and_hang(place: str) -> None:
    leave_daemon(place)
    hang()


def hang_deaf(place: str = "") -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang()


def end_in_order(place: str) -> None:
    """Takes note of SIGTERM before it goes."""

    def note(*_: object) -> None:
        Path(place).write_text("told")
        sys.exit(0)

    signal.signal(signal.SIGTERM, note)
    hang()


def kill_own_group(place: str = "") -> None:
    print("acc=1", flush=True)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)


def print_much(megabytes: str) -> None:
    line = b"x" * 99 + b"\n"
    for _ in range(int(megabytes) * 10):
        os.write(1, line * 1000)


def print_one_line(megabytes: str) -> None:
    for _ in range(int(megabytes)):
        os.write(2, b"x" * 1_000_000)


def print_for_ever(place: str = "") -> None:
    while True:
        print("loss=1")


def stop_when_asked(place: str) -> None:
    from tuner_gui.report import report, should_stop

    report(0, acc=0.5)
    while not should_stop():
        time.sleep(0.01)
    Path(place).write_text("stopped by itself")


globals()[sys.argv[1]](*sys.argv[2:])
print("acc=1")
