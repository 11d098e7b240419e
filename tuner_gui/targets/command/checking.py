"""Why a command could not run, found before it does; runs nothing, any thread."""

from __future__ import annotations

import os
import shutil
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import is_file, is_folder
from tuner_gui.targets.command.interpreters import interpreter_of
from tuner_gui.targets.command.preparation import used_names
from tuner_gui.targets.command.template import RESERVED, Switch, Value, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import CommandSpec

_MEANINGS = {
    "config": "the file with all parameters",
    "folder": "the folder of the trial",
    "python": "the interpreter",
}


def require_command(spec: CommandSpec, space: HyperParamSpace) -> None:
    """Raises where each trial would fail for a reason that is plain to see.

    Raises:
        TuningError: one sentence that names the placeholder, the file or the folder.
    """
    _require_names(spec, space)
    if not is_folder(Path(spec.cwd)):
        raise TuningError(f"There is no folder {spec.cwd}.", "The command should run in it.")
    program = pieces_of(spec.argv[0])
    if program == (Value("python"),):
        _require_program(interpreter_of(spec), spec.cwd, "interpreter")
        _require_script(spec)
    elif all(isinstance(piece, str) for piece in program):
        _require_program("".join(map(str, program)), spec.cwd, "program")


def _require_names(spec: CommandSpec, space: HyperParamSpace) -> None:
    used = used_names(spec)
    for name in sorted(used & RESERVED & set(space.names)):
        meaning = f"The placeholder {{{name}}} of the command means {_MEANINGS[name]}."
        raise TuningError(meaning, f"Give the parameter {name} another name.")
    for name in sorted(used - RESERVED - set(space.names)):
        hint = _nearest(name, space)
        raise TuningError(
            f"The command has the placeholder {{{name}}}, but there is no parameter {name}.", hint
        )
    for switch in _switches(spec):
        if switch.name not in space.names or not _is_yes_or_no(space, switch.name):
            raise TuningError(
                f"The placeholder {{{switch.name}?…}} needs a parameter that is true or false.",
                f"Write {{{switch.name}}} for the value itself.",
            )


def _nearest(name: str, space: HyperParamSpace) -> str:
    inner = [each for each in space.names if each.startswith(f"{name}.")]
    near = inner or get_close_matches(name, space.names, n=2)
    if near:
        return f"Did you mean {' or '.join(f'{{{each}}}' for each in near[:2])}?"
    return f"Add a parameter {name}, or write {{{{{name}}}}} if the braces are meant."


def _switches(spec: CommandSpec) -> Iterator[Switch]:
    for element in [*spec.argv, *spec.environment.values()]:
        yield from (piece for piece in pieces_of(element) if isinstance(piece, Switch))


def _is_yes_or_no(space: HyperParamSpace, name: str) -> bool:
    kind = next(parameter.kind for parameter in space if parameter.name == name)
    match kind:
        case Choice():
            return all(isinstance(value, bool) for value in kind.values)
        case Constant():
            return isinstance(kind.value, bool)
        case _:
            return False


def _require_program(program: str, cwd: str, role: str) -> None:
    if os.sep not in program:
        found = shutil.which(program) is not None
    else:
        found = is_file(Path(cwd) / program)
    if not found:
        raise TuningError(f"There is no {role} {program}.", "Check its name and its path.")


def _require_script(spec: CommandSpec) -> None:
    """What the interpreter is to run, where that is a file."""
    script = spec.argv[1] if len(spec.argv) > 1 else ""
    is_plain = script.endswith(".py") and pieces_of(script) == (script,)
    if is_plain and not is_file(Path(spec.cwd) / script):
        raise TuningError(
            f"There is no file {script} in {Path(spec.cwd).absolute()}.",
            "The command should run it.",
        )
