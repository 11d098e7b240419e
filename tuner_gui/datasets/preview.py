"""The first rows of any data, and what its columns hold; any thread, opens no more than that needs.

`python -m tuner_gui.datasets.preview KIND PLACE` prints it as JSON: a child that may hold 2 GB at
most, so that neither a huge nor a damaged source harms whoever asks.
"""

from __future__ import annotations

import contextlib
import sys
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict

from tuner_gui.core.errors import TrainFailure, TuningError
from tuner_gui.core.specs import BundledSpec, CsvSpec
from tuner_gui.core.table_specs import ArrowSpec, FlightSpec, ParquetSpec
from tuner_gui.datasets.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pyarrow as pa

    from tuner_gui.datasets.sources import SourceKind

SHOWN_ROWS = 20
SHOWN_COLUMNS = 200

_CSV_ROWS = 10_000
_COUNTING_S = 2.0
_LONGEST_CELL = 100
_MOST_BYTES = 2 << 30
_NO_TARGET = "-"
"""A spec has to name a target; it plays no part here."""


class ColumnPreview(BaseModel):
    """A column.

    Args:
        name: as the source has it.
        type: in the words of the source, such as `int64` or `string`.
        nulls: how many of the counted rows have no value; None where that is not known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: str
    nulls: int | None


class DataPreview(BaseModel):
    """The beginning of a table.

    Args:
        columns: all of them.
        rows: the first 20, each with the texts of the first 200 columns; None for no value.
        row_count: of the whole table; None where to know that would take reading it all.
        counted_rows: in so many rows, from the first, nulls were counted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[ColumnPreview, ...]
    rows: tuple[tuple[str | None, ...], ...]
    row_count: int | None
    counted_rows: int

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)


def preview(source: Source) -> DataPreview:
    """Returns the beginning of a source.

    Raises:
        TuningError: one sentence that names the source: it is not there, or cannot be read.
    """
    spec = source.with_target(_NO_TARGET)
    match spec:
        case BundledSpec():
            return _bundled(spec)
        case CsvSpec():
            return _csv(spec)
        case ParquetSpec() | ArrowSpec() | FlightSpec():
            from tuner_gui.datasets.arrow_errors import require_pyarrow, told_as

            require_pyarrow(spec)
            with told_as(spec, "a table"):
                return _parquet(spec) if isinstance(spec, ParquetSpec) else _batches(spec)
        case _:
            raise TrainFailure("This sweep has no dataset.", "Choose one in Setup.")


def _bundled(spec: BundledSpec) -> DataPreview:
    from tuner_gui.datasets.bundled import load_bundled

    data = load_bundled(spec)
    names = (*data.feature_names, data.target_name)
    columns = [data.column(name) for name in names]
    return DataPreview(
        columns=tuple(
            ColumnPreview(name=name, type=str(column.dtype), nulls=0)
            for name, column in zip(names, columns, strict=True)
        ),
        rows=_rows([column[:SHOWN_ROWS].tolist() for column in columns[:SHOWN_COLUMNS]]),
        row_count=len(data.target),
        counted_rows=len(data.target),
    )


def _csv(spec: CsvSpec) -> DataPreview:
    from tuner_gui.datasets.csv_data import read_rows
    from tuner_gui.datasets.csv_layout import read_layout

    table = read_rows(spec.path, read_layout(spec.path), _CSV_ROWS)
    first = table.iloc[:SHOWN_ROWS, :SHOWN_COLUMNS].astype(object)
    first = first.where(first.notna(), None)
    nulls = table.isna().sum().tolist()
    return DataPreview(
        columns=tuple(
            ColumnPreview(name=str(name), type=str(table.dtypes.iloc[place]), nulls=nulls[place])
            for place, name in enumerate(table.columns)
        ),
        rows=_rows([first.iloc[:, place].tolist() for place in range(first.shape[1])]),
        row_count=len(table) if len(table) < _CSV_ROWS else None,
        counted_rows=len(table),
    )


