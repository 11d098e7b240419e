"""Why a sweep could not run, found before it starts; runs no code that the sweep names.

It may start a child that lists scikit-learn's estimators, so it is for any thread but the GUI's.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import is_file
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.space import infeasible
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.core.table_specs import FlightSpec, TableSpec
from tuner_gui.session.data_reading import require_table
from tuner_gui.session.faults import shortened
from tuner_gui.sweep.checking import require_budget
from tuner_gui.targets.catalogue import load_catalogue
from tuner_gui.targets.command.checking import require_command
from tuner_gui.targets.offered import estimator_metrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.specs import PythonSpec
    from tuner_gui.targets.catalogue import Catalogue

_MOST_NAMES = 5
_LONGEST_PART = 200


def require_runnable(config: SweepConfig, cache_folder: Path) -> None:
    """Raises where each trial would fail, or none would start, for a reason that is plain to see.

    No server is contacted: a session may come from elsewhere, and nobody has been asked yet.

    Args:
        config: the sweep, its files as they are found from the working folder.
        cache_folder: where the list of estimators is kept.

    Raises:
        TuningError: one sentence that names what is missing, however long its name is.
    """
    try:
        _require_target(config, cache_folder)
        _require_space(config)
        require_budget(config.strategy, config.budget)
        _require_data(config)
    except TuningError as error:
        error.message = shortened(error.message, _LONGEST_PART)
        error.hint = shortened(error.hint, _LONGEST_PART)
        raise


def require_reachable(config: SweepConfig) -> None:
    """Raises where a server does not give the table that a trusted sweep wants of it.

    Raises:
        TuningError: one sentence that names the server, or the column that is missing.
    """
    if isinstance(config.dataset, FlightSpec):
        require_table(config.dataset)


def _require_target(config: SweepConfig, cache_folder: Path) -> None:
    match config.target:
        case None:
            raise TuningError("There is no target to tune.", "Choose one in the window.")
        case EstimatorSpec():
            _require_estimator(config, config.target, cache_folder)
        case ClassSpec() | FunctionSpec():
            _require_source(config.target)
        case PipelineSpec():
            _require_source(config.target)
            _require_scorer(config, config.target.scoring, cache_folder)
        case CommandSpec():
            require_command(config.target, config.space)
        case never:
            assert_never(never)


def _require_data(config: SweepConfig) -> None:
    match config.dataset:
        case FlightSpec():
            pass
        case TableSpec():
            require_table(config.dataset)
        case NoDataSpec() if isinstance(config.target, EstimatorSpec | PipelineSpec):
            raise TuningError(
                f"{config.target.label} needs data to learn from.", "Choose it in the window."
            )
        case NoDataSpec() | BundledSpec():
            pass
        case unknown:
            assert_never(unknown)


def _require_space(config: SweepConfig) -> None:
    config.space.require_searchable()
    if isinstance(config.strategy, GridKind) and not config.space.grid_positions():
        raise infeasible(config.space.constraints, "points of the grid")


def _require_source(target: PythonSpec) -> None:
    source, _, name = target.path.rpartition(":")
    if source.endswith(".py") and not is_file(Path(source)):
        raise TuningError(f"There is no file {source}.", f"The target {name} should be in it.")


def _require_estimator(config: SweepConfig, target: EstimatorSpec, cache_folder: Path) -> None:
    catalogue = _known_estimators(cache_folder)
    if catalogue is None:
        return
    name = target.estimator
    if reason := catalogue.withheld.get(name):
        raise TuningError(f"{name} cannot be tuned here.", reason)
    entry = catalogue.entry(name)
    if entry is None:
        names = [item.name for item in catalogue.estimators]
        raise TuningError(
            f"scikit-learn has no classifier or regressor {name}.", _nearest(name, names)
        )
    for parameter in config.space:
        if parameter.name not in entry.parameters:
            raise TuningError(
                f"{name} has no parameter {parameter.name}.",
                _nearest(parameter.name, entry.parameters),
            )
    usual = catalogue.scorings[entry.kind]
    if target.scoring:
        _require_scorer(config, target.scoring, cache_folder)
    else:
        _require_metric(config, usual[0])


def _require_scorer(config: SweepConfig, scoring: str, cache_folder: Path) -> None:
    """An empty one depends on the estimator, which only a trial loads."""
    catalogue = _known_estimators(cache_folder)
    if catalogue is None or not scoring:
        return
    if scoring not in catalogue.scorers:
        usual = [name for names in catalogue.scorings.values() for name in names]
        raise TuningError(f"scikit-learn has no scoring {scoring}.", _nearest(scoring, usual))
    _require_metric(config, scoring)


def _require_metric(config: SweepConfig, scoring: str) -> None:
    metrics = estimator_metrics(scoring)
    if config.objective.metric not in metrics:
        raise TuningError(
            f"The trials return {', '.join(metrics)}, but not {config.objective.metric}."
        )


def _known_estimators(cache_folder: Path) -> Catalogue | None:
    """None where scikit-learn cannot be asked: then the first trial says why."""
    try:
        return load_catalogue(cache_folder)
    except TuningError:
        return None


def _nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=2)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"It has {', '.join(names[:_MOST_NAMES])}{', …' * (len(names) > _MOST_NAMES)}."
