"""Which of scikit-learn's estimators can be targets, and how one is made; where trials run."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from tuner_gui.core.errors import TrainFailure

if TYPE_CHECKING:
    from collections.abc import Mapping

EstimatorKind: TypeAlias = Literal["classifier", "regressor"]

_SEVERAL_TARGETS = "It predicts several targets at once; a dataset has one."
_LIST_NEEDED = "It combines a list of estimators, which a form cannot give."

WITHHELD: Mapping[str, str] = MappingProxyType(
    {
        "CCA": _SEVERAL_TARGETS,
        "ClassifierChain": _SEVERAL_TARGETS,
        "MultiOutputClassifier": _SEVERAL_TARGETS,
        "MultiOutputRegressor": _SEVERAL_TARGETS,
        "MultiTaskElasticNet": _SEVERAL_TARGETS,
        "MultiTaskElasticNetCV": _SEVERAL_TARGETS,
        "MultiTaskLasso": _SEVERAL_TARGETS,
        "MultiTaskLassoCV": _SEVERAL_TARGETS,
        "PLSCanonical": _SEVERAL_TARGETS,
        "RegressorChain": _SEVERAL_TARGETS,
        "StackingClassifier": _LIST_NEEDED,
        "StackingRegressor": _LIST_NEEDED,
        "VotingClassifier": _LIST_NEEDED,
        "VotingRegressor": _LIST_NEEDED,
        "CategoricalNB": "Every feature must be a category that the training rows have seen.",
        "FixedThresholdClassifier": "It moves the threshold of another, fitted estimator.",
        "IsotonicRegression": "It takes a single feature.",
        "SelfTrainingClassifier": "It learns from rows without a label; a dataset has none.",
        "TransformedTargetRegressor": "It needs a transformer, which a form cannot give.",
        "TunedThresholdClassifierCV": "It tunes the threshold of another estimator itself.",
    }
)
"""Why an estimator that scikit-learn lists is not offered."""


class _Inner(NamedTuple):
    module: str
    name: str
    params: Mapping[str, Any] = MappingProxyType({})


_TREE = _Inner("sklearn.tree", "DecisionTreeClassifier")

_INNER: Mapping[str, _Inner] = MappingProxyType(
    {
        "AdaBoostClassifier": _TREE._replace(params={"max_depth": 1}),
        "AdaBoostRegressor": _Inner("sklearn.tree", "DecisionTreeRegressor", {"max_depth": 3}),
        "BaggingClassifier": _TREE,
        "BaggingRegressor": _Inner("sklearn.tree", "DecisionTreeRegressor"),
        "CalibratedClassifierCV": _Inner("sklearn.svm", "LinearSVC"),
        "OneVsOneClassifier": _TREE,
        "OneVsRestClassifier": _TREE,
        "OutputCodeClassifier": _TREE,
    }
)
"""What stands in the parameter `estimator` of one that wraps another, so that `estimator.…` can
be tuned: scikit-learn's own default where it has one, else a decision tree."""


@lru_cache(maxsize=1)
def offered_estimators() -> Mapping[str, type]:
    """Returns the classes of all classifiers and regressors that can be targets, by name."""
    from sklearn.utils import all_estimators

    found = all_estimators(type_filter=["classifier", "regressor"])
    return MappingProxyType({name: kind for name, kind in found if name not in WITHHELD})


def find_estimator(name: str) -> type:
    """Returns the class of an estimator.

    Raises:
        TrainFailure: scikit-learn does not list it, or it is withheld.
    """
    if reason := WITHHELD.get(name):
        raise TrainFailure(f"{name} cannot be tuned here.", reason)
    offered = offered_estimators()
    if name not in offered:
        near = get_close_matches(name, offered, n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Choose one from the list."
        raise TrainFailure(f"scikit-learn has no classifier or regressor {name}.", hint)
    return offered[name]


def new_estimator(kind: type) -> Any:
    """Returns an estimator with default parameters, wrapping its default inner one."""
    inner = _INNER.get(kind.__name__)
    if inner is None:
        return kind()
    inner_kind = getattr(import_module(inner.module), inner.name)
    return kind(estimator=inner_kind(**inner.params))


def estimator_kind(kind: type) -> EstimatorKind:
    """Says whether a class classifies or regresses."""
    from sklearn.base import ClassifierMixin

    return "classifier" if issubclass(kind, ClassifierMixin) else "regressor"


def default_scoring(kind: EstimatorKind) -> str:
    """Returns the scorer that an empty `scoring` means."""
    return "accuracy" if kind == "classifier" else "r2"


def estimator_metrics(scoring: str) -> tuple[str, str, str]:
    """Returns what a trial returns: the mean score, its deviation over the folds, fit seconds."""
    return scoring, f"{scoring}_std", "fit_s"
