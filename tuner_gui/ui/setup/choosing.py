"""What follows from choosing a target: data and objective that fit it. No Qt; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.objective import Direction
from tuner_gui.targets.command.printed_names import usual_direction
from tuner_gui.ui.setup.data_draft import NO_DATA, DataDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.targets.catalogue import Catalogue, EstimatorEntry
    from tuner_gui.targets.offered import EstimatorKind
    from tuner_gui.ui.setup.setup_draft import SetupDraft

_QUANTITY = "diabetes"
_CLASSES = "breast_cancer"
_ANY_METRIC = "score"
"""What a metric is called of which nothing is known."""


def with_estimator(draft: SetupDraft, entry: EstimatorEntry, catalogue: Catalogue) -> SetupDraft:
    """Returns the setup for an estimator, with data of its kind and a scorer that it knows."""
    chosen = replace(
        draft,
        target_kind="estimator",
        estimator=entry.name,
        data=_fitting_data(draft.data, entry.kind),
    )
    return _with_fitting_scoring(chosen, draft, catalogue.scorings[entry.kind])


def with_pipeline(
    draft: SetupDraft, kind: EstimatorKind, catalogue: Catalogue | None
) -> SetupDraft:
    """Returns the setup for a pipeline that has just been read, like that for an estimator."""
    chosen = replace(draft, data=_fitting_data(draft.data, kind))
    if catalogue is None:
        return chosen
    return _with_fitting_scoring(chosen, draft, catalogue.scorings[kind])


def with_scoring(draft: SetupDraft, scoring: str) -> SetupDraft:
    """Returns the setup with a scorer; of each of scikit-learn's, more is better."""
    return replace(
        draft,
        scoring=scoring,
        metric=scoring,
        direction=Direction.MAXIMIZE,
        is_direction_chosen=False,
    )


def with_metric(draft: SetupDraft, metric: str) -> SetupDraft:
    """Returns the setup with a metric as typed; the direction follows unless one is chosen."""
    direction = draft.direction if draft.is_direction_chosen else usual_direction(metric)
    return replace(draft, metric=metric, direction=direction)


def with_found_metrics(
    draft: SetupDraft, metrics: Sequence[str], direction: str = ""
) -> SetupDraft:
    """Returns the setup with the metric that a target's source names; a typed one stays.

    Args:
        draft: a metric that is called as any is called was not typed.
        metrics: what the target returns or prints, the likely objective first.
        direction: that its source states; empty for that of the metric's name.
    """
    if not metrics or draft.metric != _ANY_METRIC:
        return draft
    found = with_metric(draft, metrics[0])
    if direction and not draft.is_direction_chosen:
        found = replace(found, direction=Direction(direction))
    return found


def with_direction(draft: SetupDraft, direction: Direction) -> SetupDraft:
    """Returns the setup with the direction that the person chooses."""
    return replace(draft, direction=direction, is_direction_chosen=True)


def with_python_target(draft: SetupDraft) -> SetupDraft:
    """Returns the setup for code of the person's own, which brings its data unless told."""
    if draft.target_kind == "python":
        return draft
    return replace(
        draft,
        target_kind="python",
        data=draft.data if draft.data.is_table else replace(draft.data, source=NO_DATA),
        metric=_ANY_METRIC if draft.target_kind == "estimator" else draft.metric,
    )


def with_command_target(draft: SetupDraft) -> SetupDraft:
    """Returns the setup for a command, which brings its own data."""
    if draft.target_kind == "command":
        return draft
    return replace(
        draft,
        target_kind="command",
        data=replace(draft.data, source=NO_DATA),
        metric=_ANY_METRIC if draft.target_kind == "estimator" else draft.metric,
    )


def is_proposal(space: HyperParamSpace | None, draft: SetupDraft, catalogue: Catalogue) -> bool:
    """Says whether a space is empty or still what its estimator proposed."""
    if space is None:
        return False
    entry = catalogue.entry(draft.estimator) if draft.target_kind == "estimator" else None
    return not space.parameters or (entry is not None and space == entry.space())


def _fitting_data(current: DataDraft, kind: EstimatorKind) -> DataDraft:
    if current.is_table:
        return current
    if kind == "classifier":
        has_classes = current.source not in {NO_DATA, _QUANTITY}
        return current if has_classes else replace(current, source=_CLASSES)
    return replace(current, source=_QUANTITY)


def _with_fitting_scoring(
    chosen: SetupDraft, before: SetupDraft, scorings: Sequence[str]
) -> SetupDraft:
    """A scorer that is chosen already stays where it fits."""
    is_in_force = before.target_kind == "estimator" or before.metric == before.scoring
    if is_in_force and before.scoring in scorings:
        return chosen
    return with_scoring(chosen, scorings[0])
