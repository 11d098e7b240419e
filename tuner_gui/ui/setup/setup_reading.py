"""Reads the setup: the config it says and what keeps it from running. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tuner_gui.core.specs import BundledSpec, NoDataSpec
from tuner_gui.ui.setup.data_draft import NO_DATA
from tuner_gui.ui.setup.read_data import read_table
from tuner_gui.ui.setup.read_search import read_budget, read_rule, read_seed, read_strategy
from tuner_gui.ui.setup.read_target import (
    estimator_kind,
    is_scored,
    read_target,
    scorings,
    target_name,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.bridge.data_reader import DataAnswer
    from tuner_gui.bridge.python_reader import PythonAnswer
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.datasets.sources import Source
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.setup.setup_draft import SetupDraft


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What the setup is checked against.

    Args:
        catalogue: the estimators; None until they are read.
        python: what has been read of the person's code, by its path.
        data: what was read last of any data; None before that.
    """

    catalogue: Catalogue | None = None
    python: Mapping[str, PythonAnswer] = field(default_factory=dict)
    data: DataAnswer | None = None

    def columns(self, source: Source | None) -> Sequence[str] | None:
        """Returns the columns of a source; None where they are not known."""
        if self.data is None or self.data.preview is None or self.data.source != source:
            return None
        return self.data.columns


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
    target = read_target(draft, facts, reading, names)
    dataset = _dataset(draft, facts, reading)
    objective = _objective(draft, facts, reading)
    strategy = read_strategy(draft, reading)
    rule = read_rule(draft, reading)
    reading.config = replace(
        draft.base,
        target=target,
        space=draft.base.space if space is None else space,
        strategy=strategy,
        dataset=dataset,
        objective=objective,
        budget=read_budget(draft, strategy, reading),
        seed=read_seed(draft, reading),
        early_stopping=rule,
    )
    return reading


def _dataset(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> DatasetSpec:
    if draft.data.is_table:
        return read_table(draft.data, draft.base.dataset, facts, reading)
    name = target_name(draft)
    if draft.data.source == NO_DATA:
        if is_scored(draft, facts):
            reading.ask("dataset", f"Choose the data that {name} is trained on.")
        return NoDataSpec()
    if draft.data.source == "diabetes" and estimator_kind(draft, facts) == "classifier":
        message = f"{name} needs classes; diabetes has a quantity to predict."
        reading.problems["dataset"] = message
    return BundledSpec(name=draft.data.source)  # type: ignore[arg-type]  # offered by name


def _objective(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> Objective:
    metric = tidy(draft.metric, draft.base.objective.metric)
    if not metric:
        reading.refuse("metric", "Name the metric that decides.")
        metric = draft.base.objective.metric
    usual = scorings(draft, facts)
    scoring = draft.scoring or (usual[0] if usual else "")
    if usual and metric not in (scoring, f"{scoring}_std", "fit_s"):
        reading.problems["metric"] = f"The trials return {scoring}, not {metric}."
    return draft.base.objective.model_copy(update={"metric": metric, "direction": draft.direction})
