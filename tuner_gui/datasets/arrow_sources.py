"""Arrow tables from Parquet, Arrow IPC and Flight; where trials run, or in a child that looks.

An IPC file is mapped into memory: its columns are views of the mapping, so that all processes share
one copy in the page cache. One that was written with compression (Feather's default) is unpacked
into the memory of each process, which is said on stderr.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.files import is_file
from tuner_gui.core.table_specs import ArrowSpec, FlightSpec, ParquetSpec
from tuner_gui.datasets.arrow_errors import require_pyarrow, told_as
from tuner_gui.datasets.columns import feature_columns, require_columns, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

_FILE_MAGIC = b"ARROW1"
_FEATHER_1_MAGIC = b"FEA1"


def read_table(spec: ParquetSpec | ArrowSpec | FlightSpec) -> pa.Table:
    """Returns the columns of a table that its spec uses, without copying where that is possible.

    Raises:
        TrainFailure: it cannot be read, or lacks a column; or pyarrow is not installed.
    """
    require_pyarrow(spec)
    match spec:
        case ParquetSpec():
            return _parquet_table(spec)
        case ArrowSpec():
            return _mapped_table(spec)
        case FlightSpec():
            from tuner_gui.datasets.flight import fetch_table

            return _chosen(spec, fetch_table(spec))
        case never:
            assert_never(never)


def open_parquet(spec: ParquetSpec) -> Any:
    """Returns the opened file, of which only the description is read.

    Raises:
        TrainFailure: it is not there, or no Parquet file.
    """
    from pyarrow.parquet import ParquetFile

    _require_content(spec)
    with told_as(spec, "Parquet"):
        return ParquetFile(spec.path, memory_map=True)


def open_mapped(spec: ArrowSpec) -> tuple[Any, pa.Buffer]:
    """Returns the reader of a mapped file or stream, and the mapping.

    Raises:
        TrainFailure: it is not there, or not in the Arrow format.
    """
    import pyarrow as pa

    _require_content(spec)
    with told_as(spec, "Arrow"):
        source = pa.memory_map(spec.path)
        mapping = source.read_buffer()
        start = bytes(mapping[: len(_FILE_MAGIC)])
        if start.startswith(_FEATHER_1_MAGIC):
            raise TrainFailure(
                f"{spec.source} is in the first version of Feather, which is no Arrow.",
                "Write it again as Feather of version 2.",
            )
        is_file = start == _FILE_MAGIC
        return (pa.ipc.open_file if is_file else pa.ipc.open_stream)(mapping), mapping


def used_columns(spec: ParquetSpec | ArrowSpec | FlightSpec, names: Sequence[str]) -> list[str]:
    """Returns the features, the target and the column of the split.

    Raises:
        TrainFailure: the table lacks one of them.
    """
    require_columns(spec, names)
    wanted = [*feature_columns(spec, names), spec.target_column, spec.split_column]
    return list(dict.fromkeys(filter(None, wanted)))


def _parquet_table(spec: ParquetSpec) -> pa.Table:
    with open_parquet(spec) as file, told_as(spec, "Parquet"):
        names = used_columns(spec, file.schema_arrow.names)
        return file.read(columns=names).select(names)


def _mapped_table(spec: ArrowSpec) -> pa.Table:
    reader, mapping = open_mapped(spec)
    with told_as(spec, "Arrow"):
        table = _chosen(spec, reader.read_all())
        for column in table.columns:
            # what is not a number is read through anyway, and a wrong offset would end the process
            column.validate(full=not _is_plain(column.type))
    if not all(_lies_in(mapping, column) for column in table.columns):
        say(spec, "it was written with compression, so that each worker unpacks it into its memory")
    return table


def _chosen(spec: ArrowSpec | FlightSpec, table: pa.Table) -> pa.Table:
    return table.select(used_columns(spec, table.column_names))


def _is_plain(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _lies_in(mapping: pa.Buffer, column: pa.ChunkedArray) -> bool:
    buffers: Iterable[pa.Buffer | None] = (
        buffer for chunk in column.chunks for buffer in chunk.buffers()
    )
    end = mapping.address + mapping.size
    return all(
        buffer is None or not buffer.size or mapping.address <= buffer.address < end
        for buffer in buffers
    )


def _require_content(spec: ParquetSpec | ArrowSpec) -> None:
    path = Path(spec.path)
    if not is_file(path):
        raise TrainFailure(f"There is no file {spec.path}.", "Choose the file again.")
    if not path.stat().st_size:
        raise TrainFailure(f"The file {spec.path} is empty.")
