"""Reads the parameters of a script, a file or `module:name` from its source alone; any thread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.command_lines import CommandLine, read_command_line
from tuner_gui.targets.reading.config_files import SUFFIXES, read_config
from tuner_gui.targets.reading.hydra import hydra_main, read_hydra_config, read_hydra_program
from tuner_gui.targets.reading.objectives import (
    objective_name,
    read_named,
    read_suggestions,
    read_uncalled,
    study_direction,
)
from tuner_gui.targets.reading.proposing import propose_all
from tuner_gui.targets.reading.read_target import ReadTarget
from tuner_gui.targets.reading.script import Script
from tuner_gui.targets.reading.sources import ReadingError, read_bytes

if TYPE_CHECKING:
    from tuner_gui.targets.reading.read_target import ReadParameter

_LOOKED_FOR = (
    "Looked for argparse, click, typer, absl, fire and Hydra, Optuna's suggest calls, dataclasses, "
    "pydantic models, and functions such as train or objective with typed or default values."
)
_MAIN_COMMANDS = ("train", "fit", "run", "search", "tune", "learn", "finetune", "pretrain")


def read_space(target: str | Path, command: tuple[str, ...] | None = None) -> ReadTarget:
    """Returns the parameters of a target with a proposal for each; runs nothing.

    Args:
        target: a Python script, a YAML, JSON or TOML file, or `file.py:name` or `module:name` of
            a function or a class.
        command: the words of the sub-command to run; the one that trains by default.

    Raises:
        ReadingError: there is no such file, it cannot be read, or it has no parameters.
    """
    text = str(target)
    file, colon, name = text.rpartition(":")
    if not Path(text).exists() and colon and name.replace(".", "").isidentifier():
        return _read_object(_python_file(file), text, name)
    path = Path(target)
    if path.suffix.lower() in SUFFIXES:
        return _read_config(path)
    return _read_script(path, command)


def read_overrides(script: Path, config: Path) -> ReadTarget:
    """Returns the values of a configuration file that a script takes over as `name=value`.

    Raises:
        ReadingError: one of the files cannot be read, or the configuration has no values.
    """
    read_bytes(script)
    read = read_config(config, "override")
    if not read.options:
        raise ReadingError(
            f"{config.name} has no values.", "A configuration file has named values."
        )
    line = CommandLine("overrides", read.options, read.findings.sentences())
    return target_of(str(script), str(script), line)


def is_readable(path: Path) -> bool:
    """Says whether a file is one that `read_space` reads."""
    return path.suffix.lower() in SUFFIXES | {".py", ".pyw"}


def _python_file(source: str) -> Path:
    """The file of `file.py` or of a module that is found from the working folder."""
    path = Path(source)
    if source.endswith(".py") or path.exists():
        return path
    base = Path(*source.split("."))
    for candidate in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
        if candidate.is_file():
            return candidate
    raise ReadingError(
        f"There is no module {source} in {Path.cwd()}.", "Check its name, or name its file."
    )


def _read_script(path: Path, command: tuple[str, ...] | None) -> ReadTarget:
    if path.suffix.lower() not in {".py", ".pyw", ""} and path.exists():
        raise ReadingError(
            f"{path.name} is neither a Python script nor a YAML, JSON or TOML file.",
            "Choose one of these, or give its command as text.",
        )
    script = Script(path)
    main = hydra_main(script)
    if main is not None:
        hydra = read_hydra_program(script, path, main)
        found: CommandLine | None = CommandLine("hydra", hydra.options, hydra.findings.sentences())
    else:
        found = read_command_line(script)
    if found is not None:
        return target_of(str(path), str(path), found, command)
    suggested = read_suggestions(script)
    if suggested is not None:
        name = objective_name(script)
        read = target_of(f"{path}:{name}" if name else str(path), str(path), suggested)
        return replace(read, direction=study_direction(script))
    if foreign := script.foreign_options():
        raise ReadingError(
            f"{path.name} takes the options of {foreign}, which are not in the script.",
            "Read it exactly: that runs it up to where it reads its command line.",
        )
    uncalled = read_uncalled(script)
    if uncalled is None:
        raise ReadingError(f"{path.name} has no parameters that can be read.", _LOOKED_FOR)
    name, found = uncalled
    note = (
        f"Nothing passes the parameters of {name} on the command line: run it as a Python target."
    )
    return target_of(f"{path}:{name}", str(path), replace(found, notes=(*found.notes, note)))


def _read_object(path: Path, target: str, name: str) -> ReadTarget:
    script = Script(path)
    found = read_named(script, name)
    if found is None:
        raise ReadingError(f"There is no function or class {name} in {path.name}.", _near(script))
    if not found.options:
        raise ReadingError(
            f"{name} in {path.name} has no parameters with a type or a default.", _LOOKED_FOR
        )
    read = target_of(target, str(path), found)
    is_study = found.style == "optuna"
    return replace(read, direction=study_direction(script)) if is_study else read


def _near(script: Script) -> str:
    names = [cls.name for cls in script.reader.classes]
    names += [function.name for function in script.reader.functions if function.cls is None]
    return f"It has {', '.join(names[:5])}." if names else "It defines neither."


def _read_config(path: Path) -> ReadTarget:
    read = read_config(path)
    style = {".json": "json", ".toml": "toml"}.get(path.suffix.lower(), "yaml")
    if read.is_hydra:
        read, style = read_hydra_config(path), "hydra"
    if not read.options:
        raise ReadingError(f"{path.name} has no values.", "A configuration file has named values.")
    return target_of(
        str(path), str(path), CommandLine(style, read.options, read.findings.sentences())
    )


def target_of(
    target: str, path: str, found: CommandLine, command: tuple[str, ...] | None = None
) -> ReadTarget:
    """Returns options with their proposals; those of other sub-commands are not selected.

    Args:
        target: what was named.
        path: its file.
        found: the options.
        command: the words of the sub-command to run; the one that trains by default.

    Raises:
        ReadingError: there is no such sub-command.
    """
    notes = list(found.notes)
    parameters = propose_all(found.options)
    commands = tuple(dict.fromkeys(each.command for each in parameters if each.command))
    chosen = _chosen_command(parameters, commands) if command is None else command
    if command and command not in commands:
        words = ", ".join(" ".join(each) for each in commands)
        has = f"It has {words}." if words else f"{Path(path).name} has none."
        raise ReadingError(f"There is no sub-command {' '.join(command)}.", has)
    if len(commands) > 1:
        others = ", ".join(" ".join(each) for each in commands if each != chosen)
        notes.append(f"The sub-command {' '.join(chosen)} is read; there is {others} too.")
    return ReadTarget(
        target=target,
        style=found.style,
        parameters=_of_command(parameters, chosen),
        notes=tuple(notes),
        path=path,
        command=chosen,
        commands=commands,
    )


def _chosen_command(
    parameters: tuple[ReadParameter, ...], commands: tuple[tuple[str, ...], ...]
) -> tuple[str, ...]:
    if not commands:
        return ()

    def rank(command: tuple[str, ...]) -> tuple[bool, int]:
        is_main = any(command[-1].startswith(name) for name in _MAIN_COMMANDS)
        return is_main, sum(each.selected for each in parameters if each.command == command)

    return max(commands, key=rank)


def _of_command(
    parameters: tuple[ReadParameter, ...], chosen: tuple[str, ...]
) -> tuple[ReadParameter, ...]:
    """Each name once, the chosen sub-command's own first; the others' are not selected."""
    found: dict[str, ReadParameter] = {}
    for each in sorted(parameters, key=lambda each: chosen[: len(each.command)] != each.command):
        if chosen[: len(each.command)] != each.command:
            reason = f"It is an option of the sub-command {' '.join(each.command)}."
            found.setdefault(each.name, replace(each, selected=False, reason=reason))
        else:
            found.setdefault(each.name, each)
    return tuple(found.values())
