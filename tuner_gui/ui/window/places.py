"""Where the window keeps files that nobody has named, and where the examples lie. GUI thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.session.naming import SESSION_ENDING, logs_folder

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Folders.

    Args:
        sweeps: where sweeps are saved that have no file yet.
        examples: the bundled example sessions.
    """

    sweeps: Path
    examples: Path

    def example_files(self) -> list[Path]:
        """Returns the bundled example sessions."""
        return sorted(self.examples.glob(f"*{SESSION_ENDING}"))

    def new_session_path(self, name: str) -> Path:
        """Returns a path in the sweeps folder that nothing has been kept under yet."""
        stem = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "sweep"
        candidates = (f"{stem}{f'-{count}' if count > 1 else ''}" for count in range(1, 100_000))
        return next(
            path
            for candidate in candidates
            if not (path := self.sweeps / f"{candidate}{SESSION_ENDING}").exists()
            and not logs_folder(path).exists()
        )
