"""What is tuned, for a target named in one line; may start a child, so off the GUI."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tuner_gui.core.errors import TuningError
from tuner_gui.core.objective import Direction
from tuner_gui.core.specs import BundledSpec, CommandSpec, EstimatorSpec, NoDataSpec, PipelineSpec
from tuner_gui.session.data_reading import choose_dataset
from tuner_gui.session.script_answer import read_script
from tuner_gui.session.script_draft import ScriptDraft, script_beside
from tuner_gui.targets.catalogue import load_catalogue
from tuner_gui.targets.command.printed_names import usual_direction
from tuner_gui.targets.python_targets import read_python_target
from tuner_gui.targets.reading.static import is_readable, read_space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import DatasetSpec, TargetSpec
    from tuner_gui.targets.catalogue import Catalogue, EstimatorEntry
    from tuner_gui.targets.offered import EstimatorKind

_DEFAULT_METRIC = "score"
_DEFAULT_DATA = {"classifier": "breast_cancer", "regressor": "diabetes"}
"""Two classes, since many scorers know no more."""

TargetSort: TypeAlias = Literal["named", "file", "estimator"]


@dataclass(frozen=True, slots=True)
class SweepWishes:
    """What a person says of a sweep; the rest is proposed.

    Args:
        target: a script or a configuration file, an estimator's class name, with or without its
            module, or what a module defines, `module:name` or `path/file.py:name`.
        metric: the objective; of an estimator or a pipeline the scorer. Empty for the usual one.
        direction: None for the one that the target states, or that the metric's name tells.
        strategy: the name of a kind.
        trials: None for the whole grid, or for 48 with another strategy.
        data: a bundled data set, a file, or a Flight URL; empty for data that fit.
        target_column: of a table; empty for the last one.
        columns: the features of a table; none for all.
        split: which rows of a table are trained on, as `split_named` reads it; empty for all.
    """

    target: str
    metric: str = ""
    direction: Direction | None = None
    strategy: str = "random"
    trials: int | None = None
    data: str = ""
    target_column: str = ""
    columns: tuple[str, ...] = ()
    split: str = ""
    folds: int = 5
    workers: int = 1
    seed: int = 0


def sort_of_target(target: str) -> TargetSort:
    """Says what a line names: what a module defines, a file, or an estimator of scikit-learn.

    Raises:
        TuningError: it is empty.
    """
    if not target.strip():
        raise TuningError(
            "The TARGET is empty.",
            "Name a script, an estimator such as SVC, or code of your own as module:name or "
            "FILE.py:name.",
        )
    if ":" in target and target.rpartition(":")[2].isidentifier():
        return "named"
    path = Path(target)
    is_file = is_readable(path) or (path.name != target and path.is_file())
    return "file" if is_file else "estimator"


def subject_of(wishes: SweepWishes, cache_folder: Path) -> Subject:
    """Returns what is tuned.

    Raises:
        TuningError: something that the wishes name does not exist or does not fit.
    """
    match sort_of_target(wishes.target):
        case "named":
            return _own_subject(wishes, cache_folder)
        case "file":
            return _file_subject(wishes)
        case "estimator":
            return _estimator_subject(wishes, load_catalogue(cache_folder))


class Subject(NamedTuple):
    """What is tuned, and what to know of it: a sentence each."""

    target: TargetSpec | None
    space: HyperParamSpace
    dataset: DatasetSpec
    metric: str
    direction: Direction = Direction.MAXIMIZE
    notes: tuple[str, ...] = ()


def _own_subject(wishes: SweepWishes, cache_folder: Path) -> Subject:
    source, _, name = wishes.target.rpartition(":")
    if source.endswith(".py"):
        source = str(existing_file(source))
    path = f"{source}:{name}"
    dataset = _own_data(wishes)
    found = read_python_target(path, dataset)
    if found.estimator is None:
        metric = wishes.metric or _DEFAULT_METRIC
        direction = _stated_direction(path) or usual_direction(metric)
        return Subject(found.spec(path), found.space(), dataset, metric, direction, found.notes)
    scoring = _scoring(wishes.metric, found.estimator, load_catalogue(cache_folder))
    dataset = _fitting_data(wishes, found.estimator, name)
    target = PipelineSpec(path=path, scoring=scoring, folds=wishes.folds)
    return Subject(target, found.space(), dataset, scoring, notes=found.notes)


def _stated_direction(path: str) -> Direction | None:
    """Which way an objective's study goes, as far as its source says it."""
    try:
        said = read_space(path).direction
    except TuningError:  # it can be loaded all the same
        return None
    return Direction(said) if said else None


