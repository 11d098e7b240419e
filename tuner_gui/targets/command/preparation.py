"""All that a command needs for one trial: its arguments, its environment, its files; any thread."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.files import require_own_folder
from tuner_gui.core.nesting import flatten
from tuner_gui.report import CHANNEL
from tuner_gui.targets.command.interpreters import interpreter_of
from tuner_gui.targets.command.parameter_file import parameter_file_name, parameter_file_text
from tuner_gui.targets.command.template import expand, expand_argv, names_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import CommandSpec


@dataclass(frozen=True, slots=True)
class PreparedCommand:
    """A command that can be started.

    Args:
        argv: the program and its arguments.
        cwd: empty for the working folder.
        environment: all variables.
        channel: the file of the reports.
        metrics_file: the one to follow; None where there is none.
    """

    argv: tuple[str, ...]
    cwd: str
    environment: Mapping[str, str]
    channel: Path
    metrics_file: Path | None


def prepare(spec: CommandSpec, params: Params, folder: Path, scratch: Path) -> PreparedCommand:
    """Writes the files of a trial and fills in its command.

    Args:
        spec: the command.
        params: of the trial.
        folder: what `{folder}` stands for, and where the parameter file goes; made where it is
            needed and missing.
        scratch: an empty folder for the channel of the reports.

    Raises:
        TrainFailure: the template is none, or a file cannot be written.
    """
    config = folder / parameter_file_name(spec.config_format)
    reserved = {"python": interpreter_of(spec), "config": str(config), "folder": str(folder)}
    argv = filled_argv(spec, params, reserved)
    settings = filled_environment(spec, params, reserved)
    file = expand(spec.metrics.file, params, reserved) if spec.metrics.file else None
    metrics_file = Path(spec.cwd) / file if file else None
    channel = scratch / "reports"
    try:
        channel.touch()
        used = used_names(spec)
        if used & {"config", "folder"}:
            for each in (folder.parent, folder):
                require_own_folder(each)
            folder.mkdir(parents=True, exist_ok=True)
        if "config" in used:
            text = parameter_file_text(params, spec.config_format)
            config.unlink(missing_ok=True)  # it may be a link
            config.write_text(text, encoding="utf-8")
        if metrics_file is not None and _is_inside(metrics_file, folder):
            metrics_file.unlink(missing_ok=True)  # of a trial of the same number, long ago
    except OSError as error:
        reason = error.strerror or str(error)
        raise TrainFailure(f"The file {error.filename} cannot be written: {reason}.") from None
    environment = {**os.environ, **settings, CHANNEL: str(channel)}
    return PreparedCommand(argv, spec.cwd, environment, channel, metrics_file)


def _is_inside(path: Path, folder: Path) -> bool:
    """Says whether a file is in a folder, wherever dots and links in its name lead."""
    return path.parent.resolve().is_relative_to(folder.resolve())


def filled_argv(spec: CommandSpec, params: Params, reserved: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the arguments of a trial.

    Raises:
        TrainFailure: the template is none, nothing is left of the program, or an argument holds
            what none can.
    """
    if not expand(spec.argv[0], params, reserved):
        raise TrainFailure(f"Nothing is left of the program {spec.argv[0]} in this trial.")
    argv = expand_argv(spec.argv, params, reserved)
    if any("\0" in word for word in argv):
        holders = (name for name, value in flatten(params).items() if "\0" in str(value))
        name = next(holders, "command")
        raise TrainFailure(f"The {name} holds a zero byte, which no argument can.")
    return tuple(argv)


def filled_environment(
    spec: CommandSpec, params: Params, reserved: Mapping[str, str]
) -> dict[str, str]:
    """Returns the variables to set; that of an inactive parameter is not set.

    Raises:
        TrainFailure: a value is no template, or holds a zero byte.
    """
    settings: dict[str, str] = {}
    for name, template in spec.environment.items():
        value = expand(template, params, reserved)
        if value is not None and "\0" in value:
            raise TrainFailure(f"The variable {name} holds a zero byte, which none can.")
        if value is not None:
            settings[name] = value
    return settings


def used_names(spec: CommandSpec) -> set[str]:
    """Returns the names of all placeholders of a command.

    Raises:
        TrainFailure: something in it is no template.
    """
    return names_in([*spec.argv, *spec.environment.values(), spec.metrics.file])
