"""Reads the setup: the config it says and what keeps it from running. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tuner_gui.core.kinds import GridKind
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    CsvSpec,
    EstimatorSpec,
    NoDataSpec,
    PythonSpec,
)
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.setup.command_draft import read_command
from tuner_gui.ui.setup.duration_text import parse_duration
from tuner_gui.ui.setup.setup_draft import CSV, NO_DATA, TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import DatasetSpec, TargetSpec
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.setup.setup_draft import SetupDraft

_HOW_TO_NAME = "Write package.module:Class or path/file.py:Class."


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What the setup is checked against.

    Args:
        catalogue: the estimators; None until they are read.
        csv_columns: of the chosen file; None if it could not be read.
        csv_problem: why not.
    """

    catalogue: Catalogue | None = None
    csv_columns: tuple[str, ...] | None = None
    csv_problem: str = ""


@dataclass(slots=True)
class SetupReading:
    """What the setup says.

    Args:
        config: with the base's value where a text cannot be read, and no target or no data where
            those cannot.
        problems: one sentence a field, in the order of the pane; the space's own are not here.
        missing: the fields that are only still to be filled: nothing is wrong there.
        is_complete: whether the config says all that is typed.
        unpassed: the parameters that nothing passes to the command.
    """

    config: SweepConfig
    problems: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    is_complete: bool = True
    unpassed: tuple[str, ...] = ()

    @property
    def faults(self) -> dict[str, str]:
        """The problems to show at their fields."""
        return {name: said for name, said in self.problems.items() if name not in self.missing}

    def ask(self, field_name: str, message: str) -> None:
        """Notes that something is still to be filled in."""
        self.problems[field_name] = message
        self.missing.add(field_name)

    def refuse(self, field_name: str, message: str) -> None:
        """Notes that a text could not be read."""
        self.problems[field_name] = message
        self.is_complete = False


def read_setup(draft: SetupDraft, space: HyperParamSpace | None, facts: SetupFacts) -> SetupReading:
    """Returns what the setup says; a space that cannot be read is None and stays the base's."""
    reading = SetupReading(draft.base, is_complete=space is not None)
    names = None if space is None else space.names
    target = _target(draft, facts, reading, names)
    dataset = _dataset(draft, facts, reading)
    objective = _objective(draft, facts, reading)
    strategy = _strategy(draft, reading)
    reading.config = replace(
        draft.base,
        target=target,
        space=draft.base.space if space is None else space,
        strategy=strategy,
        dataset=dataset,
        objective=objective,
        budget=_budget(draft, strategy, reading),
        seed=_seed(draft, reading),
    )
    return reading


def _target(
    draft: SetupDraft, facts: SetupFacts, reading: SetupReading, names: Sequence[str] | None
) -> TargetSpec | None:
    match draft.target_kind:
        case "none":
            reading.ask("target", "Choose a target to train.")
            return None
        case "class":
            return _own_target(draft, reading)
        case "command":
            return _command_target(draft, reading, names)
        case "estimator":
            return _estimator_target(draft, facts, reading)


def _command_target(
    draft: SetupDraft, reading: SetupReading, names: Sequence[str] | None
) -> CommandSpec | None:
    base = draft.base.target
    kept = base if isinstance(base, CommandSpec) else None
    said = read_command(draft.command, kept, names)
    for field_name, message in said.problems.items():
        if field_name == "command" and not draft.command.text.strip():
            reading.ask(field_name, message)
        elif field_name in said.unreadable:
            reading.refuse(field_name, message)
        else:
            reading.problems[field_name] = message
    reading.unpassed = said.unpassed
    return said.spec


def _own_target(draft: SetupDraft, reading: SetupReading) -> PythonSpec | None:
    """A function or a pipeline of the session stays one while its path is not changed."""
    base = draft.base.target
    path = _tidy(draft.class_path, base.path if isinstance(base, PythonSpec) else "")
    if isinstance(base, PythonSpec) and path == base.path:
        return base
    if not path:
        reading.ask("class_path", f"Name the class to train. {_HOW_TO_NAME}")
        return None
    try:
        return ClassSpec(path=path)
    except ValidationError:
        reading.refuse("class_path", f"“{path}” does not name a class. {_HOW_TO_NAME}")
        return None


