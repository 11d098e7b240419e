"""Trials as CSV, TSV and JSON lines; every number exactly; any thread."""

from __future__ import annotations

import csv
import json
import math
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from tuner_gui.core.marks import UNMARKED
from tuner_gui.exchange.tables.trial_table import ABSENT
from tuner_gui.targets.parameter_text import plain

if TYPE_CHECKING:
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.exchange.tables.trial_table import TrialTable


def csv_text(table: TrialTable) -> str:
    """Returns the table with commas and a header line; what a trial lacks is empty."""
    return _delimited(table, ",")


def tsv_text(table: TrialTable) -> str:
    """Returns the table with tabs and a header line; what a trial lacks is empty."""
    return _delimited(table, "\t")


def _delimited(table: TrialTable, delimiter: str) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell_text(value) for value in row] for row in table.rows)
    return text.getvalue()


def cell_text(value: Any) -> str:
    """Returns a value as the text of a cell: numbers exactly, lists as JSON."""
    if value is ABSENT:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return json.dumps(plain(value), ensure_ascii=False)


def json_lines(table: TrialTable) -> str:
    """Returns a JSON object for each trial, with the names and groups of the session file.

    Where something was said of any, each has what the columns of the other tables say, too.
    """
    lines = (_plain(record) for record in table.records)
    if table.marks:
        marks = (table.marks.get(record.number, UNMARKED) for record in table.records)
        lines = (line | _said(mark) for line, mark in zip(lines, marks, strict=True))
    return "".join(f"{json.dumps(line, ensure_ascii=False, allow_nan=False)}\n" for line in lines)


def _plain(record: TrialRecord) -> dict[str, Any]:
    error = record.error
    return {
        "number": record.number,
        "state": record.state.value,
        "metric": _finite(record.metric),
        "metrics": {name: _finite(value) for name, value in record.metrics.items()},
        "params": plain(record.params),
        "duration_ms": record.duration_ms,
        "started_at": record.started_at.isoformat() if record.started_at else None,
        "worker": record.worker,
        "seed": record.seed,
        "origin": record.origin.value,
        "error": error.sentence if error else None,
    }


def _said(mark: TrialMark) -> dict[str, Any]:
    return {
        "starred": mark.is_starred,
        "hidden": mark.is_hidden,
        "tags": list(mark.tags),
        "note": mark.note or None,
    }


def _finite(value: float | None) -> float | str | None:
    """JSON has no word for NaN and infinities; the session file writes them so too."""
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
