"""Quasi-random search: the points of Optuna's sampler, by trial number."""

from __future__ import annotations

import warnings

import optuna
import pytest

from tests.contracts.strategy_contract import StrategyContract, finished, take
from tuner_gui import HyperParamSpace, QmcKind, TrialState, TunerFactory
from tuner_gui.strategies.qmc import QmcStrategy


class TestQmc(StrategyContract):
    kind = QmcKind(seed=42)


def test_that_the_points_are_those_of_optuna() -> None:
    space = HyperParamSpace().add_float("x", -1, 1).add_float("y", 0.001, 10, log=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        sampler = optuna.samplers.QMCSampler(scramble=True, seed=5)
    study = optuna.create_study(sampler=sampler)

    def objective(trial: optuna.Trial) -> float:
        return trial.suggest_float("x", -1, 1) + trial.suggest_float("y", 0.001, 10, log=True)

    study.optimize(objective, n_trials=9)  # its first trial is drawn by chance
    theirs = [trial.params for trial in study.trials[1:]]
    ours = take(QmcStrategy(space, seed=5), 8)
    assert [params["x"] for params in ours] == pytest.approx([each["x"] for each in theirs])
    assert [params["y"] for params in ours] == pytest.approx([each["y"] for each in theirs])


def test_that_resuming_goes_on_with_the_very_next_point() -> None:
    space = HyperParamSpace().add_float("x", 0, 1).add_choice("c", ["a", "b"])
    whole = take(TunerFactory.create(QmcKind(seed=9), space), 300)
    for asked in (8, 64, 130, 20):
        resumed = TunerFactory.create(QmcKind(seed=9), space)
        resumed.resume([finished(0, whole[0], TrialState.FAILED)], asked=asked)
        assert take(resumed, 100) == whole[asked : asked + 100]


@pytest.mark.parametrize("constraint", [None, "x + y < 1"])
def test_that_every_part_of_the_space_gets_its_share(constraint: str | None) -> None:
    space = HyperParamSpace().add_float("x", 0, 1).add_float("y", 0, 1)
    if constraint:
        space = space.add_constraint(constraint)
    drawn = take(TunerFactory.create(QmcKind(seed=1), space), 256)
    counts = [
        sum(left <= p["x"] < left + 0.25 and low <= p["y"] < low + 0.25 for p in drawn)
        for left in (0, 0.25, 0.5, 0.75)
        for low in (0, 0.25, 0.5, 0.75)
        if not constraint or left + low < 0.5
    ]
    if constraint:
        assert max(counts) - min(counts) <= 12
        assert min(counts) > 20  # 32 where each has the same
    else:
        assert set(counts) == {16}


def test_that_a_constraint_that_hardly_ever_holds_is_kept() -> None:
    space = HyperParamSpace().add_float("x", 0, 1).add_constraint("x < 0.003")
    drawn = take(TunerFactory.create(QmcKind(seed=1), space), 10)
    assert all(space.contains(params) for params in drawn)
    assert len({params["x"] for params in drawn}) == 10
