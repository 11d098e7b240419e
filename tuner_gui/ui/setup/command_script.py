"""Which script a command runs, so that its parameters can be read again. No Qt; any thread."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.command.template import names_in
from tuner_gui.targets.reading.command_template import argv_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.specs import TargetSpec
    from tuner_gui.targets.reading.read_target import ReadTarget


def script_of(target: TargetSpec | None) -> Path | None:
    """Returns the Python file that a command names; None where there is none."""
    if not isinstance(target, CommandSpec):
        return None
    name = next((word for word in target.argv if word.endswith(".py") and "{" not in word), None)
    return None if name is None else Path(target.cwd) / name


def with_read(argv: Sequence[str], read: ReadTarget) -> tuple[str, ...]:
    """Returns a command that also passes the proposed parameters that it does not pass yet."""
    known = names_in(argv)
    added: list[str] = []
    if "config" in known:
        return tuple(argv)
    always = Counter(argv_of(read, ()))
    for name in read.selected:
        if name in known:
            continue
        rest = always.copy()
        for word in argv_of(read, (name,)):
            if rest[word] > 0:
                rest[word] -= 1
            else:
                added.append(word)
    return (*argv, *added)
