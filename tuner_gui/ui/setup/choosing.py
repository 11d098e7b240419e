"""What follows from choosing a target: data and objective that fit it. No Qt; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.objective import Direction
from tuner_gui.ui.setup.setup_draft import CSV, NO_DATA, TABLE

if TYPE_CHECKING:
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.targets.catalogue import Catalogue, EstimatorEntry
    from tuner_gui.ui.setup.setup_draft import SetupDraft

_QUANTITY = "diabetes"
_CLASSES = "breast_cancer"


def with_estimator(draft: SetupDraft, entry: EstimatorEntry, catalogue: Catalogue) -> SetupDraft:
    """Returns the setup for an estimator, with data of its kind and a scorer that it knows."""
    chosen = replace(
        draft,
        target_kind="estimator",
        estimator=entry.name,
        dataset=_fitting_dataset(draft.dataset, entry),
    )
    scorings = catalogue.scorings[entry.kind]
    if draft.target_kind == "estimator" and draft.scoring in scorings:
        return chosen
    return with_scoring(chosen, scorings[0])


def with_scoring(draft: SetupDraft, scoring: str) -> SetupDraft:
    """Returns the setup with a scorer; of each of scikit-learn's, more is better."""
    return replace(draft, scoring=scoring, metric=scoring, direction=Direction.MAXIMIZE)


def with_class_target(draft: SetupDraft) -> SetupDraft:
    """Returns the setup for a class of the person's own, which brings its data unless told."""
    if draft.target_kind == "class":
        return draft
    return replace(
        draft,
        target_kind="class",
        dataset=draft.dataset if draft.dataset in {CSV, TABLE} else NO_DATA,
        metric="score" if draft.target_kind == "estimator" else draft.metric,
    )


def with_command_target(draft: SetupDraft) -> SetupDraft:
    """Returns the setup for a command, which brings its own data."""
    if draft.target_kind == "command":
        return draft
    return replace(
        draft,
        target_kind="command",
        dataset=NO_DATA,
        metric="score" if draft.target_kind == "estimator" else draft.metric,
    )


def is_proposal(space: HyperParamSpace | None, draft: SetupDraft, catalogue: Catalogue) -> bool:
    """Says whether a space is empty or still what its estimator proposed."""
    if space is None:
        return False
    entry = catalogue.entry(draft.estimator) if draft.target_kind == "estimator" else None
    return not space.parameters or (entry is not None and space == entry.space())


def _fitting_dataset(current: str, entry: EstimatorEntry) -> str:
    if current in {CSV, TABLE}:
        return current
    if entry.kind == "classifier":
        return _CLASSES if current in {NO_DATA, _QUANTITY} else current
    return _QUANTITY
