"""A class to tune: two kinds of model, each with parameters of its own.

The search space has a choice `model`; the parameters below it are active only with their model, so
a trial gets `{"model": "svm", "svm": {"C": …, "kernel": …}}` or the forest's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui import DatasetView


class SvmOrForest:
    """A support vector machine or a random forest, as the parameters say."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        if params["model"] == "svm":
            self.estimator: Any = SVC(**params["svm"])
        else:
            self.estimator = RandomForestClassifier(random_state=0, **params["forest"])
        self.scores: list[float] = []

    def train(self, dataset: DatasetView) -> None:
        """Trains on three folds, the features scaled."""
        data = dataset.open()
        pipeline = make_pipeline(StandardScaler(), self.estimator)
        self.scores = list(cross_val_score(pipeline, data.features, data.target, cv=3))

    def validate(self, _dataset: DatasetView) -> dict[str, float]:
        """Returns the mean accuracy of the folds, and that of the worst."""
        return {"accuracy": sum(self.scores) / len(self.scores), "worst_fold": min(self.scores)}
