"""Who searches a tabular problem: our whole runner, and the loops of Optuna and hyperopt."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.tabular import TabularProblem
from tuner_gui import (
    Budget,
    CmaKind,
    Objective,
    QmcKind,
    RandomKind,
    TpeKind,
    TunerKind,
    tune,
)

TRIALS = 100

Search: TypeAlias = Callable[[TabularProblem, int], list[float]]
"""Called with a problem and a seed; returns the regret of each trial."""


def contestants() -> dict[str, Search]:
    """By name; hyperopt only where it is installed."""
    found: dict[str, Search] = {
        "random": partial(_ours, RandomKind()),
        "quasi-random": partial(_ours, QmcKind()),
        "TPE": partial(_ours, TpeKind()),
        "CMA-ES": partial(_ours, CmaKind()),
        "Optuna random": partial(_optuna, "RandomSampler", {}),
        "Optuna QMC": partial(_optuna, "QMCSampler", {"warn_independent_sampling": False}),
        "Optuna TPE": partial(_optuna, "TPESampler", {}),
        "Optuna CMA-ES": partial(_optuna, "CmaEsSampler", {"warn_independent_sampling": False}),
    }
    try:
        import hyperopt  # noqa: F401
    except ImportError:
        return found
    return {**found, "hyperopt TPE": _hyperopt}


def best_so_far(regrets: list[float]) -> NDArray[np.float64]:
    """The best of each beginning; a search that ended early found nothing more."""
    padded = [*regrets, *[regrets[-1]] * (TRIALS - len(regrets))]
    return np.minimum.accumulate(padded)


def _ours(kind: TunerKind, problem: TabularProblem, seed: int) -> list[float]:
    regrets: list[float] = []

    class Trial:
        def __init__(self, params: Mapping[str, int]) -> None:
            self._regret = problem.regret_of(params)

        def train(self, dataset: object) -> None:
            pass

        def validate(self, dataset: object) -> float:
            regrets.append(self._regret)
            return self._regret

    tune(
        kind,
        problem.space(),
        None,
        trainable=Trial,
        budget=Budget(trials=TRIALS),
        objective=Objective("regret", "minimize"),
        seed=seed,
    )
    return regrets


def _optuna(
    sampler: str, options: Mapping[str, object], problem: TabularProblem, seed: int
) -> list[float]:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    regrets: list[float] = []

    def objective(trial: optuna.Trial) -> float:
        places = {
            name: trial.suggest_categorical(name, range(size))
            if is_unordered
            else trial.suggest_int(name, 0, size - 1)
            for name, size, is_unordered in zip(
                problem.parameters, problem.sizes, problem.is_unordered, strict=True
            )
        }
        regrets.append(problem.regret_of(places))
        return regrets[-1]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of samplers that are experimental
        made = getattr(optuna.samplers, sampler)(seed=seed, **options)
        optuna.create_study(sampler=made).optimize(objective, n_trials=TRIALS)
    return regrets


def _hyperopt(problem: TabularProblem, seed: int) -> list[float]:
    from hyperopt import fmin, hp, tpe

    regrets: list[float] = []
    space = {
        name: hp.choice(name, list(range(size)))
        if is_unordered
        else hp.uniformint(name, 0, size - 1)
        for name, size, is_unordered in zip(
            problem.parameters, problem.sizes, problem.is_unordered, strict=True
        )
    }

    def objective(places: Mapping[str, int]) -> float:
        regrets.append(problem.regret_of(places))
        return regrets[-1]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fmin(
            objective,
            space,
            algo=tpe.suggest,
            max_evals=TRIALS,
            rstate=np.random.default_rng(seed),
            show_progressbar=False,
            verbose=False,
        )
    return regrets
