"""Sweep files as W&B documents them, one after the other, value by value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui import Choice, Constant, Float, GridKind, Int, LogNormal, Normal, RandomKind, TpeKind
from tuner_gui.core.objective import Direction
from tuner_gui.exchange.spaces.importing import import_space
from tuner_gui.exchange.spaces.result import ImportedSpace, SetupHints

FILES = Path(__file__).parent / "files" / "wandb"

SPACES = {
    "random_search": {
        "epochs": Constant(5),
        "optimizer": Choice(["adam", "sgd"]),
        "dropout": Choice([0.3, 0.4, 0.5]),
        "batch_size": Int(16, 256),
        "momentum": Float(0.5, 0.99),
    },
    "bayes_hyperband": {
        "learning_rate": Float(1e-5, 0.1, log=True),
        "layers": Int(1, 8),
        "activation": Choice(["relu", "gelu", None]),
    },
    "grid": {
        "criterion": Choice(["gini", "entropy"]),
        "max_depth": Int(2, 6),
        "min_impurity": Float(0.0, 0.4, step=0.1),
        "leaves": Int(8, 56, step=8),
        "bootstrap": Constant(True),
    },
    "nested": {
        "seed": Constant(7),
        "optimizer.name": Choice(["adamw", "lion"]),
        "optimizer.schedule.warmup": Int(0, 1000),
        "optimizer.schedule.decay": Float(0.0, 0.2),
        "model.width": Choice([64, 128]),
    },
    "quantized": {
        "batch_size": Choice(
            [32, 40, 48, 56, 64, 72, 80, 88, 96],
            ordered=True,
            weights=[
                *(0.107211, 0.182658, 0.152059, 0.130256, 0.113928),
                *(0.101242, 0.0910999, 0.0828061, 0.0387394),
            ],
        ),
        "units": Int(25, 100, step=25),
        "rate": Float(0.1, 0.5, step=0.1),
        "whole": Int(1, 9),
        "far": Int(1, 1_000_000, log=True),
    },
    "bells": {
        "bias": Normal(0, 1),
        "gain": Normal(2, 0.5),
        "scale": LogNormal(-1.5, 0.25),
        "width": Choice(
            [32, 48, 64, 80, 96],
            ordered=True,
            weights=[0.00131831, 0.157315, 0.682733, 0.157315, 0.00131831],
        ),
        "mix": Float(0.0, 1.0),
    },
    "weighted": {
        "kernel": Choice(["rbf", "linear", "poly"], weights=[0.5, 0.25, 0.25]),
        "shape": Choice([[64], [64, 32], [128, 64, 32]]),
        "flag": Choice([True, False]),
        "twice": Choice([1, 2, 3]),
    },
    "exponents": {
        "lr": Float(1e-4, 0.1, log=True),
        "inverse": Float(0.01, 10.0, log=True),
        "inverse_exponents": Float(0.1, 1.0, log=True),
    },
    "numbers_as_text": {
        "lr": Float(1e-5, 0.1, log=True),
        "decay": Choice([1e-4, 1e-3, 0]),
        "label": Choice(["1e-4", "off", False]),
        "count": Int(4, 16),
    },
    "anchors": {
        "head_a": Float(-1.0, 1.0),
        "head_b": Float(-1.0, 1.0),
        "head_c": Float(-1.0, 2.5),
        "größe": Choice(["klein", "größer"]),
        "_2nd": Constant(None),
    },
}

NOTES = {
    "random_search": ["program: is left out; choose a target of your own."],
    "bayes_hyperband": [
        "metric.target: is left out; a sweep does not stop at a target here.",
        "method: bayes is a Gaussian process in W&B; here it is TPE.",
        "early_terminate: is left out; every trial runs to its end.",
        "program: is left out; choose a target of your own.",
        "project, entity: left out, being about W&B's server.",
        "learning_rate: min is text as YAML has it; here it is the number 1e-05.",
    ],
    "grid": [
        "min_impurity: a grid over q_uniform leaves max out in W&B, so the last step is 0.4.",
        "leaves: a grid over q_uniform leaves max out in W&B, so the last step is 56.",
    ],
    "nested": ["model.width: W&B has flat names with dots; here each dot makes a group."],
    "quantized": [
        "batch_size: it is written out as its 9 multiples of 8, with their probabilities.",
        "units: q_uniform may leave [min, max] in W&B; here it is clipped to 25 … 100.",
        "rate: q_uniform draws its ends half as often in W&B; here all are drawn alike.",
        "whole: q_uniform draws its ends half as often in W&B; here all are drawn alike.",
        "far: it draws its ends half as often in W&B; here all are drawn alike.",
    ],
    "bells": [
        "method: bayes is a Gaussian process in W&B; here it is TPE.",
        "width: it is written out as its 5 multiples of 16, with their probabilities.",
        "width: what lies more than 4 deviations from its mean is left out.",
        "mix: there is no beta distribution here; it is uniform between 0 and 1.",
    ],
    "weighted": [
        (
            "twice: 2.0 stands there more than once; here it stands once, "
            "so it is drawn no more often than others."
        )
    ],
    "exponents": [
        (
            "lr: min and max are exponents of e, which W&B no longer accepts; "
            "the range is from 0.0001 to 0.1."
        ),
        (
            "inverse_exponents: min and max are exponents of e, which W&B no longer accepts; "
            "the range is from 0.1 to 1."
        ),
    ],
    "numbers_as_text": [
        "lr: min is text as YAML has it; here it is the number 1e-05.",
        "lr: max is text as YAML has it; here it is the number 0.1.",
        "decay: 0.0001, 0.001 is text to W&B, but a number here.",
        "count: min “4” is text as YAML has it; here it is the number 4.",
        "count: max “16” is text as YAML has it; here it is the number 16.",
    ],
    "anchors": [
        "apiVersion: left out, being about W&B's server.",
        "2nd: is called _2nd here. A name has letters, digits, _ and -.",
    ],
}

MINIMIZE, MAXIMIZE = Direction.MINIMIZE, Direction.MAXIMIZE
RANDOM = SetupHints(strategy=RandomKind())
HINTS = {
    "random_search": SetupHints(
        name="first-sweep", metric="val_loss", direction=MINIMIZE, strategy=RandomKind()
    ),
    "bayes_hyperband": SetupHints(
        metric="val_accuracy", direction=MAXIMIZE, strategy=TpeKind(), trials=120
    ),
    "grid": SetupHints(metric="f1", direction=MAXIMIZE, strategy=GridKind()),
    "nested": RANDOM,
    "quantized": SetupHints(metric="loss", direction=MINIMIZE, strategy=RandomKind()),
    "bells": SetupHints(metric="reward", direction=MAXIMIZE, strategy=TpeKind()),
    "weighted": RANDOM,
    "exponents": RANDOM,
    "numbers_as_text": RANDOM,
    "anchors": SetupHints(description="three heads, alike", strategy=RandomKind()),
}


def read(name: str) -> ImportedSpace:
    return import_space(FILES / f"{name}.yaml")


def test_that_every_file_is_looked_at() -> None:
    names = {path.stem for path in FILES.iterdir()}
    assert names == SPACES.keys() == NOTES.keys() == HINTS.keys()
    assert len(names) == 10


@pytest.mark.parametrize("name", SPACES)
def test_that_each_parameter_means_what_it_means_to_wandb(name: str) -> None:
    found = read(name)
    assert found.tool == "W&B"
    assert {each.name: each.kind for each in found.space} == SPACES[name]
    assert found.space.names == tuple(SPACES[name])
    assert not any(each.conditions for each in found.space)


@pytest.mark.parametrize("name", NOTES)
def test_that_each_approximation_is_named(name: str) -> None:
    assert list(read(name).notes) == NOTES[name]


@pytest.mark.parametrize("name", HINTS)
def test_that_what_else_a_file_says_is_known(name: str) -> None:
    assert read(name).hints == HINTS[name]


def test_that_a_grid_has_the_points_that_wandb_walks() -> None:
    space = read("grid").space
    assert space.grid_size() == 2 * 5 * 5 * 7
    assert [each["min_impurity"] for each in space.enumerate_grid()][:35:7] == [
        *(0.0, 0.1, 0.2, 0.3, 0.4)
    ]
