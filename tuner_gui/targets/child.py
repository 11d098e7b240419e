"""A module of this program run in a child process, also by a frozen program; any thread."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.targets.process_tree import descendants, kill_each

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

_LOOK_EVERY_S = 0.1


def child_command(module: str, *arguments: str) -> list[str]:
    """Returns the command line that runs `module` like `python -m`.

    A frozen program is its own interpreter; its entry point takes `--module` for the modules
    that it knows.
    """
    switch = "--module" if is_frozen() else "-m"
    return [sys.executable, switch, module, *arguments]


def run_child(module: str, *arguments: str, timeout_s: float, stop: Event | None = None) -> str:
    """Runs a module to its end; returns what it printed.

    Args:
        module: what to run.
        arguments: of its command line.
        timeout_s: how long that may take.
        stop: once it is set, the child is ended.

    Raises:
        TuningError: it could not be started, took too long, was stopped, or failed; with the last
            line that it wrote to stderr.
    """
    try:
        child = subprocess.Popen(
            child_command(module, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=findable({**os.environ, "PYTHONIOENCODING": "utf-8"}),
        )
    except OSError as error:
        raise TuningError(f"{sys.executable} could not be started: {error.strerror}.") from error
    except ValueError as error:
        raise TuningError("It holds a zero byte, which no argument can.") from error
    with child:
        try:
            printed, complaint = _outcome(child, timeout_s, stop)
        except BaseException:
            kill_each(descendants(child.pid))
            child.kill()
            raise
    if child.returncode != 0:
        said = complaint.strip().splitlines()
        ended = f"The child process ended with code {child.returncode}."
        raise TuningError(said[-1] if said else ended)
    return printed


def _outcome(child: subprocess.Popen[str], timeout_s: float, stop: Event | None) -> tuple[str, str]:
    """Waits for the end; returns what was printed, and what was written to stderr."""
    deadline = monotonic() + timeout_s
    while True:
        left_s = max(0.0, deadline - monotonic())
        try:
            return child.communicate(timeout=left_s if stop is None else min(left_s, _LOOK_EVERY_S))
        except subprocess.TimeoutExpired:
            if stop is not None and stop.is_set():
                raise TuningError("It was stopped.") from None
            if monotonic() >= deadline:
                raise TuningError(f"Nothing came back within {timeout_s:g} s.") from None


def document_in(printed: str) -> str:
    """Returns the line that the child printed itself: what it imports may print around it."""
    lines = reversed(printed.splitlines())
    return next((line for line in lines if line.startswith("{")), "")


def is_frozen() -> bool:
    """Says whether this is the program that needs no Python."""
    return bool(getattr(sys, "frozen", False))


def findable(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns an environment in which a child finds this very package, wherever it starts.

    Only a checkout needs that: what is installed, or frozen, is found by itself.
    """
    home = str(Path(__file__).resolve().parents[2])
    if is_frozen() or home in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        return dict(environment)
    inherited = environment.get("PYTHONPATH")
    if inherited and home in inherited.split(os.pathsep):
        return dict(environment)
    return {**environment, "PYTHONPATH": f"{home}{os.pathsep}{inherited}" if inherited else home}
