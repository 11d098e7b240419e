"""The sweep that is proposed for a target named in one line; may start a child, so off the GUI."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.domains import Float
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import BUILT_IN_KINDS, ExtensionKind, GridKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import BundledSpec, EstimatorSpec, NoDataSpec, PipelineSpec
from tuner_gui.session.data_reading import choose_dataset
from tuner_gui.strategies.factory import ENTRY_POINT_GROUP
from tuner_gui.targets.catalogue import load_catalogue
from tuner_gui.targets.python_targets import read_python_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.specs import DatasetSpec, TargetSpec
    from tuner_gui.targets.catalogue import Catalogue, EstimatorEntry
    from tuner_gui.targets.offered import EstimatorKind

DEFAULT_TRIALS = 48

_GRID_POINTS = 5
_DEFAULT_DATA = {"classifier": "breast_cancer", "regressor": "diabetes"}
"""Two classes, since many scorers know no more."""


class Proposal(NamedTuple):
    """A sweep to start from, and what to know of it: a sentence each."""

    config: SweepConfig
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SweepWishes:
    """What a person says of a sweep; the rest is proposed.

    Args:
        target: an estimator's class name, with or without its module, or what a module defines,
            `module:name` or `path/file.py:name`.
        metric: the objective; of an estimator or a pipeline the scorer. Empty for the usual one.
        strategy: the name of a kind.
        trials: None for the whole grid, or for 48 with another strategy.
        data: a bundled data set, a file, or a Flight URL; empty for data that fit.
        target_column: of a table; empty for the last one.
    """

    target: str
    metric: str = ""
    direction: Direction = Direction.MAXIMIZE
    strategy: str = "random"
    trials: int | None = None
    data: str = ""
    target_column: str = ""
    folds: int = 5
    workers: int = 1
    seed: int = 0


def propose_config(wishes: SweepWishes, name: str, cache_folder: Path) -> SweepConfig:
    """Returns the sweep to start from; see `propose`."""
    return propose(wishes, name, cache_folder).config


def propose(wishes: SweepWishes, name: str, cache_folder: Path) -> Proposal:
    """Returns the sweep to start from. The user's own code is loaded in a child, for its space.

    Args:
        wishes: what is asked for.
        name: what the sweep is called.
        cache_folder: where the list of estimators is kept.

    Raises:
        TuningError: something that the wishes name does not exist or does not fit.
    """
    if not wishes.target.strip():
        raise TuningError(
            "The TARGET is empty.",
            "Name an estimator such as SVC, or code of your own as module:name or FILE.py:name.",
        )
    is_own = ":" in wishes.target and wishes.target.rpartition(":")[2].isidentifier()
    subject = (
        _own_subject(wishes, cache_folder)
        if is_own
        else _estimator_subject(wishes, load_catalogue(cache_folder))
    )
    kind = _kind_named(wishes.strategy)
    is_grid = isinstance(kind, GridKind)
    config = SweepConfig(
        name=name,
        target=subject.target,
        space=_with_grid_points(subject.space) if is_grid else subject.space,
        strategy=kind,
        dataset=subject.dataset,
        objective=Objective(subject.metric, wishes.direction),
        budget=Budget(
            trials=wishes.trials or (None if is_grid else DEFAULT_TRIALS),
            concurrency=wishes.workers,
        ),
        seed=wishes.seed,
    )
    return Proposal(config, subject.notes)


def with_overrides(
    config: SweepConfig, *, trials: int | None, workers: int | None, seed: int | None
) -> SweepConfig:
    """Returns the sweep with what is not None in place of its own."""
    limits = {"trials": trials, "concurrency": workers}
    given = {name: limit for name, limit in limits.items() if limit is not None}
    config = replace(config, budget=config.budget.model_copy(update=given))
    if seed is None:
        return config
    strategy = config.strategy.model_copy(update={"seed": None})  # its own seed would win
    return replace(config, strategy=strategy, seed=seed)


class _Subject(NamedTuple):
    """What is tuned."""

    target: TargetSpec
    space: HyperParamSpace
    dataset: DatasetSpec
    metric: str
    notes: tuple[str, ...] = ()


def _own_subject(wishes: SweepWishes, cache_folder: Path) -> _Subject:
    source, _, name = wishes.target.rpartition(":")
    if source.endswith(".py"):
        source = str(_existing(source))
    path = f"{source}:{name}"
    dataset = choose_dataset(wishes.data, wishes.target_column) if wishes.data else NoDataSpec()
    found = read_python_target(path, dataset)
    if found.estimator is None:
        metric = wishes.metric or "score"
        return _Subject(found.spec(path), found.space(), dataset, metric, found.notes)
    scoring = _scoring(wishes.metric, found.estimator, load_catalogue(cache_folder))
    dataset = _fitting_data(wishes, found.estimator, name)
    target = PipelineSpec(path=path, scoring=scoring, folds=wishes.folds)
    return _Subject(target, found.space(), dataset, scoring, found.notes)


def _estimator_subject(wishes: SweepWishes, catalogue: Catalogue) -> _Subject:
    entry = _entry_named(wishes.target, catalogue)
    scoring = _scoring(wishes.metric, entry.kind, catalogue)
    dataset = _fitting_data(wishes, entry.kind, entry.name)
    target = EstimatorSpec(estimator=entry.name, scoring=scoring, folds=wishes.folds)
    return _Subject(target, entry.space(), dataset, scoring)


def _scoring(metric: str, kind: EstimatorKind, catalogue: Catalogue) -> str:
    """The scorer that is wished for, or the usual one."""
    scorings = catalogue.scorings[kind]
    scoring = metric or scorings[0]
    if scoring not in scorings:
        raise TuningError(f"{scoring} is no scorer for a {kind}.", _nearest(scoring, scorings))
    return scoring


def _fitting_data(wishes: SweepWishes, kind: EstimatorKind, name: str) -> DatasetSpec:
    dataset = choose_dataset(wishes.data or _DEFAULT_DATA[kind], wishes.target_column)
    if kind == "classifier" and dataset == BundledSpec(name="diabetes"):
        raise TuningError(
            f"{name} is a classifier, and the target of diabetes is a quantity.",
            "Choose a regressor or other data.",
        )
    return dataset


def _entry_named(target: str, catalogue: Catalogue) -> EstimatorEntry:
    module, _, name = target.rpartition(".")
    if name == "py":
        raise TuningError(
            f"{target} is a script, and scripts are not read yet.",
            f"Name a function or a class in it: {target}:NAME.",
        )
    if reason := catalogue.withheld.get(name):
        raise TuningError(f"{name} cannot be tuned here.", reason)
    entry = catalogue.entry(name)
    if entry is None:
        names = [item.name for item in catalogue.estimators]
        raise TuningError(
            f"scikit-learn has no classifier or regressor {name}.", _nearest(name, names)
        )
    if module not in {"", entry.module}:
        raise TuningError(f"{name} is not in {module}.", f"It is in {entry.module}.")
    return entry


def _existing(name: str) -> Path:
    """The absolute path, so that the session can be opened from any folder."""
    path = Path(name).absolute()
    if not path.is_file():
        raise TuningError(f"There is no file {path}.")
    return path


def _kind_named(name: str) -> TunerKind:
    kinds = {kind.model_fields["kind"].default: kind for kind in BUILT_IN_KINDS}
    if name in kinds:
        return kinds[name]()
    added = {point.name for point in entry_points(group=ENTRY_POINT_GROUP)}
    if name in added:
        return ExtensionKind(kind=name)
    raise TuningError(
        f"There is no strategy {name}.", f"Choose one of {', '.join([*kinds, *sorted(added)])}."
    )


def _with_grid_points(space: HyperParamSpace) -> HyperParamSpace:
    """The space with points on its continuous ranges, which a grid cannot walk without."""
    return HyperParamSpace(
        replace(parameter, kind=replace(parameter.kind, points=_GRID_POINTS))
        if isinstance(parameter.kind, Float) and parameter.kind.size is None
        else parameter
        for parameter in space
    )


def _nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Some are {', '.join(names[:5])}."
