"""What a command leaves: an exit code, sentences for a person, no file overwritten unasked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from pathlib import Path

DONE = 0
NO_BEST = 1
INTERRUPTED = 130


def tell(sentence: str) -> None:
    """Says something on stderr: stdout is for what was asked for."""
    print(sentence, file=sys.stderr)


def require_room(out: Path, *, force: bool) -> None:
    """Raises TuningError where a file would be overwritten that holds something."""
    if not force and out.exists() and (not out.is_file() or out.stat().st_size > 0):
        raise TuningError(f"{out} is there already.", "--force replaces it.")
