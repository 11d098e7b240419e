"""The data sets that scikit-learn brings along; loaded in the process that trains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuner_gui.core.dataset import Dataset

if TYPE_CHECKING:
    from tuner_gui.core.specs import BundledSpec

_TARGET_NAMES = {
    "iris": "species",
    "wine": "cultivar",
    "breast_cancer": "diagnosis",
    "digits": "digit",
    "diabetes": "progression",
}


def load_bundled(spec: BundledSpec) -> Dataset:
    """Returns a bundled data set; its arrays are read-only."""
    from sklearn import datasets

    bunch: Any = getattr(datasets, f"load_{spec.name}")()
    bunch.data.flags.writeable = False
    bunch.target.flags.writeable = False
    return Dataset(
        features=bunch.data,
        target=bunch.target,
        feature_names=tuple(map(str, bunch.feature_names)),
        target_name=_TARGET_NAMES[spec.name],
        is_classification=spec.name != "diabetes",
    )
