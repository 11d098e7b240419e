"""Dataset views of specs, and the opener that loads each source once a process; any thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, assert_never

from tuner_gui.core.dataset import Dataset, DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, CsvSpec, NoDataSpec

if TYPE_CHECKING:
    from tuner_gui.core.specs import DatasetSpec

_Stamp: TypeAlias = tuple[int, int] | None

_opened: dict[DatasetSpec, tuple[_Stamp, Dataset]] = {}
_lock = threading.Lock()


def dataset_view(spec: DatasetSpec) -> DatasetView:
    """Returns the view of a spec; nothing is read before its `open()`."""
    return DatasetView(spec.label, spec, open_dataset)


def open_dataset(spec: DatasetSpec) -> Dataset:
    """Returns the data of a spec, read once a process and again when the file has changed.

    Raises:
        TrainFailure: there are no data, or they cannot be read.
    """
    stamp = _stamp(spec)
    with _lock:
        kept = _opened.get(spec)
        if kept is None or kept[0] != stamp:
            kept = _opened[spec] = (stamp, _load(spec))
    return kept[1]


def _stamp(spec: DatasetSpec) -> _Stamp:
    """What tells one state of a file from the next; None for what cannot change or is missing."""
    if not isinstance(spec, CsvSpec):
        return None
    try:
        status = Path(spec.path).stat()
    except OSError:
        return None  # reading it will say so
    return status.st_mtime_ns, status.st_size


def _load(spec: DatasetSpec) -> Dataset:
    match spec:
        case NoDataSpec():
            raise TrainFailure("This sweep has no dataset.", "Choose one in Setup.")
        case BundledSpec():
            from tuner_gui.datasets.bundled import load_bundled

            return load_bundled(spec)
        case CsvSpec():
            from tuner_gui.datasets.csv_data import load_csv

            return load_csv(spec)
        case never:
            assert_never(never)
