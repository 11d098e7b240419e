"""The draft of a sweep's setup but for its space: every text as typed. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.objective import Direction
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.targets.command.printed_names import usual_direction
from tuner_gui.ui.setup.command_draft import CommandDraft
from tuner_gui.ui.setup.data_draft import DataDraft
from tuner_gui.ui.setup.duration_text import duration_text
from tuner_gui.ui.setup.limit_fields import LIMITS
from tuner_gui.ui.setup.options_draft import (
    OptionsDraft,
    RuleDraft,
    StrategyDraft,
    rule_drafts,
    strategy_drafts,
)

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.specs import TargetSpec

TargetKind: TypeAlias = Literal["none", "estimator", "python", "command"]

NO_COMMAND = CommandDraft()


@dataclass(frozen=True, slots=True)
class SetupDraft:
    """What the sections of the Setup pane say.

    Args:
        base: what the form does not show is kept from here.
        estimator: kept while another kind of target is chosen, as are code and command.
        scoring: of an estimator or a pipeline, as are the folds; empty for its own score.
        python_path: of a function, a class or a pipeline; which of them is told by reading it.
        strategies: all that can be chosen, each with its options as typed.
        strategy: the tag of the chosen one.
        limits: of the budget, but for those that stand in fields of their own.
        rules: all of early stopping, each with its options as typed.
        early_stopping: the tag of the chosen one; empty for none.
        is_direction_chosen: by a person; else it follows the name of the metric.
    """

    base: SweepConfig
    target_kind: TargetKind
    data: DataDraft
    strategies: tuple[StrategyDraft, ...]
    strategy: str
    limits: OptionsDraft[Budget]
    rules: tuple[RuleDraft, ...]
    early_stopping: str = ""
    estimator: str = ""
    scoring: str = ""
    folds: str = "5"
    python_path: str = ""
    command: CommandDraft = NO_COMMAND
    metric: str = "score"
    direction: Direction = Direction.MAXIMIZE
    is_direction_chosen: bool = False
    trials: str = ""
    workers: str = "1"
    time_limit: str = ""
    trial_timeout: str = ""
    seed: str = "0"

    @classmethod
    def from_config(cls, config: SweepConfig) -> SetupDraft:
        """Returns the draft that reads as this config."""
        budget = config.budget
        draft = cls(
            base=config,
            target_kind="none",
            data=DataDraft.of(config.dataset),
            strategies=strategy_drafts(config.strategy),
            strategy=config.strategy.kind,
            limits=OptionsDraft.of(budget, LIMITS),
            rules=rule_drafts(config.early_stopping),
            early_stopping="" if config.early_stopping is None else config.early_stopping.kind,
            metric=config.objective.metric,
            direction=config.objective.direction,
            is_direction_chosen=config.objective.direction
            is not usual_direction(config.objective.metric),
            trials="" if budget.trials is None else str(budget.trials),
            workers=str(budget.concurrency),
            time_limit=_duration(budget.time_limit_s),
            trial_timeout=_duration(budget.trial_timeout_s),
            seed=str(config.seed),
        )
        return _with_target(draft, config.target)

    @property
    def chosen_strategy(self) -> StrategyDraft:
        """The strategy with its options."""
        return next(each for each in self.strategies if each.tag == self.strategy)

    @property
    def chosen_rule(self) -> RuleDraft | None:
        """The rule of early stopping with its options; None without one."""
        return next((each for each in self.rules if each.tag == self.early_stopping), None)

    def with_rule_option(self, name: str, text: str) -> SetupDraft:
        """Returns the draft with another text for an option of the chosen rule."""
        rules = tuple(
            each.with_text(name, text) if each.tag == self.early_stopping else each
            for each in self.rules
        )
        return replace(self, rules=rules)

    def with_option(self, name: str, text: str) -> SetupDraft:
        """Returns the draft with another text for an option of the chosen strategy."""
        changed = self.chosen_strategy.with_text(name, text)
        strategies = tuple(changed if each.tag == changed.tag else each for each in self.strategies)
        return replace(self, strategies=strategies)


def _duration(seconds: float | None) -> str:
    return "" if seconds is None else duration_text(seconds)


def _with_target(draft: SetupDraft, target: TargetSpec | None) -> SetupDraft:
    match target:
        case None:
            return draft
        case EstimatorSpec(estimator=name, scoring=scoring, folds=folds):
            return replace(
                draft, target_kind="estimator", estimator=name, scoring=scoring, folds=str(folds)
            )
        case ClassSpec(path=path) | FunctionSpec(path=path):
            return replace(draft, target_kind="python", python_path=path)
        case PipelineSpec(path=path, scoring=scoring, folds=folds):
            return replace(
                draft, target_kind="python", python_path=path, scoring=scoring, folds=str(folds)
            )
        case CommandSpec():
            return replace(draft, target_kind="command", command=CommandDraft.of(target))
        case never:
            assert_never(never)