def _parquet(spec: ParquetSpec) -> DataPreview:
    from tuner_gui.datasets.arrow_sources import open_parquet

    with open_parquet(spec) as file:
        names = list(dict.fromkeys(file.schema_arrow.names))
        batches = file.iter_batches(SHOWN_ROWS, columns=names[:SHOWN_COLUMNS], use_threads=False)
        first = next(iter(batches), None)
        nulls = _counted_nulls(file.metadata)
        return DataPreview(
            columns=tuple(
                ColumnPreview(name=field.name, type=str(field.type), nulls=nulls.get(field.name))
                for field in file.schema_arrow
            ),
            rows=() if first is None else _arrow_rows(first),
            row_count=file.metadata.num_rows,
            counted_rows=file.metadata.num_rows,
        )


def _counted_nulls(metadata: Any) -> dict[str, int | None]:
    """The nulls of each plain column, as the writer counted them."""
    nulls: dict[str, int | None] = {}
    for group in range(metadata.num_row_groups):
        for place in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(place)
            said = chunk.statistics.null_count if chunk.is_stats_set else None
            before = nulls.get(chunk.path_in_schema, 0)
            both = None if said is None or before is None else before + said
            nulls[chunk.path_in_schema] = both
    return nulls


def _batches(spec: ArrowSpec | FlightSpec) -> DataPreview:
    """Counts nulls batch by batch, as many as there is time for."""
    deadline = monotonic() + _COUNTING_S
    schema, batches, is_whole = _beginning(spec)
    first: pa.RecordBatch | None = None
    nulls, counted = [0] * len(schema), 0
    for batch in batches:
        if first is None or not len(first):
            first = batch.slice(0, SHOWN_ROWS)
        nulls = [sum(pair) for pair in zip(nulls, _nulls_of(batch), strict=True)]
        counted += len(batch)
        if monotonic() > deadline:
            is_whole = False
            break
    return DataPreview(
        columns=tuple(
            ColumnPreview(name=field.name, type=str(field.type), nulls=count)
            for field, count in zip(schema, nulls, strict=True)
        ),
        rows=() if first is None else _arrow_rows(first),
        row_count=counted if is_whole else None,
        counted_rows=counted,
    )


def _beginning(
    spec: ArrowSpec | FlightSpec,
) -> tuple[pa.Schema, Iterable[pa.RecordBatch], bool]:
    """The schema, batches from the first, and whether these are all."""
    if isinstance(spec, FlightSpec):
        from tuner_gui.datasets.flight import fetch_start

        table, is_whole = fetch_start(spec, SHOWN_ROWS)
        return table.schema, table.to_batches(), is_whole
    from tuner_gui.datasets.arrow_sources import open_mapped

    reader, _ = open_mapped(spec)
    if not hasattr(reader, "get_batch"):  # a stream
        return reader.schema, reader, True
    count: int = reader.num_record_batches
    return reader.schema, map(cast("Callable[[int], Any]", reader.get_batch), range(count)), True


def _nulls_of(batch: pa.RecordBatch) -> list[int]:
    batch.validate()
    return [column.null_count for column in batch.columns]


def _arrow_rows(batch: pa.RecordBatch) -> tuple[tuple[str | None, ...], ...]:
    batch.validate(full=True)
    return _rows([column.to_pylist() for column in batch.columns[:SHOWN_COLUMNS]])


def _rows(columns: Sequence[Sequence[object]]) -> tuple[tuple[str | None, ...], ...]:
    return tuple(zip(*(map(_cell, column) for column in columns), strict=True))


def _cell(value: object) -> str | None:
    if value is None:
        return None
    text = repr(value) if isinstance(value, bytes) else str(value)
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def main(arguments: Sequence[str]) -> int:
    """Prints the preview of `KIND PLACE`; returns 0, or 2 with a sentence on stderr."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    kind, place = arguments
    try:
        found = preview(Source(cast("SourceKind", kind), place))
    except TuningError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except MemoryError:
        sys.stderr.write(f"The first rows of {place} do not fit into memory.\n")
        return 2
    sys.stdout.write(f"\n{found.model_dump_json()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
