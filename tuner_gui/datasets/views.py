"""Dataset views of specs, and the openers that load each source once a process; any thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tuner_gui.core.dataset import Dataset, DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, CsvSpec, NoDataSpec
from tuner_gui.core.table_specs import ArrowSpec, FileSpec, FlightSpec, ParquetSpec, TableSpec

if TYPE_CHECKING:
    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.datasets.splits import SplitData

_Stamp: TypeAlias = tuple[int, int] | None


class _Opened(NamedTuple):
    stamp: _Stamp
    train: Dataset
    validation: Dataset


_opened: dict[DatasetSpec, _Opened] = {}
_lock = threading.Lock()


def dataset_view(spec: DatasetSpec) -> DatasetView:
    """Returns the view of a spec; nothing is read before its `open()`."""
    is_split = isinstance(spec, TableSpec) and spec.split is not None
    return DatasetView(spec.label, spec, open_dataset, open_validation if is_split else None)


def open_dataset(spec: DatasetSpec) -> Dataset:
    """Returns the rows to train on, read once a process and again when the file has changed.

    Raises:
        TrainFailure: there are no data, or they cannot be read.
    """
    return _open(spec).train


def open_validation(spec: DatasetSpec) -> Dataset:
    """Returns the rows to validate on, which without a split are those to train on.

    Raises:
        TrainFailure: there are no data, or they cannot be read.
    """
    return _open(spec).validation


def _open(spec: DatasetSpec) -> _Opened:
    stamp = _stamp(spec)
    with _lock:
        kept = _opened.get(spec)
        if kept is None or kept.stamp != stamp:
            kept = _opened[spec] = _Opened(stamp, *_parts(spec))
    return kept


def _stamp(spec: DatasetSpec) -> _Stamp:
    """What tells one state of a file from the next; None for what cannot change or is missing."""
    if not isinstance(spec, FileSpec):
        return None
    try:
        status = Path(spec.path).stat()
    except (OSError, ValueError):
        return None  # reading it will say so
    return status.st_mtime_ns, status.st_size


def _parts(spec: DatasetSpec) -> tuple[Dataset, Dataset]:
    match spec:
        case NoDataSpec():
            raise TrainFailure("This sweep has no dataset.", "Choose one in Setup.")
        case BundledSpec():
            from tuner_gui.datasets.bundled import load_bundled

            data = load_bundled(spec)
            return data, data
        case _:
            return _load_table(spec).parts(spec)


def _load_table(spec: CsvSpec | ParquetSpec | ArrowSpec | FlightSpec) -> SplitData:
    if isinstance(spec, CsvSpec):
        from tuner_gui.datasets.csv_data import load_csv

        return load_csv(spec)
    from tuner_gui.datasets.arrow_data import load_arrow_table

    return load_arrow_table(spec)
