"""Runs a sweep that a SweepConfig describes, on the caller's thread."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.executors.limits import HostLimits
from tuner_gui.strategies.factory import TunerFactory
from tuner_gui.sweep.checking import require_budget
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.course import set_behind
from tuner_gui.sweep.earlier import NO_TRIALS
from tuner_gui.sweep.logs import TrialLogs
from tuner_gui.sweep.pipeline import SweepPipeline
from tuner_gui.sweep.rules import SweepRules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import TuningFinished
    from tuner_gui.core.executor import TrialExecutor
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.specs import DatasetSpec, TargetSpec
    from tuner_gui.core.strategy import TunerStrategy
    from tuner_gui.executors.local import LocalExecutor
    from tuner_gui.sweep.earlier import EarlierTrials


def run_sweep(
    config: SweepConfig,
    observers: Sequence[ExperimentObserver],
    *,
    control: SweepControl | None = None,
    earlier: EarlierTrials = NO_TRIALS,
    log_folder: Path | None = None,
    pauses_on_failures: bool = False,
) -> TuningFinished:
    """Runs a sweep to its end and returns its last event.

    Args:
        config: the sweep; its budget counts the earlier trials too.
        observers: hear every event, on this thread.
        control: pause, stop and abort from other threads.
        earlier: the trials of an earlier part; the strategy goes on where they ended.
        log_folder: where the output and the files of trials are kept; None drops them.
        pauses_on_failures: pause and ask when all trials fail, instead of ending.

    Raises:
        InvalidSpace: the space is empty, or the strategy cannot search it.
        TuningError: there is no target, no budget where one is needed, or the sweep broke.
    """
    if config.target is None:
        raise TuningError("There is no target to tune.", "Choose one in Setup.")
    require_budget(config.strategy, config.budget)
    strategy = _strategy_behind(earlier, config)
    rules = _rules_of(config, pauses_on_failures=pauses_on_failures)
    pool = local_pool(config.target, config.dataset, config.budget, log_folder)
    with closing(pool):
        return run_pipeline(
            strategy,
            pool,
            rules,
            observers,
            control=control,
            earlier=earlier,
            log_folder=log_folder,
        )


def _strategy_behind(earlier: EarlierTrials, config: SweepConfig) -> TunerStrategy:
    """The strategy, set behind the trials of an earlier part of the sweep that fit its space."""
    kind = config.strategy.seeded(config.seed)
    strategy = TunerFactory.create(kind, config.space, config.objective)
    if earlier.next_number > 0:
        finished = (record for record in earlier.records if record.state.is_finished)
        if config.space_revisions:
            finished = (record for record in finished if config.space.contains(record.params))
        set_behind(strategy, config.strategy, finished, earlier.asked_for)
    return strategy


def _rules_of(config: SweepConfig, *, pauses_on_failures: bool) -> SweepRules:
    return SweepRules(
        objective=config.objective,
        budget=config.budget,
        seed=config.seed,
        space_revision=config.space_revision,
        pauses_on_failures=pauses_on_failures,
        early_stopping=config.early_stopping,
        space=config.space,
        kind=config.strategy,
        space_revisions=config.space_revisions,
    )


def run_pipeline(
    strategy: TunerStrategy,
    executor: TrialExecutor,
    rules: SweepRules,
    observers: Sequence[ExperimentObserver],
    *,
    control: SweepControl | None,
    earlier: EarlierTrials = NO_TRIALS,
    log_folder: Path | None,
) -> TuningFinished:
    """Runs a pipeline with its output files open; the executor stays the caller's to close."""
    output = nullcontext() if log_folder is None else closing(TrialLogs(log_folder))
    with output as logs:
        pipeline = SweepPipeline(
            strategy,
            executor,
            rules,
            observers,
            control or SweepControl(),
            earlier=earlier,
            logs=logs,
        )
        return pipeline.run()


def local_pool(
    target: TargetSpec, dataset: DatasetSpec, budget: Budget, folder: Path | None
) -> LocalExecutor:
    """Returns this machine's processes that run trials of a target; they are the caller's to close.

    Args:
        target: what they load once.
        dataset: what its trials train on.
        budget: says how many there are, and how long each lives.
        folder: where the files of trials are kept; None drops them.
    """
    from tuner_gui.executors.local import LocalExecutor

    per_host = budget.trials_per_host
    limits = HostLimits() if per_host is None else HostLimits(trials=per_host)
    return LocalExecutor(target, dataset, workers=budget.concurrency, limits=limits, folder=folder)
