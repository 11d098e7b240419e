"""What the files beside a session say at a glance; light enough for the first page, any thread."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuner_gui.session.lock import is_in_use
from tuner_gui.session.naming import journal_file

if TYPE_CHECKING:
    from pathlib import Path

_END = 1 << 16
_LAST = (b'{"event":"finished"', b'{"event":"moved"')
"""How the last line of a journal begins where the sweep came to its end."""


def was_interrupted(path: Path) -> bool:
    """Says whether a program that ran a session was killed; reads the end of its journal only."""
    try:
        with journal_file(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(max(0, size - _END))
            lines = file.read().split(b"\n")
    except OSError:
        return False
    has_ended = len(lines) > 1 and lines[-2].startswith(_LAST)
    return size > 0 and not has_ended and not is_in_use(path)
