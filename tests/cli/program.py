"""The real program, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def program(*words: str) -> list[str]:
    return [sys.executable, "-m", "tuner_gui", *words]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Its outcome, with nobody at the keyboard."""
    return subprocess.run(
        program(*words),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
