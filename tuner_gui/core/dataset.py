"""A named, read-only view of a data split: light to pickle, opened where the trial runs."""

from __future__ import annotations

from dataclasses import dataclass
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
        features: shape (rows, columns).
        target: shape (rows,).
        feature_names: one name a column.
        target_name: the name of what is predicted.
        is_classification: True where the target is a class, False where it is a quantity.
    """

    features: npt.NDArray[np.float64]
    target: npt.NDArray[Any]
    feature_names: tuple[str, ...]
    target_name: str
    is_classification: bool


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A data split by name. `open()` loads it, once per process and source.

    Args:
        id: what the sweep calls it.
        spec: where the data come from; None for a view that only has a name.
        opener: the function that opens the spec; a module-level one, so that a view pickles small.
    """

    id: str
    spec: DatasetSpec | None = None
    opener: DatasetOpener | None = None

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
