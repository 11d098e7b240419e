"""What a command leaves: an exit code, sentences for a person, no file overwritten unasked."""

from __future__ import annotations

import sys
import tempfile
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


def counted(count: int, word: str) -> str:
    """Returns a number of things: `1 trial`, `2 trials`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def require_room(out: Path, *, force: bool) -> None:
    """Raises TuningError where a file cannot be made, or would be in place of one."""
    if out.is_dir():
        raise TuningError(f"{out} is a folder.", "Name a file in it.")
    require_folder(out)
    if not force and out.exists() and (not out.is_file() or out.stat().st_size > 0):
        raise TuningError(f"{out} is there already.", "--force replaces it.")


def require_folder(out: Path) -> None:
    """Raises TuningError where the folder of a file is missing: a typing slip makes no folders."""
    if not out.parent.is_dir():
        raise TuningError(f"There is no folder {out.parent}.", "Make it, or name another one.")


def require_writable(out: Path) -> None:
    """Raises TuningError where a file cannot be written, which its folder is tried for."""
    if out.is_dir():
        raise TuningError(f"{out} is a folder.", "Name a file in it.")
    require_folder(out)
    try:
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise TuningError(
            f"{out} cannot be written: {error.strerror}.", "Name another place."
        ) from error
