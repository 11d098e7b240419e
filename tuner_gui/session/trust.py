"""What code a session would run, said and asked for before it does; imports nothing of it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.targets.command.interpreters import interpreter_of

if TYPE_CHECKING:
    from tuner_gui.core.specs import PythonSpec, TargetSpec


def foreign_code(target: TargetSpec | None) -> str | None:
    """Returns which code of the user's a target runs, in words; None where it runs only libraries.

    Args:
        target: of the sweep that is about to run, from the working folder.
    """
    match target:
        case None | EstimatorSpec():
            return None
        case ClassSpec():
            return _defined("class", target)
        case FunctionSpec():
            return _defined("function", target)
        case PipelineSpec():
            return _defined("pipeline", target)
        case CommandSpec():
            return f"the command {_template(target)} (working folder {Path(target.cwd).absolute()})"
        case never:
            assert_never(never)


def _defined(noun: str, spec: PythonSpec) -> str:
    source, _, name = spec.path.rpartition(":")
    if source.endswith(".py") or "/" in source or "\\" in source:
        return f"the {noun} {name} in {Path(source).absolute()}"
    return f"the {noun} {name} of the module {source} (working folder {Path.cwd()})"


def _template(spec: CommandSpec) -> str:
    """The whole command in one line, with nothing in it that a terminal would obey."""
    words = [word.replace("{python}", interpreter_of(spec)) for word in spec.argv]
    settings = [f"{name}={value}" for name, value in spec.environment.items()]
    line = shlex.join([*(["env"] if settings else []), *settings, *words])
    return "".join(letter if letter.isprintable() else ascii(letter).strip("'") for letter in line)


def require_trust(target: TargetSpec | None, session_name: str) -> None:
    """Asks on the terminal whether a session may run its code, if it names any.

    Raises:
        TuningError: the answer is not yes, or there is no terminal to ask on.
    """
    code = foreign_code(target)
    if code is None:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise TuningError(f"{session_name} runs {code}.", "If you trust it, say so with --yes.")
    sys.stderr.write(f"{session_name} runs {code}.\nDo you trust it? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise TuningError("Not trusted, so nothing was run.")
