"""Makes the catalogue from the installed scikit-learn; only in the child process that lists it."""

from __future__ import annotations

import inspect
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from tuner_gui.core.space_document import space_to_document
from tuner_gui.targets.catalogue import Catalogue, EstimatorEntry
from tuner_gui.targets.counted_warnings import counted_warnings
from tuner_gui.targets.curated import CURATED
from tuner_gui.targets.offered import (
    WITHHELD,
    default_scoring,
    estimator_kind,
    new_estimator,
    offered_estimators,
)
from tuner_gui.targets.pipeline_space import plain_defaults
from tuner_gui.targets.proposals import propose_estimator_space

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.targets.offered import EstimatorKind

_COMMON: Mapping[EstimatorKind, tuple[str, ...]] = {
    "classifier": (
        "balanced_accuracy",
        "f1_macro",
        "f1_weighted",
        "roc_auc",
        "roc_auc_ovr",
        "neg_log_loss",
    ),
    "regressor": (
        "neg_root_mean_squared_error",
        "neg_mean_absolute_error",
        "neg_mean_squared_error",
        "neg_mean_absolute_percentage_error",
    ),
}

_HOMES: Mapping[EstimatorKind, tuple[str, ...]] = {
    "classifier": ("sklearn.metrics._classification", "sklearn.metrics._ranking"),
    "regressor": ("sklearn.metrics._regression",),
}
"""Where the functions behind the scorers of a kind are defined; others compare clusterings."""


def list_estimators() -> Catalogue:
    """Returns the catalogue."""
    import sklearn
    from sklearn.metrics import get_scorer_names

    return Catalogue(
        scikit_learn=sklearn.__version__,
        estimators=tuple(_entry(name, kind) for name, kind in offered_estimators().items()),
        withheld=dict(WITHHELD),
        scorings={"classifier": _scorings("classifier"), "regressor": _scorings("regressor")},
        scorers=tuple(get_scorer_names()),
    )


def _entry(name: str, kind: type) -> EstimatorEntry:
    with counted_warnings():  # a deprecated class says so when it is made
        made = new_estimator(kind)
    public = takewhile(lambda part: not part.startswith("_"), kind.__module__.split("."))
    return EstimatorEntry(
        name=name,
        module=".".join(public),
        kind=estimator_kind(kind),
        summary=(inspect.getdoc(kind) or "").strip().partition("\n")[0],
        rows=tuple(space_to_document(propose_estimator_space(kind)).parameters),
        is_curated=name in CURATED,
        parameters=tuple(each.replace("__", ".") for each in made.get_params(deep=True)),
        defaults=plain_defaults(made),
        takes_missing=_takes_missing(made),
    )


def _takes_missing(estimator: Any) -> bool:
    from sklearn.utils import get_tags

    return bool(get_tags(estimator).input_tags.allow_nan)


def _scorings(kind: EstimatorKind) -> tuple[str, ...]:
    """The scorers of a kind; not the `_samples` ones, which take several labels a row."""
    from sklearn.metrics import get_scorer, get_scorer_names

    fitting = [
        name
        for name in get_scorer_names()
        if get_scorer(name)._score_func.__module__ in _HOMES[kind]  # noqa: SLF001 - no other way
        and not name.endswith("_samples")
    ]
    first = [name for name in (default_scoring(kind), *_COMMON[kind]) if name in fitting]
    return (*first, *(name for name in fitting if name not in first))
