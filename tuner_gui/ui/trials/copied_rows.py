"""Trials as text for the clipboard: a table for a spreadsheet, parameters as JSON. No Qt."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.columns import MISSING, IntColumn
from tuner_gui.core.nesting import nest
from tuner_gui.ui.trials.column_data import Coded
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.trials.column_data import FloatArray, IntArray

_EXACT = 2.0**53
"""Whole numbers below it are exact as floats."""

_HEADINGS = {ColumnKind.TIME: "time_s", ColumnKind.STARTED: "started_at"}


def as_table(store: TrialStore, rows: IntArray, columns: Sequence[TrialColumn]) -> str:
    """Returns trials as tab-separated text with a header line; values with all their digits.

    Stars are left out while there are none.
    """
    is_any_starred = bool(store.marks.starred_among(store.numbers).any())
    columns = [each for each in columns if each.kind is not ColumnKind.STAR or is_any_starred]
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerow([_HEADINGS.get(column.kind, column.name) for column in columns])
    writer.writerows(zip(*(_values(store, rows, column) for column in columns), strict=True))
    return text.getvalue()


def as_json(store: TrialStore, rows: IntArray) -> str:
    """Returns the parameters of a trial as a JSON object; of several, as a list of them."""
    found = [nest(store.params_of(row).items()) for row in rows.tolist()]
    return json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False)


def _values(store: TrialStore, rows: IntArray, column: TrialColumn) -> list[object]:
    """A whole column at once; one by one where numbers are to stay whole."""
    data = column.read(store, rows)
    if isinstance(data, Coded):
        texts = [*map(str, data.categories), ""]
        return [texts[code] for code in data.codes.tolist()]
    if column.kind is ColumnKind.STARTED:
        return ["" if np.isnan(each) else _moment(each) for each in data.tolist()]
    if column.kind is ColumnKind.NUMBER:
        return list(store.numbers[rows].tolist())
    if column.kind is ColumnKind.PARAM and isinstance(store.param(column.name), IntColumn):
        if np.nanmax(np.abs(data), initial=0) < _EXACT:
            return ["" if value != value else int(value) for value in data.tolist()]  # noqa: PLR0124 - NaN
        values = (column.value(store, row) for row in rows.tolist())
        return ["" if value is MISSING else value for value in values]
    return _present(data)


def _present(data: FloatArray) -> list[object]:
    return ["" if value != value else value for value in data.tolist()]  # noqa: PLR0124 - NaN


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