def _estimator_target(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> EstimatorSpec:
    catalogue = facts.catalogue
    if catalogue is not None and catalogue.entry(draft.estimator) is None:
        missing = f"scikit-learn {catalogue.scikit_learn} has no {draft.estimator}."
        reading.problems["target"] = catalogue.withheld.get(draft.estimator, missing)
    folds = _whole(draft.folds, 2, 100)
    if folds is None:
        reading.refuse("folds", "Folds is a whole number from 2 to 100.")
        base = draft.base.target
        folds = base.folds if isinstance(base, EstimatorSpec) else 5
    return EstimatorSpec(estimator=draft.estimator, scoring=draft.scoring, folds=folds)


def _dataset(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> DatasetSpec:
    if draft.dataset == CSV:
        return _csv_dataset(draft, facts, reading)
    if draft.dataset == TABLE:
        return draft.base.dataset
    if draft.dataset == NO_DATA:
        if draft.target_kind == "estimator":
            reading.ask("dataset", "Choose the data that the estimator is trained on.")
        return NoDataSpec()
    if draft.dataset == "diabetes" and estimator_kind(draft, facts) == "classifier":
        message = f"{draft.estimator} needs classes; diabetes has a quantity to predict."
        reading.problems["dataset"] = message
    return BundledSpec(name=draft.dataset)  # type: ignore[arg-type]  # offered by name


def _csv_dataset(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> DatasetSpec:
    path, column = draft.csv_path, draft.csv_column
    if not path.strip():
        reading.ask("csv_path", "Choose a CSV file.")
    elif facts.csv_problem:
        reading.problems["csv_path"] = facts.csv_problem
    elif not column:
        reading.ask("csv_column", "Choose the column to predict.")
    elif facts.csv_columns is not None and column not in facts.csv_columns:
        reading.problems["csv_column"] = f"The file has no column {column}."
    base = draft.base.dataset
    if path and column and isinstance(base, CsvSpec) and base.path == path:
        return base.model_copy(update={"target_column": column})
    if path and column:
        return CsvSpec(path=path, target_column=column)
    reading.is_complete = reading.is_complete and not (path or column)
    return NoDataSpec()


def estimator_kind(draft: SetupDraft, facts: SetupFacts) -> str:
    """Returns `classifier`, `regressor`, or nothing where it is not known."""
    entry = None if facts.catalogue is None else facts.catalogue.entry(draft.estimator)
    return entry.kind if entry is not None and draft.target_kind == "estimator" else ""


def _objective(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> Objective:
    metric = _tidy(draft.metric, draft.base.objective.metric)
    if not metric:
        reading.refuse("metric", "Name the metric that decides.")
        metric = draft.base.objective.metric
    scoring = draft.scoring
    kind = estimator_kind(draft, facts)
    if kind and facts.catalogue is not None:
        scoring = scoring or facts.catalogue.scorings[kind][0]  # type: ignore[index]
        returned = (scoring, f"{scoring}_std", "fit_s")
        if metric not in returned:
            message = f"The trials return {scoring}, not {metric}."
            reading.problems["metric"] = message
    return draft.base.objective.model_copy(update={"metric": metric, "direction": draft.direction})


def _strategy(draft: SetupDraft, reading: SetupReading) -> TunerKind:
    chosen = draft.chosen_strategy
    options: dict[str, Any] = {}
    for each in chosen.fields:
        value = each.parse(chosen.text(each.name))
        if value is None:
            reading.refuse(f"strategy.{each.name}", each.rule)
        else:
            options[each.name] = value
    return chosen.base.model_copy(update=options)


def _budget(draft: SetupDraft, strategy: TunerKind, reading: SetupReading) -> Budget:
    base = draft.base.budget
    trials = _whole(draft.trials, 1, 100_000_000)
    if trials is None and draft.trials.strip():
        reading.refuse("trials", "Trials is a whole number from 1 to 100,000,000.")
        trials = base.trials
    elif trials is None and not isinstance(strategy, GridKind):
        reading.problems["trials"] = "Say how many trials to run."
    workers = _whole(draft.workers, 1, 1024)
    if workers is None:
        reading.refuse("workers", "Workers is a whole number from 1 to 1,024.")
        workers = base.concurrency
    return base.model_copy(
        update={
            "trials": trials,
            "concurrency": workers,
            "time_limit_s": _seconds("time_limit", draft.time_limit, base.time_limit_s, reading),
            "trial_timeout_s": _seconds(
                "trial_timeout", draft.trial_timeout, base.trial_timeout_s, reading
            ),
        }
    )


def _seconds(
    field_name: str, text: str, otherwise: float | None, reading: SetupReading
) -> float | None:
    if not text.strip():
        return None
    seconds = parse_duration(text)
    if seconds is None or not 0 < seconds < float("inf"):
        message = f"“{text.strip()}” is no time. Write it like 90 s, 10 min or 2 h."
        reading.refuse(field_name, message)
        return otherwise
    return seconds


def _seed(draft: SetupDraft, reading: SetupReading) -> int:
    number = parse_number(draft.seed)
    if not isinstance(number, int):
        reading.refuse("seed", "The seed is a whole number of at least 0.")
        return draft.base.seed
    if not 0 <= number < 2**63:
        reading.problems["seed"] = "The seed is a whole number from 0 to 2^63 − 1."
    return number


def _tidy(text: str, original: str) -> str:
    """Returns a text without the blanks around it, unless it came so."""
    return text if text == original else text.strip()


def _whole(text: str, low: int, high: int) -> int | None:
    number = parse_number(text)
    return number if isinstance(number, int) and low <= number <= high else None
