"""A module of this program run in a child process, also by a frozen program; any thread."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Mapping


def child_command(module: str, *arguments: str) -> list[str]:
    """Returns the command line that runs `module` like `python -m`.

    A frozen program is its own interpreter; its entry point takes `--module` for the modules
    that it knows.
    """
    switch = "--module" if is_frozen() else "-m"
    return [sys.executable, switch, module, *arguments]


def run_child(module: str, *arguments: str, timeout_s: float) -> str:
    """Runs a module to its end; returns what it printed.

    Raises:
        TuningError: it could not be started, took too long, or failed; with the last line that
            it wrote to stderr.
    """
    try:
        done = subprocess.run(
            child_command(module, *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=findable({**os.environ, "PYTHONIOENCODING": "utf-8"}),
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TuningError(f"Nothing came back within {timeout_s:g} s.") from None
    except OSError as error:
        raise TuningError(f"{sys.executable} could not be started: {error.strerror}.") from error
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        ended = f"The child process ended with code {done.returncode}."
        raise TuningError(said[-1] if said else ended)
    return done.stdout


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
    return {**environment, "PYTHONPATH": f"{home}{os.pathsep}{inherited}" if inherited else home}
