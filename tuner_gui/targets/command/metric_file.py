"""A metrics file that a program writes, followed as it grows: JSON, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from tuner_gui.targets.command.lines import GrowingFile, LineSplitter
from tuner_gui.targets.command.metrics import Reading, read_mapping
from tuner_gui.targets.command.numbers import json_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LARGEST_JSON = 1 << 24


class FollowedMetrics(Protocol):
    """A metrics file; what was in it before the trial is not read."""

    def read(self, *, is_last: bool = False) -> list[Reading]:
        """Returns what is new; the last call also takes a line that has no end."""
        ...


def follow_metrics(path: Path, objective: str) -> FollowedMetrics:
    """Returns the reader for a file, by its suffix: `.json`, `.csv`, `.tsv`, else JSON lines."""
    match path.suffix.lower():
        case ".json":
            return _JsonFile(path, objective)
        case ".csv" | ".tsv":
            return _CsvFile(path, objective)
        case _:
            return _JsonLinesFile(path, objective)


class _LinesFile:
    def __init__(self, path: Path, objective: str) -> None:
        self._file = GrowingFile(path)
        self._path = path
        self._objective = objective
        self._splitter = LineSplitter()

    def read(self, *, is_last: bool = False) -> list[Reading]:
        readings: list[Reading] = []
        while True:
            data, is_beginning = self._file.read()
            if is_beginning:
                self._start_over()
            readings += self._read_lines(self._splitter.feed(data))
            if not data:
                break
        return readings + self._read_lines(self._splitter.finish()) if is_last else readings

    def _start_over(self) -> None:
        self._splitter = LineSplitter()

    def _read_lines(self, lines: Iterable[str]) -> list[Reading]:
        raise NotImplementedError


class _JsonLinesFile(_LinesFile):
    def _read_lines(self, lines: Iterable[str]) -> list[Reading]:
        readings: list[Reading] = []
        for line in lines:
            parsed = _parsed(line)
            if isinstance(parsed, dict):
                readings += read_mapping(parsed, self._objective)[0].values()
        return readings


class _CsvFile(_LinesFile):
    """A table with a header; a column `epoch`, `step` or the like is the step."""

    def __init__(self, path: Path, objective: str) -> None:
        super().__init__(path, objective)
        self._sign = ","
        self._header: list[str] = []
        self._header = self._existing_header()

    def _existing_header(self) -> list[str]:
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                return self._cells(file.readline(_LARGEST_JSON))
        except OSError:
            return []

    def _start_over(self) -> None:
        super()._start_over()
        self._header = []

    def _read_lines(self, lines: Iterable[str]) -> list[Reading]:
        readings: list[Reading] = []
        for line in lines:
            cells = self._cells(line)
            if cells and not self._header:
                self._header = cells
            elif len(cells) == len(self._header):
                row = {name: cell for name, cell in zip(self._header, cells, strict=True) if cell}
                found = read_mapping(row, self._objective)[0]
                readings += [
                    replace(each, text=row[each.name], rule="CSV") for each in found.values()
                ]
        return readings

    def _cells(self, line: str) -> list[str]:
        if not self._header:
            self._sign = max(",;\t", key=line.count)
        try:
            return [cell.strip() for cell in next(csv.reader([line], delimiter=self._sign), [])]
        except csv.Error:
            return []


class _JsonFile:
    """A document that is rewritten whole: an object, a list of objects, or an object of lists."""

    def __init__(self, path: Path, objective: str) -> None:
        self._path = path
        self._objective = objective
        self._state = self._seen_state()
        self._counts: dict[str, int] = {}

    def _seen_state(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def read(self, *, is_last: bool = False) -> list[Reading]:  # noqa: ARG002 - it has no lines
        state = self._seen_state()
        if state is None or state == self._state or state[1] > _LARGEST_JSON:
            return []
        try:
            parsed = _parsed(self._path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return []
        if parsed is None:
            return []  # half written
        self._state = state
        return self._read_document(parsed)

    def _read_document(self, document: Any) -> list[Reading]:
        if isinstance(document, list):
            new = document[self._counts.get("", 0) :]
            self._counts[""] = len(document)
            rows = [read_mapping(row, self._objective)[0] for row in new if isinstance(row, dict)]
            return [reading for row in rows for reading in row.values()]
        if not isinstance(document, dict):
            return []
        readings = list(read_mapping(document, self._objective)[0].values())
        curves = {name: items for name, items in document.items() if isinstance(items, list)}
        plain = [each for each in readings if each.name not in curves]
        return plain + [one for name, items in curves.items() for one in self._curve(name, items)]

    def _curve(self, name: str, items: list[Any]) -> list[Reading]:
        begin, self._counts[name] = self._counts.get(name, 0), len(items)
        numbers = [(step, json_number(item)) for step, item in enumerate(items)][begin:]
        return [Reading(name, value, str(items[step]), step, -1, "JSON") for step, value in numbers]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
