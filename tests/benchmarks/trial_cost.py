"""The cost of a trial that does nothing: ours inline, against Optuna's own loop in memory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.noop import Noop

SIZES = (1_000, 10_000)
ROUNDS = 3
GOAL_SIZE, GOAL = 10_000, 0.5


def ours(trials: int) -> None:
    from tuner_gui import Budget, HyperParamSpace, InMemoryObserver, RandomKind, tune

    space = (
        HyperParamSpace()
        .add_float("x", 0, 1)
        .add_int("depth", 1, 20)
        .add_choice("criterion", ["gini", "entropy", "log_loss"])
    )
    observer = InMemoryObserver()
    budget = Budget(trials=trials)
    tune(RandomKind(seed=1), space, None, [observer], trainable=Noop, budget=budget)
    assert len(observer.events) == 2 * trials + 1


def theirs(trials: int) -> None:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)

    def objective(trial: optuna.Trial) -> float:
        value = trial.suggest_float("x", 0, 1)
        trial.suggest_int("depth", 1, 20)
        trial.suggest_categorical("criterion", ["gini", "entropy", "log_loss"])
        return value

    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(objective, n_trials=trials)


def measure() -> Iterator[Figure]:
    ours(10)
    theirs(10)
    costs = {}
    for trials in SIZES:
        calls = [partial(ours, trials), partial(theirs, trials)]
        rounds = [[seconds(call) for call in calls] for _ in range(ROUNDS)]
        costs[trials] = [min(each) * 1e6 / trials for each in zip(*rounds, strict=True)]
        own, their = costs[trials]
        yield Figure(f"ours, a trial of {trials:,}", own, "µs")
        yield Figure(f"Optuna, a trial of {trials:,}", their, "µs")
        goal = GOAL if trials == GOAL_SIZE else None
        yield Figure(f"ours : Optuna at {trials:,} trials", own / their, "×", goal)
    yield Figure(
        "ours, a trial of 10,000 : of 1,000", costs[SIZES[1]][0] / costs[SIZES[0]][0], "×", 1.5
    )
