"""How a CSV file is laid out: its delimiter and column names; standard library only, any thread."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.files import is_file

ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark that Excel puts first."""

CHOOSE_AGAIN = "Choose the CSV file again."

_DELIMITERS = ",;\t"
_SAMPLE_LINES = 50
_LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class CsvLayout:
    """What the first lines of a file say.

    Args:
        delimiter: a comma, a semicolon or a tab.
        columns: the names in the header line; unnamed ones are called `column 3`, repeated ones
            `name 2`.
    """

    delimiter: str
    columns: tuple[str, ...]


def read_csv_columns(path: str | Path) -> list[str]:
    """Returns the column names of a CSV file; reads only its first lines.

    Raises:
        TrainFailure: it cannot be read, is empty, or is not text.
    """
    return list(read_layout(path).columns)


def read_layout(path: str | Path) -> CsvLayout:
    """Returns the layout of a CSV file, read off its first lines.

    Raises:
        TrainFailure: it cannot be read, is empty, or is not text.
    """
    lines = _first_lines(Path(path))
    if not any(line.strip() for line in lines):
        raise TrainFailure(f"The file {path} is empty.", "A CSV file starts with a header line.")
    if any("\0" in line for line in lines):
        raise not_text(path)
    delimiter = max(_DELIMITERS, key=lambda candidate: _fitness(lines, candidate))
    rows = (row for row in csv.reader(lines, delimiter=delimiter) if row)
    return CsvLayout(delimiter, _distinct(next(rows, [])))


def not_text(path: str | Path) -> TrainFailure:
    """Returns the failure of a file that UTF-8 cannot read."""
    return TrainFailure(
        f"The file {path} is not text in UTF-8.", "Save it again as CSV in UTF-8, then reload."
    )


def _first_lines(path: Path) -> list[str]:
    if not is_file(path):
        raise TrainFailure(f"There is no file {path}.", CHOOSE_AGAIN)
    try:
        with path.open(encoding=ENCODING, newline="") as file:
            return list(islice(iter(lambda: file.readline(_LONGEST_LINE), ""), _SAMPLE_LINES))
    except UnicodeDecodeError:
        raise not_text(path) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TrainFailure(f"The file {path} cannot be read: {reason}.") from error


def _fitness(lines: list[str], delimiter: str) -> tuple[bool, float, int]:
    """How well a delimiter explains the lines: first it must split, then rows match the header."""
    try:
        header, *rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except (csv.Error, ValueError):  # a field without end; no line that is not blank
        return False, 0.0, 0
    matching = sum(len(row) == len(header) for row in rows)
    return len(header) > 1, matching / max(1, len(rows)), len(header)


def _distinct(names: list[str]) -> tuple[str, ...]:
    columns: list[str] = []
    for position, raw in enumerate(names, start=1):
        name = base = raw.strip() or f"column {position}"
        count = 2
        while name in columns:
            name, count = f"{base} {count}", count + 1
        columns.append(name)
    return tuple(columns)
