"""Which data and scorer go with an estimator; may start a child, so off the GUI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import BundledSpec
from tuner_gui.session.data_reading import choose_dataset
from tuner_gui.session.wishes import nearest_words

if TYPE_CHECKING:
    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.session.wishes import SweepWishes
    from tuner_gui.targets.catalogue import Catalogue, EstimatorEntry
    from tuner_gui.targets.offered import EstimatorKind

_DEFAULT_DATA = {"classifier": "breast_cancer", "regressor": "diabetes"}
"""Two classes, since many scorers know no more."""


def entry_named(target: str, catalogue: Catalogue) -> EstimatorEntry:
    """Returns the estimator of a class name, with or without its module.

    Raises:
        TuningError: there is none, or it cannot be tuned.
    """
    module, _, name = target.rpartition(".")
    if reason := catalogue.withheld.get(name):
        raise TuningError(f"{name} cannot be tuned here.", reason)
    entry = catalogue.entry(name)
    if entry is None:
        names = [item.name for item in catalogue.estimators]
        raise TuningError(
            f"scikit-learn has no classifier or regressor {name}.", nearest_words(name, names)
        )
    if module not in {"", entry.module}:
        raise TuningError(f"{name} is not in {module}.", f"It is in {entry.module}.")
    return entry


def fitting_scoring(metric: str, kind: EstimatorKind, catalogue: Catalogue) -> str:
    """Returns the scorer that is wished for, or the usual one.

    Raises:
        TuningError: it is none for such an estimator.
    """
    scorings = catalogue.scorings[kind]
    scoring = metric or scorings[0]
    if scoring not in scorings:
        raise TuningError(f"{scoring} is no scorer for a {kind}.", nearest_words(scoring, scorings))
    return scoring


def chosen_data(wishes: SweepWishes, data: str) -> DatasetSpec:
    """Returns the data of a line, with the columns that are wished for.

    Raises:
        TuningError: there are no such data, or no such column.
    """
    return choose_dataset(
        data, wishes.target_column, wishes.columns, wishes.split, excluded=wishes.excluded
    )


def fitting_data(wishes: SweepWishes, kind: EstimatorKind, name: str) -> DatasetSpec:
    """Returns the data that are wished for, or bundled ones of an estimator's kind.

    Raises:
        TuningError: they are not of its kind.
    """
    dataset = chosen_data(wishes, wishes.data or _DEFAULT_DATA[kind])
    if kind == "classifier" and dataset == BundledSpec(name="diabetes"):
        raise TuningError(
            f"{name} is a classifier, and the target of diabetes is a quantity.",
            "Choose a regressor or other data.",
        )
    return dataset
