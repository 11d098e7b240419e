"""The parameters of a trial as a file or as text to paste: one table of formats; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import write_atomically
from tuner_gui.targets.parameter_text import json_text, python_text, toml_text, yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord

ENTRY_POINT_GROUP = "tuner_gui.exporters"

Exporter: TypeAlias = "Callable[[TrialRecord, SweepConfig], str]"
"""Makes the text of a trial's parameters."""


class ExportError(TuningError):
    """Parameters cannot be exported."""


@dataclass(frozen=True, slots=True)
class BestFormat:
    """A format of parameters.

    Args:
        title: what a person calls it.
        suffixes: how the names of its files end, the usual one first; none where it is not for
            files.
        export: makes the text.
    """

    title: str
    suffixes: tuple[str, ...]
    export: Exporter


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
}
"""The formats of files, by name."""

COPY_FORMATS: dict[str, BestFormat] = {
    **BEST_FORMATS,
    "python": BestFormat("Python", (".py",), lambda record, _config: python_text(record.params)),
}
"""The formats of text to paste, by name."""


def format_names() -> tuple[str, ...]:
    """Returns the names of all formats, those of installed packages last."""
    added = {point.name for point in entry_points(group=ENTRY_POINT_GROUP)}
    return (*COPY_FORMATS, *sorted(added - COPY_FORMATS.keys()))


def format_of(path: Path) -> str:
    """Returns the name of the format that a file's name asks for.

    Raises:
        ExportError: its suffix belongs to none.
    """
    for name, known in COPY_FORMATS.items():
        if path.suffix.lower() in known.suffixes:
            return name
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
        format_name: a key of COPY_FORMATS, or the name of an installed exporter.

    Raises:
        ExportError: there is no such format, or an installed exporter fails.
    """
    if known := COPY_FORMATS.get(format_name):
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
    """
    text = export_best(record, config, format_name or format_of(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
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
