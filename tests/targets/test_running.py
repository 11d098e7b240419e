"""One trial: build, train, validate, and where the report goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from tuner_gui.core.dataset import DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.running import run_trial

NOTHING = DatasetView("nothing")


class Reports(list[tuple[int, dict[str, float]]]):
    def __call__(self, step: int, **metrics: float) -> None:
        self.append((step, metrics))


def run(factory: Any, params: Mapping[str, Any], report: Any = None) -> dict[str, float]:
    return run_trial(factory, params, NOTHING, metric="score", report=report)


class Difference:
    def __init__(self, params: Mapping[str, Any]) -> None:
        self.params = params

    def train(self, dataset: DatasetView) -> None:
        assert dataset is NOTHING

    def validate(self, dataset: DatasetView) -> Any:
        return self.params["x"] - self.params["y"]


class Typed(Difference):
    class Inner(BaseModel):
        lr: float = 0.1

    class HyperParams(BaseModel):
        x: int = Field(ge=0, le=10)
        y: int = 1
        mode: Literal["a", "b"] = "a"
        inner: Typed.Inner = Field(default_factory=lambda: Typed.Inner(lr=0.1))
        layers: tuple[int, ...] = ()

    def validate(self, dataset: DatasetView) -> Any:
        return {"score": self.params.x - self.params.y, "lr": self.params.inner.lr}


Typed.HyperParams.model_rebuild()


def test_that_a_lone_number_is_kept_under_the_objectives_name() -> None:
    assert run(Difference, {"x": 3, "y": 1}) == {"score": 2.0}


def test_that_a_factory_may_be_a_function() -> None:
    assert run(lambda params: Difference({**params, "y": 5}), {"x": 3}) == {"score": -2.0}


def test_that_a_factory_may_be_an_object_without_a_hash() -> None:
    @dataclass
    class Scaled:
        factor: int

        def __call__(self, params: Mapping[str, Any]) -> Difference:
            return Difference({name: self.factor * value for name, value in params.items()})

    assert run(Scaled(10), {"x": 3, "y": 1}) == {"score": 20.0}


def test_that_hyper_params_are_built_from_the_nested_mapping() -> None:
    params = {"x": 4, "inner": {"lr": 0.5}, "layers": (3, 3)}
    assert run(Typed, params) == {"score": 3.0, "lr": 0.5}


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"x": 11}, r"^x: Input should be less than or equal to 10 \(given 11\)\."),
        ({"x": 1, "inner": {"lr": "high"}}, r"^inner\.lr: .* \(given 'high'\)\."),
        ({}, r"^x: Field required\."),
        ({"x": -1, "mode": "c"}, r"^x: .*; 1 more do not fit\."),
    ],
)
def test_that_parameters_that_do_not_fit_name_their_field(
    params: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(TrainFailure, match=sentence):
        run(Typed, params)


def test_that_the_report_goes_where_it_is_asked_for() -> None:
    class InTrain(Difference):
        def train(self, dataset: DatasetView, report: Any) -> None:
            report(1, loss=0.5)

    class InConstructor(Difference):
        def __init__(self, params: Mapping[str, Any], *, report: Any) -> None:
            super().__init__(params)
            report(2, loss=0.25)

    class PositionalOnly(Difference):
        def train(self, dataset: DatasetView, report: Any = None, /) -> None:
            assert report is None

    reports = Reports()
    for target in (InTrain, InConstructor, PositionalOnly):
        run(target, {"x": 1, "y": 1}, reports)
    assert reports == [(1, {"loss": 0.5}), (2, {"loss": 0.25})]


class Seeded(Difference):
    def __init__(self, params: Mapping[str, Any], seed: int = 0) -> None:
        super().__init__({"x": seed, "y": 0, **params})


class Numbered(Difference):
    class HyperParams(BaseModel):
        x: int = 0
        seed: int | None = 5

    def validate(self, dataset: DatasetView) -> Any:
        return -1 if self.params.seed is None else self.params.seed


class Bounded(Numbered):
    class HyperParams(BaseModel):
        seed: int = Field(5, le=10)


class Chosen(Numbered):
    class HyperParams(BaseModel):
        seed: Literal[5, 6] = 5


def seeded(factory: Any, **params: Any) -> dict[str, float]:
    return run_trial(factory, params, NOTHING, metric="score", report=None, seed=1234)


def test_that_a_target_gets_the_seed_where_it_takes_one() -> None:
    assert seeded(Seeded) == {"score": 1234}
    assert seeded(Numbered) == {"score": 1234}
    assert seeded(lambda params, *, seed: Difference({"x": seed, "y": 1})) == {"score": 1233}


@pytest.mark.parametrize("factory", [Numbered, Bounded, Chosen])
def test_that_a_seed_of_the_search_space_goes_before(factory) -> None:
    assert seeded(factory, seed=6) == {"score": 6}


@pytest.mark.parametrize("factory", [Bounded, Chosen])
def test_that_a_seed_that_may_not_be_any_number_is_left_alone(factory) -> None:
    assert seeded(factory) == {"score": 5}


def test_that_without_a_seed_the_default_stays() -> None:
    assert run(Numbered, {}) == {"score": 5}
    assert run(Seeded, {}) == {"score": 0}


def test_that_what_a_target_raises_arrives_as_it_is() -> None:
    class Stopped(BaseException):
        pass

    class Failing(Difference):
        def train(self, dataset: DatasetView) -> None:
            raise Stopped("by report")

    with pytest.raises(Stopped, match="by report"):
        run(Failing, {"x": 1, "y": 1})


def test_that_what_is_no_number_fails_the_trial() -> None:
    class Wordy(Difference):
        def validate(self, dataset: DatasetView) -> Any:
            return "good"

    with pytest.raises(TrainFailure, match="'good', which is not a number"):
        run(Wordy, {})
