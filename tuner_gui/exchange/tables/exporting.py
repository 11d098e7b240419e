"""The formats of tables: one table of them, which installed packages can extend; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.exchange.best import ENTRY_POINT_GROUP, TABLE_PREFIX, write_export
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.tables.delimited import csv_text, json_lines, tsv_text
from tuner_gui.exchange.tables.parquet import parquet_bytes
from tuner_gui.exchange.tables.readable import latex_text, markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.exchange.tables.trial_table import TrialTable

TableExporter: TypeAlias = "Callable[[TrialTable], str | bytes]"
"""Makes the content of a file."""


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of tables.

    Args:
        title: what a person calls it.
        suffixes: how the names of its files end, the usual one first.
        export: makes the content.
        is_text: False where it can only go into a file.
    """

    title: str
    suffixes: tuple[str, ...]
    export: TableExporter
    is_text: bool = True


TABLE_FORMATS: dict[str, TableFormat] = {
    "csv": TableFormat("CSV", (".csv",), csv_text),
    "tsv": TableFormat("TSV", (".tsv",), tsv_text),
    "jsonl": TableFormat("JSON lines", (".jsonl", ".ndjson"), json_lines),
    "parquet": TableFormat("Parquet", (".parquet",), parquet_bytes, is_text=False),
    "markdown": TableFormat("Markdown", (".md",), markdown_text),
    "latex": TableFormat("LaTeX", (".tex",), latex_text),
}
"""The formats by name."""


def table_format_names() -> tuple[str, ...]:
    """Returns the names of all formats, those of installed packages last."""
    points = entry_points(group=ENTRY_POINT_GROUP)
    named = (each.name for each in points if each.name.startswith(TABLE_PREFIX))
    added = {name.removeprefix(TABLE_PREFIX) for name in named}
    return (*TABLE_FORMATS, *sorted(added - TABLE_FORMATS.keys()))


def table_format_of(path: Path) -> str | None:
    """Returns the name of the format that a file's name asks for; None if it asks for none."""
    suffix = path.suffix.lower()
    for name, known in TABLE_FORMATS.items():
        if suffix in known.suffixes:
            return name
    added = suffix.removeprefix(".")
    return added if added and added in table_format_names() else None


def export_table(table: TrialTable, format_name: str) -> str | bytes:
    """Returns the content of a file; text where the format is one of text.

    Args:
        table: the trials.
        format_name: a key of TABLE_FORMATS, or the name of an installed exporter.

    Raises:
        ExportError: there is no such format, what it needs is not installed, or an installed
            exporter fails.
    """
    if known := TABLE_FORMATS.get(format_name):
        return known.export(table)
    points = entry_points(group=ENTRY_POINT_GROUP, name=f"{TABLE_PREFIX}{format_name}")
    if not points:
        names = ", ".join(table_format_names())
        raise ExportError(f"The format {format_name} is not known here.", f"Known: {names}.")
    try:
        exporter: TableExporter = next(iter(points)).load()
        content = exporter(table)
    except Exception as error:
        raise ExportError(
            f"The exporter {format_name} failed: {type(error).__name__}: {error}."
        ) from error
    if not isinstance(content, str | bytes):
        raise ExportError(f"The exporter {format_name} returned neither text nor bytes.")
    return content


def write_table(path: Path, table: TrialTable, format_name: str) -> None:
    """Writes the table to a file, whole or not at all.

    Raises:
        ExportError: see `export_table`; or the file cannot be written.
    """
    content = export_table(table, format_name)
    write_export(path, content if isinstance(content, bytes) else encoded(content))


def encoded(text: str) -> bytes:
    """The text in UTF-8; half characters, which a trial may have printed, become question marks."""
    return text.encode("utf-8", "replace")
