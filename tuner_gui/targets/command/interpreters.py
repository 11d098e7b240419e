"""Which Python runs a script: the chosen one, or one found beside it; any thread, runs none."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from tuner_gui.targets.child import is_frozen

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.specs import CommandSpec

_LEVELS_UP = 2
_PLACES = ("bin/python", "Scripts/python.exe")


def interpreter_of(spec: CommandSpec) -> str:
    """Returns what `{python}` stands for: the chosen interpreter, else this program's own.

    A frozen program has none of its own and takes the first on the search path.
    """
    if spec.python:
        return spec.python
    if is_frozen():
        return shutil.which("python3") or "python3"
    return sys.executable


def find_interpreters(folder: Path, levels_up: int = _LEVELS_UP) -> tuple[Path, ...]:
    """Returns the Pythons of the virtual environments in a folder and in those right above it.

    Args:
        folder: of the script; one that cannot be read has none.
        levels_up: in how many folders above it those are looked for that are offered to choose
            from; none of these is to be recommended, since it may belong to anything.
    """
    places = [folder.absolute(), *folder.absolute().parents[:levels_up]]
    found: list[Path] = []
    for place in places:
        try:
            homes = sorted(each.parent for each in place.glob("*/pyvenv.cfg"))
        except OSError:
            continue
        found += [home / name for home in homes for name in _PLACES if (home / name).is_file()]
    return tuple(found)
