"""Whether a dropped file is a script or another tool's search space. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.exchange.spaces.importing import holds_space

if TYPE_CHECKING:
    from pathlib import Path

_PYTHON = frozenset({".py", ".pyw"})


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
