"""What every strategy keeps; a test class of each strategy inherits it."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from tuner_gui import (
    Direction,
    HyperParamSpace,
    InvalidSpace,
    Objective,
    TrialError,
    TrialRecord,
    TrialState,
    TunerFactory,
    TunerStrategy,
)
from tuner_gui.core.kinds import TunerKind

SPACE = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_float("svm.C", 0.001, 10, log=True, points=5, when={"model": "svm"})
    .add_float("svm.gamma", 0, 1, step=0.25, when={"model": "svm"})
    .add_int("forest.depth", 1, 9, step=2, when={"model": "forest"})
    .add_choice("layers", [[64], [64, 32], None])
    .add_constant("budget", 7)
)


def score(params: dict) -> float:
    inner = params.get("svm", {}).get("gamma", 0) + params.get("forest", {}).get("depth", 0) / 9
    return inner + len(params["layers"] or ())


def finished(number: int, params: dict, state: TrialState = TrialState.COMPLETE) -> TrialRecord:
    if state is TrialState.COMPLETE:
        return TrialRecord(number, params, state, score(params))
    return TrialRecord(number, params, state, error=TrialError("ValueError", "no"))


class StrategyContract:
    """Inherit it and set `kind`."""

    kind: TunerKind

    def make(self, space: HyperParamSpace = SPACE) -> TunerStrategy:
        return TunerFactory.create(self.kind, space, Objective("score", Direction.MAXIMIZE))

    def asked(self, strategy: TunerStrategy, count: int) -> list[dict]:
        """Asks and tells in turn."""
        params = []
        for number in range(count):
            answer = strategy.ask()
            if answer is None:
                break
            params.append(answer)
            strategy.tell(finished(number, answer))
        return params

    def test_that_it_is_a_strategy(self) -> None:
        assert isinstance(self.make(), TunerStrategy)

    def test_that_all_parameters_are_inside_the_space(self) -> None:
        for params in self.asked(self.make(), 40):
            assert SPACE.contains(params), params

    def test_that_the_same_seed_and_answers_give_the_same_parameters(self) -> None:
        assert self.asked(self.make(), 30) == self.asked(self.make(), 30)

    def test_that_failed_stopped_and_pruned_trials_are_survived(self) -> None:
        strategy = self.make()
        states = [TrialState.FAILED, TrialState.STOPPED, TrialState.PRUNED, TrialState.COMPLETE]
        for number in range(24):
            params = strategy.ask()
            assert params is not None
            strategy.tell(finished(number, params, states[number % 4]))

    def test_that_answers_may_come_in_any_order(self) -> None:
        strategy = self.make()
        waiting = list(enumerate(strategy.ask() for _ in range(12)))
        random.Random(5).shuffle(waiting)
        for number, params in waiting:
            strategy.tell(finished(number, params))
        assert SPACE.contains(strategy.ask())

    def test_that_a_record_it_never_asked_for_is_survived(self) -> None:
        strategy = self.make()
        strategy.tell(finished(0, {"model": "gone", "other": 3}, TrialState.FAILED))
        foreign = SPACE.grid_point(3)
        strategy.tell(finished(1, foreign))
        assert SPACE.contains(strategy.ask())

    def test_that_resuming_never_repeats_the_sequence(self) -> None:
        whole = self.asked(self.make(), 24)
        resumed = self.make()
        resumed.resume([finished(i, params) for i, params in enumerate(whole[:12])], asked=12)
        later = self.asked(resumed, 12)
        assert later != whole[:12]
        assert all(SPACE.contains(params) for params in later)

    def test_that_an_empty_space_is_refused(self) -> None:
        with pytest.raises(InvalidSpace, match="no parameters"):
            self.make(HyperParamSpace())

    def test_that_a_space_of_constants_can_be_asked(self) -> None:
        strategy = self.make(HyperParamSpace().add_constant("x", 1))
        assert strategy.ask() == {"x": 1}


def take(strategy: TunerStrategy, count: int) -> list[dict]:
    """Asks without telling, until exhausted."""
    return list(islice(iter(strategy.ask, None), count))
