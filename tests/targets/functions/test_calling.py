"""Functions called with parameters by their names."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

import pytest
from pydantic import BaseModel
from sklearn.svm import SVC

from tuner_gui.core.dataset import DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.functions.calling import FunctionFactory
from tuner_gui.targets.functions.signature import read_signature
from tuner_gui.targets.running import run_trial

NOTHING = DatasetView("nothing")


class Reports(list[tuple[int, dict[str, float]]]):
    def __call__(self, step: int, **metrics: float) -> None:
        self.append((step, metrics))


def run(function: Any, params: Mapping[str, Any], report: Any = None) -> dict[str, float]:
    signature = read_signature(function)
    assert signature is not None
    factory = FunctionFactory(function, signature)
    return run_trial(factory, params, NOTHING, metric="loss", report=report)


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"


@dataclass
class Optimizer:
    lr: float
    mode: Mode = Mode.FAST


class Model(BaseModel):
    depth: int = 1


def test_that_parameters_arrive_under_their_names():
    assert run(lambda lr, depth=2: lr * depth, {"lr": 0.5}) == {"loss": 1.0}
    assert run(lambda lr, depth=2: {"a": lr, "b": depth}, {"depth": 3, "lr": 1}) == {"a": 1, "b": 3}


def test_that_a_parameter_without_a_name_of_its_own_is_given_by_its_place():
    def function(a, b=1, /, *, c):
        return a + 10 * b + 100 * c

    assert run(function, {"c": 3, "b": 2, "a": 1}) == {"loss": 321}
    assert run(function, {"c": 3, "a": 1}) == {"loss": 311}


def test_that_dotted_names_arrive_nested():
    params = {"lr": 1, "optimizer": {"name": "sgd", "decay": 2}}
    assert run(lambda lr, optimizer: optimizer["decay"], params) == {"loss": 2}
    assert run(lambda **given: given["optimizer"]["decay"] + given["lr"], params) == {"loss": 3}


def test_that_enums_dataclasses_and_models_are_built():
    def function(mode: Mode, optimizer: Optimizer, model: Model, maybe: Mode | None = None):
        assert (mode, optimizer, model) == (Mode.SLOW, Optimizer(0.5, Mode.SLOW), Model(depth=4))
        assert maybe is Mode.FAST
        return 1

    params = {
        "mode": "slow",
        "optimizer": {"lr": 0.5, "mode": "slow"},
        "model": {"depth": 4},
        "maybe": "fast",
    }
    assert run(function, params) == {"loss": 1}
    with pytest.raises(TrainFailure, match=r"^model\.depth: .* \(given 'deep'\)\. Change the"):
        run(function, params | {"model": {"depth": "deep"}})
    with pytest.raises(TrainFailure, match=r"^mode: Input should be 'fast' or 'slow'"):
        run(function, params | {"mode": "odd"})


def test_that_data_and_a_reporter_are_given_where_they_are_asked_for():
    def function(lr, dataset, *, report):
        assert dataset is NOTHING
        report(3, loss=lr)
        return lr

    reports = Reports()
    assert run(function, {"lr": 2}, reports) == {"loss": 2}
    assert reports == [(3, {"loss": 2})]


def test_that_the_seed_of_the_trial_is_given_where_the_space_has_none():
    def seeded(function: Any, **params: Any) -> dict[str, float]:
        factory = FunctionFactory(function, read_signature(function))
        return run_trial(factory, params, NOTHING, metric="loss", report=None, seed=1234)

    def needing(lr, seed):
        return seed + lr

    def by_place(seed: int | None = None, /):
        return seed

    assert seeded(needing, lr=1) == {"loss": 1235}
    assert seeded(needing, lr=1, seed=3) == {"loss": 4}
    assert seeded(by_place) == {"loss": 1234}
    assert seeded(lambda seed: seed) == {"loss": 1234}
    assert seeded(lambda **more: len(more)) == {"loss": 0}
    with pytest.raises(TrainFailure, match="needs seed, which is not in the search space"):
        run(needing, {"lr": 1})

    def chosen(seed: Literal[1, 2] = 2):
        return seed

    assert seeded(chosen) == {"loss": 2}


def test_that_what_a_generator_yields_is_reported():
    def steps(lr, final=None):
        for step in range(3):
            yield step, {"loss": lr - step, "batch": step}
        return final

    reports = Reports()
    assert run(steps, {"lr": 5}, reports) == {"loss": 3, "batch": 2}
    assert reports == [(step, {"loss": 5 - step, "batch": step}) for step in range(3)]
    assert run(steps, {"lr": 5, "final": 9}, Reports()) == {"loss": 9}


def test_that_a_generator_may_yield_bare_numbers_of_the_objective():
    reports = Reports()
    assert run(lambda: ((step, 1 / step) for step in (1, 2)), {}, reports) == {"loss": 0.5}
    assert reports == [(1, {"loss": 1.0}), (2, {"loss": 0.5})]


def test_that_a_generator_is_closed_when_its_trial_is_to_end():
    closed = []

    def steps():
        try:
            yield 1, 1.0
        finally:
            closed.append(True)

    def report(step: int, **metrics: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        run(steps, {}, report)
    assert closed == [True]


def test_that_an_object_that_can_be_called_is_a_function():
    class Objective:
        def __call__(self, lr: float, mode: Mode = Mode.FAST) -> float:
            assert mode is Mode.SLOW
            return lr

    assert run(Objective(), {"lr": 1, "mode": "slow"}) == {"loss": 1}
    assert run(functools.partial(lambda lr, k: lr + k, k=2), {"lr": 1}) == {"loss": 3}


def typed(lr: float, depth: int = 1) -> float:
    return lr


@pytest.mark.parametrize(
    ("function", "params", "sentence"),
    [
        (typed, {"lr": 1, "dept": 1}, r"^typed takes no parameter dept\. Did you mean depth\?"),
        (typed, {"lr": 1, "xyz": 1}, r"^typed takes no parameter xyz\. Remove it from the search"),
        (typed, {}, r"^typed needs lr, which is not in the search space\. Add it there"),
        (lambda c=1: SVC(C=c), {}, r"returned a SVC, not a metric\. Write what it returns"),
        (lambda: None, {}, r"^The trial returned None, which is not a number"),
        (lambda: iter(()), {}, r"which is not a number"),
        (lambda: (each for each in ()), {}, r"^The trial returned None"),
        (lambda: (each for each in "a"), {}, r"^The function yielded 'a', not a step and its"),
    ],
)
def test_that_what_does_not_fit_is_said_in_one_sentence(function, params, sentence):
    with pytest.raises(TrainFailure, match=sentence):
        run(function, params)
