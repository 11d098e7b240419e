"""scikit-learn estimators as targets, scored by cross-validation; only where trials run.

The metric of a set of parameters is the same in every trial, worker and sweep: the folds are
shuffled with one fixed seed, and an estimator's `random_state` is 0 unless the space sets it. So
trials differ by their parameters alone, not by luck.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.nesting import flatten
from tuner_gui.targets.counted_warnings import counted_warnings
from tuner_gui.targets.offered import (
    default_scoring,
    estimator_kind,
    estimator_metrics,
    find_estimator,
    new_estimator,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from tuner_gui.core.dataset import Dataset, DatasetView
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import EstimatorSpec
    from tuner_gui.targets.offered import EstimatorKind

_SEED = 0


class EstimatorFactory:
    """Makes the trainables of one estimator.

    Args:
        make: returns a new estimator with its default parameters.
        kind: what it is.
        scoring: a scorer's name; empty for the estimator's own score.
        folds: number of cross-validation folds.

    Raises:
        TrainFailure: scikit-learn has no such scoring.
    """

    def __init__(
        self, make: Callable[[], Any], kind: EstimatorKind, scoring: str, folds: int
    ) -> None:
        self.make = make
        self.kind = kind
        self.scoring = scoring or default_scoring(kind)
        self.folds = folds
        _require_scoring(self.scoring)

    @classmethod
    def listed(cls, spec: EstimatorSpec) -> EstimatorFactory:
        """Returns the factory of one that scikit-learn lists.

        Raises:
            TrainFailure: it does not, or there is no such scoring.
        """
        found = find_estimator(spec.estimator)
        return cls(partial(new_estimator, found), estimator_kind(found), spec.scoring, spec.folds)

    def __call__(self, params: Params) -> EstimatorTrainable:
        """Returns the trainable of one trial.

        Raises:
            TrainFailure: the estimator has no parameter of a given name.
        """
        return EstimatorTrainable(self, params)


class EstimatorTrainable:
    """One estimator with one set of parameters; dotted names reach into what it is made of."""

    def __init__(self, factory: EstimatorFactory, params: Params) -> None:
        self._factory = factory
        with counted_warnings():  # a deprecated class says so when it is made
            self.estimator = _configured(factory.make(), params)
        self._metrics: dict[str, float] = {}

    def train(self, dataset: DatasetView) -> None:
        """Fits and scores the estimator once a fold.

        Raises:
            TrainFailure: the target column is not of the kind that the estimator predicts.
        """
        from sklearn.model_selection import KFold, StratifiedKFold, cross_validate
        from sklearn.utils._param_validation import InvalidParameterError

        factory = self._factory
        data = dataset.open()
        target = self._fitting_target(data)
        splitter = StratifiedKFold if factory.kind == "classifier" else KFold
        folds = splitter(factory.folds, shuffle=True, random_state=_SEED)
        with counted_warnings():
            try:
                result = cross_validate(
                    self.estimator,
                    data.features,
                    target,
                    scoring=factory.scoring,
                    cv=folds,
                    error_score="raise",
                )
            except InvalidParameterError as error:
                # scikit-learn rewrites "parameter of SVC" into "parameter of cross_validate"
                raise error.__cause__ or error from None
        scores = result["test_score"]
        values = (scores.mean(), scores.std(), result["fit_time"].mean())
        names = estimator_metrics(factory.scoring)
        self._metrics = dict(zip(names, map(float, values), strict=True))

    def validate(self, dataset: DatasetView) -> Mapping[str, float]:  # noqa: ARG002
        """Returns the mean score, its deviation over the folds, and the mean seconds of a fit."""
        return self._metrics

    def _fitting_target(self, data: Dataset) -> npt.NDArray[Any]:
        name = type(self.estimator).__name__
        if self._factory.kind == "classifier":
            if not data.is_classification:
                raise TrainFailure(
                    f"{name} predicts classes, but {data.target_name} is a quantity.",
                    "Choose a regressor, or a target column of text or of few whole numbers.",
                )
            return data.target
        if data.target.dtype.kind not in "biuf":
            raise TrainFailure(
                f"{name} predicts a quantity, but {data.target_name} is text.",
                "Choose a classifier, or a target column of numbers.",
            )
        return data.target.astype(float)


def _configured(estimator: Any, params: Params) -> Any:
    known = estimator.get_params(deep=True)
    given = {name.replace(".", "__"): value for name, value in flatten(params).items()}
    for name in given:
        if name not in known:
            raise _unknown(type(estimator).__name__, name, list(known))
    fixed = {
        name: _SEED
        for name, value in known.items()
        if name.rpartition("__")[2] == "random_state" and value is None
    }
    # one process a trial: the workers share the cores already
    fixed |= {name: 1 for name, value in known.items() if name == "n_jobs" and value is not None}
    return estimator.set_params(**(fixed | given))


def _unknown(estimator: str, name: str, known: list[str]) -> TrainFailure:
    near = [found.replace("__", ".") for found in get_close_matches(name, known, n=2)]
    hint = f"Did you mean {' or '.join(near)}?" if near else "Remove it from the search space."
    return TrainFailure(f"{estimator} has no parameter {name.replace('__', '.')}.", hint)


def _require_scoring(scoring: str) -> None:
    from sklearn.metrics import get_scorer_names

    names = get_scorer_names()
    if scoring not in names:
        near = get_close_matches(scoring, names, n=2)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Choose one from the list."
        raise TrainFailure(f"scikit-learn has no scoring {scoring}.", hint)
