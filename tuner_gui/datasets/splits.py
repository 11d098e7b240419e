"""The rows to train on and those to validate on, taken from loaded data; where trials run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, assert_never

import numpy as np

from tuner_gui.core.dataset import Dataset
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.table_specs import ColumnSplit, FractionSplit
from tuner_gui.datasets.columnar import ColumnarDataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from tuner_gui.core.table_specs import TableSpec

    Rows: TypeAlias = slice | npt.NDArray[np.intp]


class Marks(NamedTuple):
    """What the column of a split holds: a number a row, and what the numbers stand for."""

    codes: npt.NDArray[np.integer[Any]]
    values: Sequence[object]


@dataclass(frozen=True, slots=True)
class SplitData:
    """What a table held.

    Args:
        data: all rows that have a target.
        marks: of these rows, where the split goes by a column.
    """

    data: Dataset
    marks: Marks | None = None

    def parts(self, spec: TableSpec) -> tuple[Dataset, Dataset]:
        """Returns the rows to train on, and those to validate on; without a split all are both.

        Raises:
            TrainFailure: one of the parts has no rows.
        """
        if spec.split is None:
            return self.data, self.data
        train, validation = self._rows(spec.split)
        for rows, purpose in [(train, "train"), (validation, "validate")]:
            if not len(rows):
                raise TrainFailure(
                    f"The split of {spec.place} leaves no rows to {purpose} on.", _hint(spec.split)
                )
        return _taken(self.data, train), _taken(self.data, validation)

    def _rows(
        self, split: FractionSplit | ColumnSplit
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        match split:
            case FractionSplit():
                count = len(self.data.target)
                order = np.random.default_rng(split.seed).permutation(count)
                cut = round(count * split.fraction)
                return np.sort(order[:cut]), np.sort(order[cut:])
            case ColumnSplit():
                train = _held(self.marks, split.values)
                validation = _held(self.marks, split.validation) if split.validation else ~train
                return np.flatnonzero(train), np.flatnonzero(validation)
            case never:
                assert_never(never)


def _held(marks: Marks | None, values: Sequence[object]) -> npt.NDArray[np.bool_]:
    """Which rows hold one of the values: as it is, or as a text that reads the same."""
    if marks is None:
        return np.empty(0, dtype=bool)
    texts = set(map(str, values))
    held = [value in values or str(value) in texts for value in marks.values]
    rows: npt.NDArray[np.bool_] = np.array(held, dtype=bool)[marks.codes]
    return rows


def _taken(data: Dataset, rows: npt.NDArray[np.intp]) -> Dataset:
    """Some rows of the data; rows that follow each other are not copied."""
    run: Rows = rows
    if rows[-1] - rows[0] + 1 == len(rows):
        run = slice(int(rows[0]), int(rows[-1]) + 1)
    if isinstance(data, ColumnarDataset):
        return data.taken(run)
    features, target = data.features[run], data.target[run]
    features.flags.writeable = target.flags.writeable = False
    return Dataset(features, target, data.feature_names, data.target_name, data.is_classification)


def _hint(split: FractionSplit | ColumnSplit) -> str:
    if isinstance(split, FractionSplit):
        return "The table has too few rows."
    return f"See what the column {split.column} holds."