def _file_subject(wishes: SweepWishes) -> Subject:
    """What the window makes of a file that is chosen there, with its ticks as proposed."""
    path = existing_file(wishes.target)
    answer = read_script(path)
    if answer.read is None:
        raise TuningError(answer.problem)
    draft = ScriptDraft.of(path, answer)
    if draft.needs_command and not script_beside(path):
        raise TuningError(
            f"Nothing says which command runs {path.name}.",
            "Put it beside its train.py, or choose it in the window and write the command.",
        )
    if wishes.metric:
        is_usual = answer.read.direction == ""
        direction = usual_direction(wishes.metric) if is_usual else draft.direction
        draft = replace(draft, metric=wishes.metric, direction=direction)
    target = draft.target()
    if wishes.data and isinstance(target, CommandSpec):
        raise TuningError(
            f"{path.name} is run as a program, which brings its own data.",
            "Leave --data out, or name a function in it: FILE.py:NAME.",
        )
    notes = list(answer.read.notes)
    if missing := draft.missing():
        notes.append(missing_words(missing))
    dataset = _own_data(wishes)
    return Subject(target, draft.space(), dataset, draft.metric, draft.direction, tuple(notes))


def missing_words(names: Sequence[str]) -> str:
    """Returns the sentence about what a script does not run without, and nothing varies."""
    marks = ", ".join(f"{{{name}}}" for name in names)
    return (
        f"The script needs {', '.join(names)}: write the value in the command in place of {marks}, "
        "or add it to the search space."
    )


def _own_data(wishes: SweepWishes) -> DatasetSpec:
    return _chosen_data(wishes, wishes.data) if wishes.data else NoDataSpec()


def _chosen_data(wishes: SweepWishes, data: str) -> DatasetSpec:
    return choose_dataset(data, wishes.target_column, wishes.columns, wishes.split)


def _estimator_subject(wishes: SweepWishes, catalogue: Catalogue) -> Subject:
    entry = entry_named(wishes.target, catalogue)
    scoring = _scoring(wishes.metric, entry.kind, catalogue)
    dataset = _fitting_data(wishes, entry.kind, entry.name)
    target = EstimatorSpec(estimator=entry.name, scoring=scoring, folds=wishes.folds)
    return Subject(target, entry.space(), dataset, scoring)


def _scoring(metric: str, kind: EstimatorKind, catalogue: Catalogue) -> str:
    """The scorer that is wished for, or the usual one."""
    scorings = catalogue.scorings[kind]
    scoring = metric or scorings[0]
    if scoring not in scorings:
        raise TuningError(f"{scoring} is no scorer for a {kind}.", _nearest(scoring, scorings))
    return scoring


def _fitting_data(wishes: SweepWishes, kind: EstimatorKind, name: str) -> DatasetSpec:
    dataset = _chosen_data(wishes, wishes.data or _DEFAULT_DATA[kind])
    if kind == "classifier" and dataset == BundledSpec(name="diabetes"):
        raise TuningError(
            f"{name} is a classifier, and the target of diabetes is a quantity.",
            "Choose a regressor or other data.",
        )
    return dataset


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
            f"scikit-learn has no classifier or regressor {name}.", _nearest(name, names)
        )
    if module not in {"", entry.module}:
        raise TuningError(f"{name} is not in {module}.", f"It is in {entry.module}.")
    return entry


def existing_file(name: str) -> Path:
    """The absolute path, so that the session can be opened from any folder."""
    path = Path(name).absolute()
    if not path.is_file():
        raise TuningError(f"There is no file {path}.")
    return path


def _nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Some are {', '.join(names[:5])}."
