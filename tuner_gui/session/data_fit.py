"""Whether data, estimator and scorer go together; starts a child, so off the GUI."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tuner_gui.core.errors import TuningError
from tuner_gui.core.table_specs import TableSpec
from tuner_gui.datasets.summary import DataSummary
from tuner_gui.targets.child import document_in, run_child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.targets.offered import EstimatorKind

_MODULE = "tuner_gui.datasets.summary"
_TIMEOUT_S = 60.0
_MOST_NAMES = 4

_OF_TWO_CLASSES = {
    "f1": "f1_macro",
    "precision": "precision_macro",
    "recall": "recall_macro",
    "jaccard": "jaccard_macro",
    "average_precision": "roc_auc",
    "roc_auc": "roc_auc_ovr",
}
"""Scorers that know two classes, with one that knows more."""

_TEXT_TOO = frozenset({"roc_auc"})


def fit_notes(
    name: str, kind: EstimatorKind, scoring: str, dataset: DatasetSpec, *, takes_missing: bool
) -> tuple[str, ...]:
    """Returns what to know of data that an estimator learns from, a sentence each.

    Bundled data are only looked at for a scorer that does not take all of them.

    Args:
        name: of the estimator.
        kind: what it does.
        scoring: the scorer.
        dataset: what it is trained on.
        takes_missing: whether it learns from rows that lack a value; True where that is unknown.

    Raises:
        TuningError: they do not go together, or the data cannot be read.
    """
    if not isinstance(dataset, TableSpec) and scoring not in _OF_TWO_CLASSES:
        return ()
    found = _summary(dataset)
    _require_kind(name, kind, found)
    _require_scorer(scoring, found)
    return tuple(_notes(name, found, takes_missing=takes_missing))


def _summary(dataset: DatasetSpec) -> DataSummary:
    printed = run_child(_MODULE, dataset.model_dump_json(), timeout_s=_TIMEOUT_S)
    try:
        return DataSummary.model_validate_json(document_in(printed))
    except ValidationError as error:
        raise TuningError(f"{dataset.label} could not be looked into.") from error


def _require_kind(name: str, kind: EstimatorKind, found: DataSummary) -> None:
    if kind == "regressor" and found.is_text:
        raise TuningError(
            f"{name} is a regressor, and the target {found.target} holds text.",
            "Choose a classifier, or another --target-column.",
        )
    if kind == "classifier" and not found.is_classification:
        raise TuningError(
            f"{name} is a classifier, and the target {found.target} is a quantity.",
            "Choose a regressor, or another --target-column.",
        )


def _require_scorer(scoring: str, found: DataSummary) -> None:
    other = _OF_TWO_CLASSES.get(scoring)
    if other is None:
        return
    if found.classes > 2:
        raise TuningError(
            f"{scoring} is for two classes, and {found.target} has {found.classes}.",
            f"Name --metric {other if scoring != 'average_precision' else 'roc_auc_ovr'}.",
        )
    if found.is_text and scoring not in _TEXT_TOO:
        raise TuningError(
            f"{scoring} is for the classes 0 and 1, and {found.target} holds text.",
            f"Name --metric {other}.",
        )


def _notes(name: str, found: DataSummary, *, takes_missing: bool) -> Iterator[str]:
    if found.missing and not takes_missing:
        verb = "lacks" if len(found.missing) == 1 else "lack"
        yield (
            f"{_listed(found.missing)} {verb} values in some rows, so each trial of {name} would "
            f"fail: leave out with {_exclude(found.missing)}, or choose an estimator that takes "
            "them, such as HistGradientBoosting."
        )
    if found.distinct:
        verb = "has" if len(found.distinct) == 1 else "have"
        yield (
            f"{_listed(found.distinct)} {verb} another value in each row, as a name has: leave out "
            f"with {_exclude(found.distinct)} unless it tells something."
        )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def _exclude(names: Sequence[str]) -> str:
    return shlex.join(["--exclude", ",".join(names)])
