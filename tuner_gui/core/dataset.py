"""A named, read-only view of a data split: light to pickle, opened where the trial runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.errors import TrainFailure

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from tuner_gui.core.specs import DatasetSpec

    DatasetOpener: TypeAlias = Callable[[DatasetSpec], "Dataset"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Loaded data.

    Args:
        features: shape (rows, columns); float64, or what else an Arrow file has in all of them.
        target: shape (rows,).
        feature_names: one name a column.
        target_name: the name of what is predicted.
        is_classification: True where the target is a class, False where it is a quantity.
    """

    features: npt.NDArray[np.floating[Any]]
    target: npt.NDArray[Any]
    feature_names: tuple[str, ...]
    target_name: str
    is_classification: bool

    def column(self, name: str) -> npt.NDArray[Any]:
        """Returns one feature, or the target, without copying where the source allows it.

        Raises:
            TrainFailure: there is no column of that name.
        """
        if name == self.target_name:
            return self.target
        if name not in self.feature_names:
            raise TrainFailure(
                f"The data have no column {name}.", f"They have {', '.join(self.feature_names)}."
            )
        return self._feature(self.feature_names.index(name))

    def _feature(self, place: int) -> npt.NDArray[Any]:
        return self.features[:, place]


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A data split by name. `open()` loads it, once per process and source.

    Args:
        id: what the sweep calls it.
        spec: where the data come from; None for a view that only has a name.
        opener: the function that opens the spec; a module-level one, so that a view pickles small.
        validation_opener: opens the rows that are held out; None where the same rows serve to
            train and to validate.
    """

    id: str
    spec: DatasetSpec | None = None
    opener: DatasetOpener | None = None
    validation_opener: DatasetOpener | None = None

    @property
    def validation(self) -> DatasetView:
        """The view that `validate` is given: of the rows held out, or this one."""
        if self.validation_opener is None:
            return self
        return replace(self, opener=self.validation_opener, validation_opener=None)

    def open(self) -> Dataset:
        """Returns the data.

        Raises:
            TrainFailure: the view has no source, or it cannot be read.
        """
        if self.spec is None or self.opener is None:
            raise TrainFailure(
                f"The dataset {self.id} is only a name; there are no data to open.",
                "Choose a dataset in Setup.",
            )
        return self.opener(self.spec)
