"""What is tuned, for a target named in one line; may start a child, so off the GUI."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.objective import Direction
from tuner_gui.core.specs import EstimatorSpec, NoDataSpec, PipelineSpec
from tuner_gui.session.data_fit import fit_notes
from tuner_gui.session.estimator_fit import (
    chosen_data,
    entry_named,
    fitting_data,
    fitting_scoring,
)
from tuner_gui.session.script_draft import ANY_METRIC
from tuner_gui.session.script_subject import no_metric_words, script_draft, script_subject
from tuner_gui.session.wishes import Subject, SweepWishes, existing_file, sort_of_target
from tuner_gui.targets.catalogue import load_catalogue
from tuner_gui.targets.command.printed_names import usual_direction
from tuner_gui.targets.python_targets import read_python_target
from tuner_gui.targets.reading.static import read_space

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.targets.catalogue import Catalogue


def subject_of(wishes: SweepWishes, cache_folder: Path) -> Subject:
    """Returns what is tuned.

    Raises:
        TuningError: something that the wishes name does not exist or does not fit.
    """
    match sort_of_target(wishes.target):
        case "named":
            _require_no_script_words(wishes)
            return _own_subject(wishes, cache_folder)
        case "file":
            draft = script_draft(wishes)
            if draft.read is not None and draft.is_function:
                own = replace(wishes, target=f"{draft.path}:{draft.read.name_in_file}")
                return _own_subject(own, cache_folder)
            return script_subject(draft, wishes)
        case "estimator":
            _require_no_script_words(wishes)
            return _estimator_subject(wishes, load_catalogue(cache_folder))


def _require_no_script_words(wishes: SweepWishes) -> None:
    given = {"--command": wishes.command, "--config": wishes.config, "--python": wishes.python}
    for option, value in given.items():
        if value:
            raise TuningError(
                f"{option} is for a script, and {wishes.target} is none.", "Leave it out."
            )


def _own_subject(wishes: SweepWishes, cache_folder: Path) -> Subject:
    source, _, name = wishes.target.rpartition(":")
    if source.endswith(".py"):
        source = str(existing_file(source))
    path = f"{source}:{name}"
    dataset = _own_data(wishes)
    found = read_python_target(path, dataset)
    if found.estimator is None:
        metric = wishes.metric or next(iter(found.metrics), "")
        direction = _stated_direction(path) or usual_direction(metric)
        notes = found.notes if metric else (*found.notes, no_metric_words(f"what {name} returns"))
        space, metric = found.space(), metric or ANY_METRIC
        return Subject(found.spec(path), space, dataset, metric, direction, notes)
    scoring = fitting_scoring(wishes.metric, found.estimator, load_catalogue(cache_folder))
    dataset = fitting_data(wishes, found.estimator, name)
    target = PipelineSpec(path=path, scoring=scoring, folds=wishes.folds)
    notes = fit_notes(name, found.estimator, scoring, dataset, takes_missing=True)
    return Subject(target, found.space(), dataset, scoring, notes=(*found.notes, *notes))


def _stated_direction(path: str) -> Direction | None:
    """Which way an objective's study goes, as far as its source says it."""
    try:
        said = read_space(path).direction
    except TuningError:  # it can be loaded all the same
        return None
    return Direction(said) if said else None


def _own_data(wishes: SweepWishes) -> DatasetSpec:
    return chosen_data(wishes, wishes.data) if wishes.data else NoDataSpec()


def _estimator_subject(wishes: SweepWishes, catalogue: Catalogue) -> Subject:
    entry = entry_named(wishes.target, catalogue)
    scoring = fitting_scoring(wishes.metric, entry.kind, catalogue)
    dataset = fitting_data(wishes, entry.kind, entry.name)
    target = EstimatorSpec(estimator=entry.name, scoring=scoring, folds=wishes.folds)
    notes = fit_notes(entry.name, entry.kind, scoring, dataset, takes_missing=entry.takes_missing)
    return Subject(target, entry.space(), dataset, scoring, notes=notes)
