"""What data hold, asked of a child process before a sweep starts; any thread but the GUI's."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tuner_gui.core.errors import TuningError
from tuner_gui.core.table_specs import ColumnSplit, FractionSplit
from tuner_gui.datasets.columns import require_columns
from tuner_gui.datasets.csv_layout import read_csv_columns
from tuner_gui.datasets.preview import DataPreview
from tuner_gui.datasets.sources import Source
from tuner_gui.targets.child import run_child

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.core.table_specs import SplitSpec, TableSpec

_MODULE = "tuner_gui.datasets.preview"
_PREVIEW_TIMEOUT_S = 30.0


def read_preview(
    source: Source, *, timeout_s: float = _PREVIEW_TIMEOUT_S, stop: Event | None = None
) -> DataPreview:
    """Returns the first rows of a source and what its columns hold.

    Args:
        source: where the data come from.
        timeout_s: how long that may take.
        stop: once it is set, the reading is broken off.

    Raises:
        TuningError: one sentence that names the source: it is not there, cannot be read, or does
            not come to an end.
    """
    try:
        printed = run_child(_MODULE, *source, timeout_s=timeout_s, stop=stop)
        return DataPreview.model_validate_json(printed.strip().rpartition("\n")[2])
    except ValidationError as error:
        raise TuningError(f"The preview of {source.place} could not be read.") from error
    except TuningError as error:
        if _address(source) in error.message:
            raise
        raise TuningError(f"{source.place} could not be looked into: {error.message}") from None


def require_table(spec: TableSpec) -> None:
    """Raises where a table cannot be read, or lacks a column that its spec names.

    Raises:
        TuningError: one sentence that names the table and the column.
    """
    source = Source(spec.kind, spec.place)  # type: ignore[arg-type]  # each kind of a table is one
    require_columns(spec, _columns_of(source))


def choose_dataset(
    data: str,
    target_column: str,
    columns: Sequence[str] = (),
    split: str = "",
    *,
    excluded: Sequence[str] = (),
) -> DatasetSpec:
    """Returns the dataset that is named in one line.

    Args:
        data: a bundled set, a file in CSV, Parquet or Arrow, or `grpc://HOST:PORT/NAME`.
        target_column: of a table; empty for the last one that is no split.
        columns: the features of a table; none for all.
        excluded: columns that are no features.
        split: which rows of a table are trained on, as `split_named` reads it.

    Raises:
        TuningError: there are no such data, or no such column.
    """
    source = Source.named(data)
    if source.kind == "bundled":
        if target_column:
            raise TuningError(f"{data} has a target of its own; a column is named for tables.")
        if columns or split or excluded:
            raise TuningError(f"{data} is used whole; columns and a split are for tables.")
        return source.with_target("")
    name = data
    if source.kind != "flight":
        path = Path(data).absolute()  # so that the session can be opened from any folder
        source, name = source._replace(place=str(path)), path.name
    names = _columns_of(source)
    rule = split_named(split) if split else None
    marks = [rule.column] if isinstance(rule, ColumnSplit) else []
    free = [each for each in names if each not in {*columns, *marks, *excluded}]
    column = target_column or (free or list(names))[-1]
    for each in (column, *columns, *marks, *excluded):
        if each not in names:
            raise TuningError(f"{name} has no column {each}.", _nearest(each, names))
    if excluded:
        others = {column, *marks, *excluded}
        columns = [each for each in columns or names if each not in others]
        if not columns:
            raise TuningError(f"{name} has no column left to learn from.", "Exclude fewer.")
    found = source.with_target(column)
    more = {"columns": tuple(columns), "split": rule}
    return found.model_copy(update={key: value for key, value in more.items() if value})


def split_named(text: str) -> SplitSpec:
    """Returns the rule of a split in one line.

    Args:
        text: the share of the rows to train on, such as 0.8, or a column with what it holds in
            the rows to train on, such as `part=train` or `fold=1,2,3`.

    Raises:
        TuningError: it is neither.
    """
    column, equals, values = text.partition("=")
    try:
        if not equals:
            return FractionSplit(fraction=float(text))
        held = [value.strip() for value in values.split(",")]
        return ColumnSplit(column=column.strip(), values=tuple(filter(None, held)))
    except ValueError as error:
        raise TuningError(
            f"{text} is no split.",
            "Write a share between 0 and 1, such as 0.8, or a column and its values for the rows "
            "to train on, such as part=train.",
        ) from error


def _columns_of(source: Source) -> Sequence[str]:
    if source.kind == "csv":
        return read_csv_columns(source.place)
    return read_preview(source).names


def _address(source: Source) -> str:
    """What a sentence about the source names: its file, or else its server."""
    if source.kind != "flight":
        return source.place
    return source.place.partition("://")[2].partition("/")[0].partition("?")[0]


def _nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Some are {', '.join(names[:5])}."
