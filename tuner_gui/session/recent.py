"""The sessions that were open last; small, so on any one thread."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from tuner_gui.core.files import write_atomically

logger = logging.getLogger(__name__)

_MOST = 10


class RecentFiles:
    """A list of paths in a file of its own, the latest first.

    It is a convenience: a file that is damaged reads as empty, and one that cannot be written is
    logged and let be.

    Args:
        path: the file that holds the list.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def paths(self) -> list[Path]:
        """Returns the sessions that still exist."""
        return [path for path in self._listed() if path.is_file()]

    def add(self, session: Path) -> None:
        """Puts a session first."""
        latest, listed = session.absolute(), self._listed()
        if listed[:1] != [latest]:  # a running sweep is saved often
            self._write([latest, *(path for path in listed if path != latest)])

    def remove(self, session: Path) -> None:
        """Forgets a session."""
        self._write([path for path in self._listed() if path != session.absolute()])

    def clear(self) -> None:
        """Forgets all."""
        self._write([])

    def _listed(self) -> list[Path]:
        try:
            names = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return []
        if not isinstance(names, list):
            return []
        usable = [name for name in names if isinstance(name, str) and "\0" not in name]
        return [Path(name) for name in usable if Path(name).is_absolute()]

    def _write(self, paths: list[Path]) -> None:
        # escaped, since a file name need not be text
        text = json.dumps([str(path) for path in paths[:_MOST]], indent=2)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, f"{text}\n".encode())
        except OSError as error:
            logger.warning("The list of recent sessions cannot be written: %s", error)
