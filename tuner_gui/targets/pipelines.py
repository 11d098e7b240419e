"""scikit-learn estimators and Pipelines of the user's own modules; only where trials run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.counted_warnings import counted_warnings
from tuner_gui.targets.estimators import EstimatorFactory
from tuner_gui.targets.modules import load_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.specs import PipelineSpec
    from tuner_gui.targets.offered import EstimatorKind


def load_pipeline(spec: PipelineSpec) -> EstimatorFactory:
    """Returns what makes the trainables of an estimator; runs its module.

    Raises:
        TrainFailure: it cannot be loaded, is no classifier or regressor, or there is no such
            scoring.
    """
    name = spec.path.rpartition(":")[2]
    make = estimator_maker(load_named(spec.path, "estimator"), name)
    return EstimatorFactory(make, kind_of(make(), name), spec.scoring, spec.folds)


def estimator_maker(found: object, name: str) -> Callable[[], Any]:
    """Returns what makes a new estimator, each trial its own.

    Args:
        found: an estimator, or a class or function that makes one.
        name: what the user calls it.

    Raises:
        TrainFailure: it is neither.
    """
    if is_estimator(found):
        from sklearn.base import clone

        return partial(clone, found)
    if not callable(found):
        raise TrainFailure(
            f"{name} is not an estimator, but of type {type(found).__name__}.", _WHAT_TO_NAME
        )
    try:
        with counted_warnings():
            made = found()
    except TypeError as error:
        if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
            raise  # from inside
        raise TrainFailure(
            f"{name} cannot be called without arguments: {error}.", "Give them defaults."
        ) from error
    if not is_estimator(made):
        noun = type(made).__name__
        raise TrainFailure(f"{name} returned a {noun}, which is no estimator.", _WHAT_TO_NAME)
    return found


def is_estimator(value: object) -> bool:
    """Says whether a value can be fitted and set up as scikit-learn does it."""
    has_all = all(hasattr(value, name) for name in ("fit", "get_params", "set_params"))
    return has_all and not isinstance(value, type)


def kind_of(estimator: object, name: str) -> EstimatorKind:
    """Says whether an estimator classifies or regresses.

    Raises:
        TrainFailure: it does neither.
    """
    from sklearn.base import is_classifier, is_regressor

    if is_classifier(estimator):
        return "classifier"
    if is_regressor(estimator):
        return "regressor"
    raise TrainFailure(
        f"{name} is neither a classifier nor a regressor, but a {type(estimator).__name__}.",
        "Let the last step of a Pipeline be one.",
    )


_WHAT_TO_NAME = "Name an estimator or a Pipeline, or a function that returns one."
