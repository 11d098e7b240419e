"""The draft of a sweep's setup but for its space: every text as typed. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.kinds import BUILT_IN_KINDS
from tuner_gui.core.objective import Direction
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.ui.setup.command_draft import CommandDraft
from tuner_gui.ui.setup.data_draft import DataDraft
from tuner_gui.ui.setup.duration_text import duration_text
from tuner_gui.ui.setup.option_fields import OptionField, option_fields

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.specs import TargetSpec

TargetKind: TypeAlias = Literal["none", "estimator", "python", "command"]

NO_COMMAND = CommandDraft()

_NOT_OPTIONS = ("kind", "seed")
"""Of a strategy: its tag, and what the sweep's own seed feeds."""


@dataclass(frozen=True, slots=True)
class StrategyDraft:
    """A strategy with its options as typed; what the form does not show stays in `base`."""

    base: TunerKind
    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, kind: TunerKind) -> StrategyDraft:
        """Returns the draft that reads as this strategy."""
        fields = option_fields(type(kind), _NOT_OPTIONS)
        texts = ((field.name, field.text_of(getattr(kind, field.name))) for field in fields)
        return cls(kind, tuple(texts))

    @property
    def tag(self) -> str:
        """What tells the strategies apart."""
        return self.base.kind

    @property
    def fields(self) -> tuple[OptionField, ...]:
        """The options that a form can show."""
        return option_fields(type(self.base), _NOT_OPTIONS)

    def text(self, name: str) -> str:
        """Returns the text of an option."""
        return dict(self.texts)[name]

    def with_text(self, name: str, text: str) -> StrategyDraft:
        """Returns the draft with another text for an option; switched on, it excludes others."""
        others: dict[str, str] = {}
        if text == "true" and name in self.base.exclusive:
            others = dict.fromkeys(self.base.exclusive, "false")
        return replace(self, texts=tuple((dict(self.texts) | others | {name: text}).items()))


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
    """

    base: SweepConfig
    target_kind: TargetKind
    data: DataDraft
    strategies: tuple[StrategyDraft, ...]
    strategy: str
    estimator: str = ""
    scoring: str = ""
    folds: str = "5"
    python_path: str = ""
    command: CommandDraft = NO_COMMAND
    metric: str = "score"
    direction: Direction = Direction.MAXIMIZE
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
            strategies=_strategies(config.strategy),
            strategy=config.strategy.kind,
            metric=config.objective.metric,
            direction=config.objective.direction,
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

    def with_option(self, name: str, text: str) -> SetupDraft:
        """Returns the draft with another text for an option of the chosen strategy."""
        changed = self.chosen_strategy.with_text(name, text)
        strategies = tuple(changed if each.tag == changed.tag else each for each in self.strategies)
        return replace(self, strategies=strategies)


def _strategies(chosen: TunerKind) -> tuple[StrategyDraft, ...]:
    """The built-in ones, and the chosen one should it come from an installed package."""
    kinds: dict[str, TunerKind] = {}
    for kind in (*(each() for each in BUILT_IN_KINDS), chosen):
        kinds[kind.kind] = kind
    return tuple(StrategyDraft.of(kind) for kind in kinds.values())


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
