"""The parameters of a trial as a file or as text to paste: one table of formats; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.files import write_atomically
from tuner_gui.core.specs import CommandSpec
from tuner_gui.exchange.best_calls import estimator_obstacle, estimator_text
from tuner_gui.exchange.best_text import (
    argument_text,
    command_arguments,
    env_text,
    keyword_text,
    override_text,
)
from tuner_gui.exchange.errors import ExportError
from tuner_gui.targets.parameter_text import json_text, python_text, toml_text, yaml_text
from tuner_gui.targets.reproduction import line_of_trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord

ENTRY_POINT_GROUP = "tuner_gui.exporters"
TABLE_PREFIX = "table."
"""How the names of entry points begin that are exporters of tables, not of parameters."""

Exporter: TypeAlias = "Callable[[TrialRecord, SweepConfig], str]"
"""Makes the text of a trial's parameters."""


def _any_target(_config: SweepConfig) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class BestFormat:
    """A format of parameters.

    Args:
        title: what a person calls it.
        suffixes: how the names of its files end, the usual one first.
        export: makes the text.
        obstacle: says why it does not suit a sweep, or nothing.
    """

    title: str
    suffixes: tuple[str, ...]
    export: Exporter
    obstacle: Callable[[SweepConfig], str] = _any_target


def _command_text(record: TrialRecord, config: SweepConfig) -> str:
    if obstacle := _command_obstacle(config):
        raise ExportError(obstacle)
    return line_of_trial(config, record) + "\n"


def _command_obstacle(config: SweepConfig) -> str:
    return "This sweep has no target that could run." if config.target is None else ""


def _argument_text(record: TrialRecord, config: SweepConfig) -> str:
    text = None
    if isinstance(config.target, CommandSpec):
        text = command_arguments(config.target, record.params)
    return argument_text(record.params) if text is None else text


BEST_FORMATS: dict[str, BestFormat] = {
    "json": BestFormat("JSON", (".json",), lambda record, _config: json_text(record.params)),
    "yaml": BestFormat(
        "YAML",
        (".yaml", ".yml"),
        lambda record, config: yaml_text(record.params, provenance(record, config)),
    ),
    "toml": BestFormat(
        "TOML",
        (".toml",),
        lambda record, config: toml_text(record.params, provenance(record, config)),
    ),
    "env": BestFormat(
        ".env",
        (".env",),
        lambda record, config: env_text(record.params, provenance(record, config)),
    ),
}
"""The formats of files, by name."""

COPY_FORMATS: dict[str, BestFormat] = {
    **BEST_FORMATS,
    "python": BestFormat(
        "Python dict", (".py",), lambda record, _config: python_text(record.params)
    ),
    "kwargs": BestFormat(
        "keyword arguments", (".txt",), lambda record, _config: keyword_text(record.params)
    ),
    "args": BestFormat("command-line arguments", (".txt",), _argument_text),
    "hydra": BestFormat(
        "Hydra overrides", (".txt",), lambda record, _config: override_text(record.params)
    ),
}
"""The formats that suit every sweep, by name."""

PARAMETER_FORMATS: dict[str, BestFormat] = {
    **COPY_FORMATS,
    "sklearn": BestFormat("scikit-learn constructor", (".py",), estimator_text, estimator_obstacle),
    "command": BestFormat("command that runs it", (".sh",), _command_text, _command_obstacle),
}
"""All formats of parameters, by name."""

_FORMAT_OF_SUFFIX = {
    **{suffix: name for name, known in BEST_FORMATS.items() for suffix in known.suffixes},
    ".py": "python",
    ".sh": "command",
}
"""The format that the end of a file's name asks for; `.txt` asks for none."""


def format_names() -> tuple[str, ...]:
    """Returns the names of all formats, those of installed packages last."""
    points = entry_points(group=ENTRY_POINT_GROUP)
    added = {each.name for each in points if not each.name.startswith(TABLE_PREFIX)}
    return (*PARAMETER_FORMATS, *sorted(added - PARAMETER_FORMATS.keys()))


def formats_for(config: SweepConfig) -> tuple[str, ...]:
    """Returns the names of the formats that suit a sweep, those of installed packages last."""
    unfit = {name for name, known in PARAMETER_FORMATS.items() if known.obstacle(config)}
    return tuple(name for name in format_names() if name not in unfit)


def format_title(name: str) -> str:
    """Returns what a person calls a format: that of an installed package by its name."""
    known = PARAMETER_FORMATS.get(name)
    return name if known is None else known.title


def format_of(path: Path) -> str:
    """Returns the name of the format that a file's name asks for.

    Raises:
        ExportError: its suffix belongs to none.
    """
    ending = path.suffix.lower() or path.name.lower() * (path.name == ".env")
    if known := _FORMAT_OF_SUFFIX.get(ending):
        return known
    suffix = path.suffix.removeprefix(".")
    if suffix and suffix in format_names():
        return suffix
    endings = ", ".join(known.suffixes[0] for known in BEST_FORMATS.values())
    raise ExportError(
        f"The name {path.name} does not say which format to write.",
        f"Let it end in one of {endings}, or name a format.",
    )


def export_best(record: TrialRecord, config: SweepConfig, format_name: str) -> str:
    """Returns the parameters of a trial as text.

    Args:
        record: the trial, usually the best.
        config: the sweep it belongs to.
        format_name: a key of PARAMETER_FORMATS, or the name of an installed exporter.

    Raises:
        ExportError: there is no such format, the parameters cannot be said in it, or an installed
            exporter fails.
        TrainFailure: the target cannot take the parameters.
    """
    if known := PARAMETER_FORMATS.get(format_name):
        return known.export(record, config)
    points = entry_points(group=ENTRY_POINT_GROUP, name=format_name)
    if not points:
        raise ExportError(
            f"The format {format_name} is not known here.", f"Known: {', '.join(format_names())}."
        )
    try:
        exporter: Exporter = next(iter(points)).load()
        text = exporter(record, config)
    except Exception as error:
        raise ExportError(
            f"The exporter {format_name} failed: {type(error).__name__}: {error}."
        ) from error
    if not isinstance(text, str):
        raise ExportError(f"The exporter {format_name} returned no text.")
    return text


def write_best(
    path: Path, record: TrialRecord, config: SweepConfig, format_name: str | None = None
) -> None:
    """Writes the parameters of a trial to a file, whole or not at all.

    Args:
        path: the file to write or replace; its folder is made where it is missing.
        record: the trial, usually the best.
        config: the sweep it belongs to.
        format_name: the format; by the file's name where it is None.

    Raises:
        ExportError: there is no such format, or the file cannot be written.
        TrainFailure: the target cannot take the parameters.
    """
    write_export(path, export_best(record, config, format_name or format_of(path)).encode())


def write_export(path: Path, content: bytes) -> None:
    """Writes an exported file, whole or not at all.

    Raises:
        ExportError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(f"{path} cannot be written: {reason}.", "Save it elsewhere.") from error


def provenance(record: TrialRecord, config: SweepConfig) -> list[str]:
    """Returns where parameters come from, line by line."""
    lines = [f"Parameters of trial {record.number} of the sweep {config.name}."]
    if record.metric is not None:
        objective = config.objective
        lines.append(f"{objective.metric} = {record.metric!r} ({objective.direction})")
    return lines
