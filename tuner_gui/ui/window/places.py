"""Where the window keeps files that nobody has named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SESSION_ENDING = ".tuner.json"
LOGS_ENDING = ".tuner.d"


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
            and not path.with_name(f"{candidate}{LOGS_ENDING}").exists()
        )


def with_ending(path: Path) -> Path:
    """Returns the path with the ending of a session file."""
    if path.name.endswith(SESSION_ENDING):
        return path
    return path.with_name(f"{path.name.removesuffix('.json')}{SESSION_ENDING}")
