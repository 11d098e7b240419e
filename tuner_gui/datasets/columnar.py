"""Data held column by column, as Arrow lays them out; a matrix only where one is asked for.

Columns of one float type that lie at even distances, as they do in an Arrow file of one batch, are
a matrix already: column-major, with a stride of the padded column. Others are put together once,
in float64, when the matrix is first asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tuner_gui.core.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Pieces: TypeAlias = tuple[npt.NDArray[Any], ...]


class ColumnarDataset(Dataset):
    """Loaded data whose columns are views of what the source holds.

    Args:
        pieces: of each feature its values, in as many arrays as the source has batches.
        target: shape (rows,).
        feature_names: one name a feature.
        target_name: the name of what is predicted.
        is_classification: True where the target is a class, False where it is a quantity.
    """

    def __init__(
        self,
        pieces: Sequence[Pieces],
        target: npt.NDArray[Any],
        feature_names: Sequence[str],
        target_name: str,
        *,
        is_classification: bool,
    ) -> None:
        target.flags.writeable = False
        own = {
            "_pieces": tuple(pieces),
            "target": target,
            "feature_names": tuple(feature_names),
            "target_name": target_name,
            "is_classification": is_classification,
        }
        for name, value in own.items():
            object.__setattr__(self, name, value)  # the base is frozen

    _pieces: tuple[Pieces, ...]

    @cached_property
    def features(self) -> npt.NDArray[np.floating[Any]]:
        """Shape (rows, columns); a view where the columns lie at even distances."""
        if all(len(pieces) == 1 for pieces in self._pieces):
            laid = _matrix_of([pieces[0] for pieces in self._pieces])
            if laid is not None:
                return laid
        return self._stacked(slice(None))

    def taken(self, rows: slice | npt.NDArray[np.intp]) -> Dataset:
        """Returns some rows; a slice of columns that are whole is not copied."""
        if isinstance(rows, slice) and all(len(pieces) == 1 for pieces in self._pieces):
            return ColumnarDataset(
                [(pieces[0][rows],) for pieces in self._pieces],
                self.target[rows],
                self.feature_names,
                self.target_name,
                is_classification=self.is_classification,
            )
        target = self.target[rows]
        target.flags.writeable = False
        return Dataset(
            self._stacked(rows),
            target,
            self.feature_names,
            self.target_name,
            self.is_classification,
        )

    def _feature(self, place: int) -> npt.NDArray[Any]:
        return _joined(self._pieces[place])

    def _stacked(self, rows: slice | npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        count = len(self.target[rows])
        matrix = np.empty((count, len(self._pieces)), dtype=np.float64, order="F")
        for place, pieces in enumerate(self._pieces):
            matrix[:, place] = _joined(pieces)[rows]
        matrix.flags.writeable = False
        return matrix


def _joined(pieces: Pieces) -> npt.NDArray[Any]:
    if len(pieces) == 1:
        return pieces[0]
    joined = np.concatenate(pieces)
    joined.flags.writeable = False
    return joined


class _Laid:
    """Columns at even distances, described as one array; it keeps each of them alive."""

    def __init__(self, columns: Sequence[npt.NDArray[Any]], step: int) -> None:
        first = columns[0]
        self.columns = tuple(columns)
        self.__array_interface__ = {
            "version": 3,
            "typestr": first.dtype.str,
            "data": (first.ctypes.data, True),
            "shape": (len(first), len(columns)),
            "strides": (first.itemsize, step),
        }


def _matrix_of(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any] | None:
    """The columns as one matrix without copying; None where their layout does not allow it."""
    first = columns[0]
    if {column.dtype for column in columns} - {np.dtype("f4"), np.dtype("f8")}:
        return None
    if any(
        column.dtype != first.dtype or column.strides != (first.itemsize,) or not len(column)
        for column in columns
    ):
        return None
    steps = set(np.diff([column.ctypes.data for column in columns]).tolist()) or {first.nbytes}
    step = steps.pop()
    if steps or step < first.nbytes:
        return None
    return np.asarray(_Laid(columns, step))
