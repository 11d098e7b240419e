"""What dropped files are: sessions, scripts, other tools' search spaces. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import opened
from tuner_gui.exchange.spaces.importing import holds_space
from tuner_gui.session.naming import SESSION_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAD = 1_000
"""In so many bytes a session says that it is one."""

_PYTHON = frozenset({".py", ".pyw"})


@dataclass(frozen=True, slots=True)
class Drop:
    """Files that were dropped together."""

    sessions: tuple[Path, ...]
    others: tuple[Path, ...]


def sorted_drop(paths: Iterable[Path]) -> Drop:
    """Tells the sessions among files, each once, sound or not."""
    known = {path: path.is_file() and is_session(path) for path in paths}
    sessions = tuple(path for path, is_one in known.items() if is_one)
    return Drop(sessions, tuple(path for path in known if path not in sessions))


def is_session(path: Path) -> bool:
    """Says whether a file is a session, sound or not, rather than one of another tool."""
    if path.suffix.lower() != ".json" or path.name.endswith(SESSION_ENDING):
        return path.suffix.lower() == ".json"
    try:
        with opened(path) as file:
            return b'"format_version"' in file.read(_HEAD)
    except OSError:
        return True  # who opens it says what is wrong


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a file is taken for."""

    path: Path
    is_script: bool


def meaning_of(path: Path) -> Meaning:
    """Returns what a file is: a script that reads a command line is one, whatever else is in it.

    Of other files, what looks like another tool's search space is one, sound or not. The rest is
    a script or a configuration where that can be read; else the import says what is wrong.
    """
    is_python = path.suffix.lower() in _PYTHON
    if is_python and _reads_command_line(path):
        return Meaning(path, is_script=True)
    if holds_space(path):
        return Meaning(path, is_script=False)
    return Meaning(path, is_script=is_python or _is_configuration(path))


def _reads_command_line(path: Path) -> bool:
    from tuner_gui.targets.reading import argv_of, read_space

    try:
        return bool(argv_of(read_space(path), ()))
    except TuningError:
        return False


def _is_configuration(path: Path) -> bool:
    from tuner_gui.targets.reading import read_space

    try:
        return bool(read_space(path).selected)
    except TuningError:
        return False
