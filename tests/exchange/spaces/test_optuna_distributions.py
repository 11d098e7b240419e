"""Distributions as Optuna itself writes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from optuna.distributions import (
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
    distribution_to_json,
)

from tuner_gui import Choice, Float, Int
from tuner_gui.exchange.spaces.result import SpaceFileError

DISTRIBUTIONS = {
    "lr": FloatDistribution(1e-5, 0.1, log=True),
    "dropout": FloatDistribution(0.0, 0.5, step=0.1),
    "units": IntDistribution(16, 256, log=True),
    "depth": IntDistribution(2, 12, step=2),
    "layers": IntDistribution(1, 3),
    "kernel": CategoricalDistribution(["rbf", None, True, 3]),
}


def texts(distributions: dict[str, Any]) -> dict[str, str]:
    return {name: distribution_to_json(each) for name, each in distributions.items()}


@pytest.mark.parametrize("are_texts", [True, False])
def test_that_distributions_by_name_are_read(imported, are_texts: bool) -> None:
    named = texts(DISTRIBUTIONS)
    value = named if are_texts else {name: json.loads(text) for name, text in named.items()}
    found = imported(json.dumps(value), "space.json")
    assert found.tool == "Optuna"
    assert {each.name: each.kind for each in found.space} == {
        "lr": Float(1e-5, 0.1, log=True),
        "dropout": Float(0.0, 0.5, step=0.1),
        "units": Int(16, 256, log=True),
        "depth": Int(2, 12, step=2),
        "layers": Int(1, 3),
        "kernel": Choice(["rbf", None, True, 3]),
    }
    assert found.notes == ()


OLD = {
    "a": {"name": "UniformDistribution", "attributes": {"low": 0.0, "high": 1.0}},
    "b": {"name": "LogUniformDistribution", "attributes": {"low": 0.1, "high": 1.0}},
    "c": {"name": "DiscreteUniformDistribution", "attributes": {"low": 0, "high": 1, "q": 0.5}},
    "d": {"name": "IntUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 2}},
    "e": {"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 1}},
}


def test_that_older_studies_are_read_too(imported) -> None:
    found = imported(json.dumps(OLD), "space.json")
    assert [each.kind for each in found.space] == [
        Float(0.0, 1.0),
        Float(0.1, 1.0, log=True),
        Float(0.0, 1.0, step=0.5),
        Int(1, 9, step=2),
        Int(1, 9, log=True),
    ]


@pytest.mark.parametrize("shape", [lambda trials: trials, lambda trials: {"trials": trials}])
def test_that_the_trials_of_a_study_are_united(imported, shape) -> None:
    first = {
        "x": FloatDistribution(0, 1),
        "n": IntDistribution(2, 8, step=2),
        "k": CategoricalDistribution(["a", "b"]),
    }
    second = {
        "x": FloatDistribution(-1, 0.5),
        "n": IntDistribution(5, 11, step=3),
        "k": CategoricalDistribution(["b", "c"]),
        "gamma": FloatDistribution(0.1, 1, log=True),
    }
    trials = [
        {"number": at, "distributions": texts(each)} for at, each in enumerate([first, second])
    ]
    found = imported(json.dumps(shape(trials)), "study.json")
    assert {each.name: each.kind for each in found.space} == {
        "x": Float(-1.0, 1.0),
        "n": Int(2, 11),
        "k": Choice(["a", "b", "c"]),
        "gamma": Float(0.1, 1.0, log=True),
    }
    assert found.notes == (
        "x: its range differs between trials; here it is all of them together.",
        "n: its range differs between trials; here it is all of them together.",
        "k: its range differs between trials; here it is all of them together.",
        "gamma: is in 1 of 2 trials only; here it is always active.",
    )


def test_that_a_choice_is_not_united_with_a_range(imported) -> None:
    trials = [
        texts({"x": FloatDistribution(0, 1)}),
        texts({"x": CategoricalDistribution([1, 2])}),
    ]
    with pytest.raises(
        SpaceFileError, match=r"study\.json: x is a choice in one trial and a range"
    ):
        imported(json.dumps(trials), "study.json")
