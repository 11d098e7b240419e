"""Arrow tables as datasets, by the rules of CSV files; loaded in the process that trains.

A column of numbers without nulls is a view of what the source holds. Nulls become NaN, true and
false 1 and 0, decimals floats; text and dictionaries of text become one column of 0 and 1 for each
of their values. Rows without a target are left out, as are columns of dates, lists and the like,
without any value, or with more than 50 texts. What is left out is said on stderr.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tuner_gui.core.errors import TrainFailure
from tuner_gui.datasets.arrow_errors import told_as
from tuner_gui.datasets.arrow_sources import read_table
from tuner_gui.datasets.columnar import ColumnarDataset
from tuner_gui.datasets.columns import (
    MOST_TEXT_VALUES,
    feature_columns,
    say,
    say_missing_targets,
    without_features,
)
from tuner_gui.datasets.splits import Marks, SplitData
from tuner_gui.datasets.target_rule import are_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    import pyarrow as pa

    from tuner_gui.core.table_specs import ArrowSpec, FlightSpec, ParquetSpec
    from tuner_gui.datasets.columnar import Pieces


def load_arrow_table(spec: ParquetSpec | ArrowSpec | FlightSpec) -> SplitData:
    """Returns the data of a table.

    Raises:
        TrainFailure: it cannot be read, or lacks the target column, features or rows.
    """
    table = read_table(spec)
    with told_as(spec, "a table"):
        table = _with_target(table, spec)
        target, is_classification = _target_of(table[spec.target_column], spec)
        marks = _marks_of(table[spec.split_column]) if spec.split_column else None
        features = dict(_features_of(table, spec))
    if not features:
        raise without_features(spec)
    data = ColumnarDataset(
        list(features.values()),
        target,
        list(features),
        spec.target_column,
        is_classification=is_classification,
    )
    return SplitData(data, marks)


def _with_target(table: pa.Table, spec: ParquetSpec | ArrowSpec | FlightSpec) -> pa.Table:
    if not table.num_rows:
        raise TrainFailure(f"{spec.source} has columns, but no rows.")
    column = table[spec.target_column]
    if not _lacks_values(column):
        return table
    import pyarrow.compute as pc

    is_missing = pc.is_null(column, nan_is_null=True)
    say_missing_targets(spec, pc.sum(is_missing).as_py(), table.num_rows)
    return table.filter(pc.invert(is_missing))


def _lacks_values(column: pa.ChunkedArray) -> bool:
    """Whether a value is missing; NaN is looked for without asking Arrow for memory."""
    import pyarrow as pa

    if column.null_count:
        return True
    if not pa.types.is_floating(column.type):
        return False
    return any(bool(np.isnan(_view_of(chunk)).any()) for chunk in column.chunks)


def _target_of(
    column: pa.ChunkedArray, spec: ParquetSpec | ArrowSpec | FlightSpec
) -> tuple[npt.NDArray[Any], bool]:
    """Returns the target, and whether it is a class."""
    import pyarrow as pa

    column = _decoded(column)
    if _is_text(column.type):
        return np.array(column.to_pylist(), dtype=str), True
    pieces = _numbers(column)
    if pieces is None:
        raise TrainFailure(
            f"The column {spec.target_column} of {spec.place} holds {column.type} values.",
            "A target is numbers, text, or true and false.",
        )
    values = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    if pa.types.is_boolean(column.type):
        return values.astype(bool), True
    return values, are_classes(values)


def _marks_of(column: pa.ChunkedArray) -> Marks:
    encoded = _decoded(column).combine_chunks().dictionary_encode(null_encoding="encode")
    return Marks(_view_of(encoded.indices), encoded.dictionary.to_pylist())


def _features_of(
    table: pa.Table, spec: ParquetSpec | ArrowSpec | FlightSpec
) -> Iterator[tuple[str, Pieces]]:
    """The features under their names: numbers first, then what is made of texts."""
    texts: list[tuple[str, pa.ChunkedArray]] = []
    for name in feature_columns(spec, table.column_names):
        column = _decoded(table[name])
        if column.null_count == len(column):
            say(spec, f"the column {name} has no values and is left out")
        elif _is_text(column.type):
            texts.append((name, column))
        elif (pieces := _numbers(column)) is not None:
            yield name, pieces
        else:
            say(spec, f"the column {name} holds {column.type} values and is left out")
    for name, column in texts:
        encoded = column.combine_chunks().dictionary_encode()
        values = encoded.dictionary.to_pylist()
        if len(values) > MOST_TEXT_VALUES:
            say(spec, f"the column {name} has {len(values)} different texts, left out")
            continue
        codes = _view_of(encoded.indices.fill_null(-1))
        for value, code in sorted(zip(values, range(len(values)), strict=True)):
            indicator = (codes == code).astype(np.float64)
            indicator.flags.writeable = False
            yield f"{name}={value}", (indicator,)


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _is_text(kind: pa.DataType) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _numbers(column: pa.ChunkedArray) -> Pieces | None:
    """The column in as many arrays as it has chunks; None where it holds no numbers."""
    import pyarrow as pa

    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
    elif pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return None
    if column.null_count:
        column = column.cast(pa.float64(), safe=False).fill_null(float("nan"))
    return tuple(map(_view_of, column.chunks))


def _view_of(numbers: pa.Array) -> npt.NDArray[Any]:
    """Returns integers or floats without nulls as a read-only array on the same memory.

    `to_numpy` does the same, but imports pandas, which takes longer than all the rest.
    """
    from pyarrow import types

    kind = numbers.type
    letter = "f" if types.is_floating(kind) else "i" if types.is_signed_integer(kind) else "u"
    dtype = np.dtype(f"{letter}{kind.bit_width // 8}")
    _, buffer = numbers.buffers()
    if not len(numbers):
        return np.empty(0, dtype)
    return np.frombuffer(buffer, dtype, len(numbers), numbers.offset * dtype.itemsize)
