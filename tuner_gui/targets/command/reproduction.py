"""The line that runs a trial of a command again in a terminal; any thread."""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.files import is_file
from tuner_gui.report import CHANNEL, PRINTED
from tuner_gui.targets.command.interpreters import interpreter_of
from tuner_gui.targets.command.parameter_file import parameter_file_name, parameter_file_text
from tuner_gui.targets.command.preparation import filled_argv, filled_environment, used_names
from tuner_gui.targets.surroundings import threads_per_trial, trial_variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import CommandSpec

_REPORTER = b"tuner_gui"
_FOLDER = "\ue000folder\ue000"
"""Stands for the folder until the words are quoted: letters that mean nothing to anybody."""


def command_line_of(
    spec: CommandSpec,
    params: Params,
    *,
    seed: int | None = None,
    concurrency: int = 1,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Returns one line for a POSIX shell that runs a trial again, whatever its values hold.

    It goes to the working folder, sets what a trial's environment has besides that of the
    terminal, and makes a folder with the parameter file where the command takes one. The metrics
    are printed, as in the trial; so is what a script reports by `tuner_gui.report`.

    Args:
        spec: the command.
        params: of the trial.
        seed: of the trial; None leaves TUNER_SEED alone.
        concurrency: how many trials shared the cores.
        environment: of the terminal; that of this process by default.

    Raises:
        TrainFailure: the template is none, or a value cannot be an argument.
    """
    config = f"{_FOLDER}/{parameter_file_name(spec.config_format)}"
    reserved = {"python": interpreter_of(spec), "config": config, "folder": _FOLDER}
    around = os.environ if environment is None else environment
    settings = trial_variables(around, threads_per_trial(concurrency))
    settings |= {} if seed is None else {"TUNER_SEED": str(seed)}
    settings |= {CHANNEL: PRINTED} if _reports(spec) else {}
    settings |= filled_environment(spec, params, reserved)
    used = used_names(spec)
    steps = ["folder=$(mktemp -d)"] if used & {"config", "folder"} else []
    if "config" in used:
        lines = parameter_file_text(params, spec.config_format).splitlines()
        steps.append(f"printf '%s\\n' {shlex.join(lines)} > {_quoted(config)}")
    steps.append(f"cd {shlex.quote(str(Path(spec.cwd).absolute()))}")
    assignments = [f"{name}={value}" for name, value in settings.items()]
    argv = filled_argv(spec, params, reserved)
    words = [*(["env", *assignments] if assignments else []), *argv]
    return " && ".join([*steps, " ".join(map(_quoted, words))])


def _reports(spec: CommandSpec) -> bool:
    """Says whether the script that the command runs names the module that reports."""
    scripts = [word for word in spec.argv if word.endswith(".py") and "{" not in word]
    paths = [Path(spec.cwd) / name for name in scripts[:1]]
    with suppress(OSError):
        return any(is_file(path) and _REPORTER in path.read_bytes() for path in paths)
    return False


def _quoted(word: str) -> str:
    """The word for a shell; the folder as the variable that holds it."""
    pieces = [piece for piece in re.split(f"({_FOLDER})", word) if piece]
    shown = ['"$folder"' if piece == _FOLDER else shlex.quote(piece) for piece in pieces]
    return "".join(shown) or "''"
