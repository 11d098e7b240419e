"""The sweep as one call, from Python: blocking, or off the event loop."""

from __future__ import annotations

import asyncio
from contextlib import closing, nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING

from tuner_gui.core.budget import Budget
from tuner_gui.core.dataset import DatasetView
from tuner_gui.core.errors import TuningError
from tuner_gui.core.objective import Objective
from tuner_gui.core.specs import CommandSpec, EstimatorSpec, NoDataSpec, PythonSpec
from tuner_gui.strategies.factory import TunerFactory
from tuner_gui.sweep.checking import require_budget
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.rules import SweepRules
from tuner_gui.sweep.running import local_pool, run_pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.core.early_stopping import EarlyStopping
    from tuner_gui.core.executor import TrialExecutor
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import TargetSpec
    from tuner_gui.core.trainable import TrainableFactory
    from tuner_gui.core.trial import TrialRecord


def tune(
    kind: TunerKind,
    space: HyperParamSpace,
    dataset: DatasetView | None,
    observers: Sequence[ExperimentObserver] = (),
    *,
    trainable: TrainableFactory | TargetSpec,
    budget: Budget | None = None,
    objective: Objective | None = None,
    early_stopping: EarlyStopping | None = None,
    seed: int = 0,
    executor: TrialExecutor | None = None,
    control: SweepControl | None = None,
    log_folder: Path | None = None,
) -> TrialRecord | None:
    """Runs a sweep on the caller's thread and returns its best trial.

    Args:
        kind: the strategy; without a seed of its own it takes `seed`.
        space: what is searched.
        dataset: what trials train on; None for a target that brings its own.
        observers: hear every event; nothing at all where the call raises before the start.
        trainable: a class that obeys `Trainable` (runs in this thread unless an executor is
            given) or a target spec (runs in this machine's processes).
        budget: without one a grid runs whole, the other strategies refuse.
        objective: the metric `score`, maximised, by default.
        early_stopping: the rule that stops trials before their end; None lets all run whole.
        seed: feeds the strategy and each trial's seed.
        executor: where trials run; it stays the caller's to close.
        control: pause, stop, queue and change things from other threads.
        log_folder: where the output and the files of trials are kept; None drops them.

    Returns:
        The best complete trial, or None where no trial completed.

    Raises:
        InvalidSpace: the space is empty, or the strategy cannot search it.
        TuningError: there is no budget where one is needed.
        Internal: the strategy, the executor or the pipeline broke; observers heard all before.
    """
    budget, objective = budget or Budget(), objective or Objective()
    control = control or SweepControl()
    require_budget(kind, budget)
    strategy = TunerFactory.create(kind.seeded(seed), space, objective)
    rules = SweepRules(
        objective, budget, seed, early_stopping=early_stopping, space=space, kind=kind
    )
    place = (
        closing(_executor_for(trainable, dataset, budget, control, log_folder))
        if executor is None
        else nullcontext(executor)
    )
    with place as runner:
        return run_pipeline(
            strategy, runner, rules, observers, control=control, log_folder=log_folder
        ).best


def _executor_for(
    trainable: TrainableFactory | TargetSpec,
    dataset: DatasetView | None,
    budget: Budget,
    control: SweepControl,
    log_folder: Path | None,
) -> TrialExecutor:
    if isinstance(trainable, EstimatorSpec | PythonSpec | CommandSpec):
        spec = NoDataSpec() if dataset is None or dataset.spec is None else dataset.spec
        return local_pool(trainable, spec, budget, log_folder)
    if not callable(trainable):
        raise TuningError(f"{trainable!r} is neither a class to train nor a target spec.")
    from tuner_gui.executors.inline import InlineExecutor

    view = dataset or DatasetView("none", NoDataSpec())
    return InlineExecutor(trainable, view, lambda: control.is_aborting)


async def run_hyperparameter_tuning(
    kind: TunerKind,
    space: HyperParamSpace,
    dataset: DatasetView | None,
    observers: Sequence[ExperimentObserver] = (),
    *,
    trainable: TrainableFactory | TargetSpec,
    budget: Budget | None = None,
    objective: Objective | None = None,
    early_stopping: EarlyStopping | None = None,
    seed: int = 0,
    executor: TrialExecutor | None = None,
    control: SweepControl | None = None,
    log_folder: Path | None = None,
) -> TrialRecord | None:
    """Runs a sweep off the event loop; see `tune`, its blocking form.

    A cancelled task aborts the sweep and waits until its trials are gone, however often it is
    cancelled meanwhile.
    """
    control = control or SweepControl()
    control.renew()  # an abort is meant for this sweep from here on
    call = partial(
        tune,
        kind,
        space,
        dataset,
        observers,
        trainable=trainable,
        budget=budget,
        objective=objective,
        early_stopping=early_stopping,
        seed=seed,
        executor=executor,
        control=control,
        log_folder=log_folder,
    )
    running = asyncio.get_running_loop().run_in_executor(None, call)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        control.abort()
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        with suppress(TuningError):
            running.result()
        raise
