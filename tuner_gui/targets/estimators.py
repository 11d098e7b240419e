"""scikit-learn estimators as targets, scored by cross-validation; only where trials run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.nesting import flatten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import EstimatorSpec


class EstimatorFactory:
    """Makes trainables of one estimator."""

    def __init__(self, spec: EstimatorSpec) -> None:
        from sklearn.utils import all_estimators

        self.spec = spec
        classes = dict(all_estimators(type_filter=["classifier", "regressor"]))
        if spec.estimator not in classes:
            raise TrainFailure(f"scikit-learn has no classifier or regressor {spec.estimator}.")
        self.estimator_class = classes[spec.estimator]

    def __call__(self, params: Params) -> EstimatorTrainable:
        """Returns the trainable of one trial."""
        return EstimatorTrainable(self.spec, self.estimator_class, params)


class EstimatorTrainable:
    """One estimator with one set of parameters."""

    def __init__(self, spec: EstimatorSpec, estimator_class: Any, params: Params) -> None:
        named = {name.replace(".", "__"): value for name, value in flatten(params).items()}
        self.spec = spec
        self.estimator = estimator_class().set_params(**named)
        self._metrics: dict[str, float] = {}

    def train(self, dataset: DatasetView) -> None:
        """Fits and scores each fold."""
        from sklearn.base import is_classifier
        from sklearn.model_selection import KFold, StratifiedKFold, cross_validate

        data = dataset.open()
        is_class = is_classifier(self.estimator)
        splitter = StratifiedKFold if is_class else KFold
        scoring = self.spec.scoring or ("accuracy" if is_class else "r2")
        result = cross_validate(
            self.estimator,
            data.features,
            data.target,
            scoring=scoring,
            cv=splitter(self.spec.folds, shuffle=True, random_state=0),
            error_score="raise",
        )
        self._metrics = {
            scoring: float(result["test_score"].mean()),
            f"{scoring}_std": float(result["test_score"].std()),
            "fit_s": float(result["fit_time"].mean()),
        }

    def validate(self, dataset: DatasetView) -> Mapping[str, float]:  # noqa: ARG002
        """Returns the mean score, its deviation over the folds, and the seconds a fit took."""
        return self._metrics
