"""What a strategy costs for each trial: against the library it rides on, and up to a million."""

from __future__ import annotations

import gc
import math
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from time import perf_counter

import numpy as np

from tests.benchmarks.figures import Figure
from tuner_gui import (
    CmaKind,
    GridKind,
    HyperParamSpace,
    Objective,
    QmcKind,
    RandomKind,
    TpeKind,
    TrialRecord,
    TrialState,
    TunerFactory,
    TunerKind,
)
from tuner_gui.strategies.keys import KeySet

ROUNDS = 15
"""The best of so many: a busy machine disturbs some of them."""
GOAL = 1.2
MANY, SLICE = 1_000_000, 10_000
LOWEST = math.log(1e-5)
CRITERIA = ["gini", "entropy", "log_loss"]
SPACE = (
    HyperParamSpace()
    .add_float("x", 0, 1)
    .add_float("rate", 1e-5, 1, log=True)
    .add_int("depth", 1, 20)
    .add_choice("criterion", CRITERIA)
)
GRID = HyperParamSpace().add_int("x", 1, 1000).add_int("depth", 1, 50).add_int("n", 1, 50)


def _loss(x: float, rate: float, depth: int) -> float:
    return (x - 0.3) ** 2 + (np.log10(rate) + 3) ** 2 + abs(depth - 7) / 10


class Watch:
    """Seconds spent in a few calls, many times over."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> None:
        self._start = perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds += perf_counter() - self._start


def ours(kind: TunerKind, trials: int) -> float:
    strategy, watch = TunerFactory.create(kind, SPACE, Objective("loss", "minimize")), Watch()
    for number in range(trials):
        with watch:
            params = strategy.ask()
        loss = _loss(params["x"], params["rate"], params["depth"])
        record = TrialRecord(number, params, TrialState.COMPLETE, loss)
        with watch:
            strategy.tell(record)
    return watch.seconds


def optuna_loop(sampler: str, trials: int) -> float:
    import optuna

    watch = Watch()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = {"scramble": True} if sampler == "QMCSampler" else {}
        study = optuna.create_study(sampler=getattr(optuna.samplers, sampler)(seed=1, **options))
        for _ in range(trials):
            with watch:
                trial = study.ask()
                x = trial.suggest_float("x", 0, 1)
                rate = trial.suggest_float("rate", 1e-5, 1, log=True)
                depth = trial.suggest_int("depth", 1, 20)
                trial.suggest_categorical("criterion", CRITERIA)
            loss = _loss(x, rate, depth)
            with watch:
                study.tell(trial, loss)
    return watch.seconds


def bare_cmaes(trials: int) -> float:
    from cmaes import CatCMAwM

    places, watch = np.linspace(0, 1, 20), Watch()
    model = CatCMAwM(
        x_space=[[0.0, 1.0]] * 2,
        z_space=[places.tolist()],
        c_space=[3],
        mean=np.full(3, 0.5),
        sigma=1.0,
        cov=np.eye(3) * 0.25**2,
        seed=1,
    )
    told = []
    for _ in range(trials):
        with watch:
            solution = model.ask()
            params = {
                "x": float(solution.x[0]),
                "rate": math.exp(LOWEST + solution.x[1] * -LOWEST),
                "depth": 1 + round(19 * solution.z[0]),
                "criterion": CRITERIA[solution.c[0].argmax()],
            }
        loss = _loss(params["x"], params["rate"], params["depth"])
        with watch:
            told.append((solution, loss))
            if len(told) == model.population_size:
                model.tell(told)
                told = []
    return watch.seconds


PAIRS: dict[str, tuple[Callable[[int], float], str, Callable[[int], float], int]] = {
    "TPE": (partial(ours, TpeKind(seed=1)), "Optuna's", partial(optuna_loop, "TPESampler"), 200),
    "CMA-ES": (partial(ours, CmaKind(seed=1)), "bare cmaes", bare_cmaes, 1_000),
    "quasi-random": (
        partial(ours, QmcKind(seed=1)),
        "Optuna's",
        partial(optuna_loop, "QMCSampler"),
        300,
    ),
}


def measure() -> Iterator[Figure]:
    for name, (own, library, their, trials) in PAIRS.items():
        own(30)
        their(30)
        rounds = [[call(trials) for call in (own, their)] for _ in range(ROUNDS)]
        costs = [min(each) * 1e6 / trials for each in zip(*rounds, strict=True)]
        yield Figure(f"{name}: ours, ask and tell, {trials:,} trials", costs[0], "µs")
        yield Figure(f"{name}: {library}, the same", costs[1], "µs")
        yield Figure(f"{name}: ours : {library}", costs[0] / costs[1], "×", GOAL)
    for title, kind, space in (
        ("random", RandomKind(seed=1), SPACE),
        ("grid", GridKind(), GRID),
        ("grid, shuffled", GridKind(seed=1, shuffle=True), GRID),
        ("grid, coarse first", GridKind(seed=1, coarse_first=True), GRID),
    ):
        yield from _growth(title, kind, space)
    yield Figure("memory to know a trial again, at 1,000,000", _memory_of_keys(), "bytes", 24)


def _growth(title: str, kind: TunerKind, space: HyperParamSpace) -> Iterator[Figure]:
    """The cost of the first and of the last trials of a million."""
    strategy = TunerFactory.create(kind, space)
    gc.collect()
    start, costs = perf_counter(), []
    for number in range(MANY):
        params = strategy.ask()
        strategy.tell(TrialRecord(number, params, TrialState.FAILED))
        if (number + 1) % SLICE == 0:
            costs.append((perf_counter() - start) * 1e6 / SLICE)
            start = perf_counter()
    first, last = min(costs[:10]), min(costs[-10:])
    yield Figure(f"{title}: a trial, of the first 100,000", float(first), "µs")
    yield Figure(f"{title}: of the last of 1,000,000 : of the first", float(last / first), "×", 1.5)


def _memory_of_keys() -> float:
    """How many bytes it takes to know that a trial was tried, after a million."""
    keys, rng = KeySet(), Random(1)
    tracemalloc.start()
    for _ in range(MANY):
        keys.add(rng.getrandbits(64) or 1)
    grown, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return grown / MANY
