"""Trials as a Parquet file, by pyarrow; any thread."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.tables.delimited import cell_text
from tuner_gui.exchange.tables.trial_table import ABSENT

if TYPE_CHECKING:
    import pyarrow as pa

    from tuner_gui.exchange.tables.trial_table import TrialTable


def parquet_bytes(table: TrialTable) -> bytes:
    """Returns the table with typed columns; values of several types in one column become text.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ExportError(
            "To write Parquet needs pyarrow, which is not installed.",
            "Install it by: pip install 'tuner-gui[arrow]'",
        ) from None
    arrays = [_array(table.column(name)) for name in table.columns]
    target = BytesIO()
    pq.write_table(pa.table(arrays, names=list(table.columns)), target)
    return target.getvalue()


def _array(values: list[Any]) -> pa.Array:
    import pyarrow as pa

    present = [value for value in values if value is not ABSENT and value is not None]
    kinds = {type(value) for value in present}
    plain = [None if value is ABSENT else value for value in values]
    if kinds == {datetime}:
        return pa.array(plain, pa.timestamp("us", tz="UTC"))
    if kinds == {bool}:
        return pa.array(plain, pa.bool_())
    if kinds == {int} and all(-(2**63) <= value < 2**63 for value in present):
        return pa.array(plain, pa.int64())
    if kinds == {int} and all(0 <= value < 2**64 for value in present):
        return pa.array(plain, pa.uint64())
    if kinds == {float} or (
        kinds == {int, float} and all(float(value) == value for value in present)
    ):
        return pa.array([None if value is None else float(value) for value in plain], pa.float64())
    texts = [None if value is None else cell_text(value) for value in plain]
    return pa.array(texts, pa.string())
