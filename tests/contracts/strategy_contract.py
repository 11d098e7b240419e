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


CUT = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_choice("kernel", ["linear", "rbf", "poly"], when={"model": "svm"})
    .add_int("depth", 1, 6, when={"model": "forest"})
    .add_int("leaves", 1, 4, when={"model": "forest"})
    .add_choice("size", [16, 32, 64], ordered=True)
    .add_constraint("leaves <= depth")
)
"""Finite: 3 × 3 points of one model, 18 × 3 of the other."""


def score(params: dict) -> float:
    if "size" in params:
        return params["size"] - params.get("depth", 0) - 10 * (params.get("kernel") == "rbf")
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

    def test_that_nothing_is_tried_twice(self) -> None:
        tried = [repr(params) for params in self.asked(self.make(), 60)]
        assert len(set(tried)) == len(tried)

    def test_that_a_finite_space_is_tried_whole_and_then_exhausted(self) -> None:
        strategy = self.make(CUT)
        tried = [repr(params) for params in self.asked(strategy, 1_000)]
        assert sorted(tried) == sorted(map(repr, CUT.enumerate_grid()))
        assert strategy.ask() is None
        assert strategy.duplicates == 0

    def test_that_a_finite_space_is_exhausted_without_answers(self) -> None:
        strategy = self.make(CUT)
        assert len({repr(params) for params in take(strategy, 1_000)}) == CUT.grid_size()

    def test_that_what_others_tried_is_not_tried_again(self) -> None:
        strategy = self.make(CUT)
        others = [params for number, params in enumerate(CUT.enumerate_grid()) if number % 2]
        for number, params in enumerate(others):
            strategy.tell(finished(number, params, list(TrialState)[number % 4 + 1]))
        left = take(strategy, 1_000)
        assert len(left) + len(others) == CUT.grid_size()
        assert not any(params in others for params in left)

    def test_that_a_resumed_sweep_tries_nothing_twice(self) -> None:
        whole = self.asked(self.make(CUT), 10)
        resumed = self.make(CUT)
        states = [TrialState.COMPLETE, TrialState.FAILED]
        records = [finished(i, params, states[i % 2]) for i, params in enumerate(whole)]
        resumed.resume(iter(records), asked=10)
        tried = [repr(params) for params in whole + self.asked(resumed, 1_000)]
        assert sorted(tried) == sorted(map(repr, CUT.enumerate_grid()))

    def test_that_two_workers_survive_every_kind_of_end(self) -> None:
        strategy, rng = self.make(), random.Random(7)
        states = [*list(TrialState)[1:], TrialState.COMPLETE]
        waiting: list[tuple[int, dict]] = []
        for number in range(60):
            params = strategy.ask()
            assert SPACE.contains(params), params
            waiting.append((number, params))
            if len(waiting) == 4:
                ended = waiting.pop(rng.randrange(4))
                strategy.tell(finished(*ended, rng.choice(states)))

    def test_that_a_promise_for_any_number_of_workers_is_kept(self) -> None:
        if not self.kind.keeps_order:
            return
        told, rng = self.make(), random.Random(3)
        answers: list[dict] = []
        waiting: list[TrialRecord] = []
        for number in range(40):
            answers.append(told.ask())
            waiting.append(finished(number, answers[-1]))
            if len(waiting) == 4:
                told.tell(waiting.pop(rng.randrange(4)))
        assert take(self.make(), 40) == answers

    def test_that_an_empty_space_is_refused(self) -> None:
        with pytest.raises(InvalidSpace, match="no parameters"):
            self.make(HyperParamSpace())

    def test_that_a_space_of_constants_can_be_asked(self) -> None:
        strategy = self.make(HyperParamSpace().add_constant("x", 1))
        assert strategy.ask() == {"x": 1}


def take(strategy: TunerStrategy, count: int) -> list[dict]:
    """Asks without telling, until exhausted."""
    return list(islice(iter(strategy.ask, None), count))
