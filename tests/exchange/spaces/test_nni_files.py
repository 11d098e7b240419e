"""Search spaces as NNI documents them, one after the other, value by value."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tuner_gui import Choice, Constant, Float, Int, LogNormal, Normal, TpeKind
from tuner_gui.core.objective import Direction
from tuner_gui.exchange.spaces.importing import import_space
from tuner_gui.exchange.spaces.result import ImportedSpace, SetupHints

FILES = Path(__file__).parent / "files" / "nni"

SPACES = {
    "plain.json": {
        "dropout_rate": (Float(0.1, 0.9), {}),
        "conv_size": (Choice([2, 3, 5, 7]), {}),
        "hidden_size": (Int(64, 512), {}),
        "learning_rate": (Float(1e-4, 0.1, log=True), {}),
        "momentum": (Constant(0.9), {}),
    },
    "quantized.json": {
        "batch": (Float(16, 64, step=16), {}),
        "odd": (Float(1, 3, step=1), {}),
        "steps": (
            Choice(
                [1.0, 2.0, 3.0, 4.0],
                ordered=True,
                weights=[0.292481, 0.368483, 0.242713, 0.0963225],
            ),
            {},
        ),
        "bias": (Normal(0, 0.5), {}),
        "gain": (LogNormal(-1, 0.25), {}),
        "level": (
            Choice(
                [-4.0, -2.0, 0.0, 2.0, 4.0],
                ordered=True,
                weights=[0.00131831, 0.157315, 0.682733, 0.157315, 0.00131831],
            ),
            {},
        ),
    },
    "nested.json": {
        "layer0._name": (Choice(["Empty", "Conv", "Max_pool", "Avg_pool"]), {}),
        "layer0.kernel_size": (Choice([1, 2, 3, 5]), {"layer0._name": ("Conv",)}),
        "layer0.pooling_size": (Choice([2, 3, 5]), {"layer0._name": ("Max_pool", "Avg_pool")}),
        "lr": (Float(0.001, 0.1, log=True), {}),
    },
    "deep.json": {
        "model._name": (Choice(["svm", "ridge", "dummy"]), {}),
        "model.C": (Float(0.01, 100, log=True), {"model._name": ("svm",)}),
        "model.kernel._name": (Choice(["linear", "rbf"]), {"model._name": ("svm",)}),
        "model.kernel.gamma": (Float(1e-4, 1, log=True), {"model.kernel._name": ("rbf",)}),
        "model.ridge_C": (Float(0, 1), {"model._name": ("ridge",)}),
    },
    "experiment.yaml": {
        "lr": (Float(1e-4, 0.1, log=True), {}),
        "net_size": (Int(1, 3), {}),
    },
}

NOTES = {
    "plain.json": [],
    "quantized.json": [
        "batch: quniform draws its ends half as often in NNI; here all are drawn alike.",
        "odd: quniform draws its ends half as often in NNI; here all are drawn alike.",
        "odd: 0.5, no multiple of 1 but drawn by NNI, is left out.",
        "steps: it is written out as its 4 multiples of 1, with their probabilities.",
        "level: it is written out as its 5 multiples of 2, with their probabilities.",
        "level: what lies more than 4 deviations from its mean is left out.",
    ],
    "nested.json": [],
    "deep.json": [
        "model.C: is called model.ridge_C here.",
        "model._name: where NNI gives 'dummy' itself, there is an object here.",
    ],
    "experiment.yaml": [
        "tuner.classArgs.seed: left out.",
        "assessor: is left out.",
        "trainingService: is left out.",
        "trialCommand: is left out.",
        "lr: _value[0] is text as YAML has it; here it is the number 0.0001.",
        "net/size: is called net_size here. A name has letters, digits, _ and -.",
    ],
}


def read(name: str) -> ImportedSpace:
    return import_space(FILES / name)


def test_that_every_file_is_looked_at() -> None:
    names = {path.name for path in FILES.iterdir()}
    assert names == SPACES.keys() == NOTES.keys()
    assert len(names) == 5


@pytest.mark.parametrize("name", SPACES)
def test_that_each_parameter_means_what_it_means_to_nni(name: str) -> None:
    found = {
        each.name: (each.kind, {when.parent: when.values for when in each.conditions})
        for each in read(name).space
    }
    assert found == SPACES[name]
    assert list(found) == list(SPACES[name])


@pytest.mark.parametrize("name", NOTES)
def test_that_each_approximation_is_named(name: str) -> None:
    assert list(read(name).notes) == NOTES[name]


def test_that_a_nested_choice_gives_the_result_that_nni_gives() -> None:
    space, rng = read("nested.json").space, Random(1)
    shapes = {str(sorted(space.pick_random(rng)["layer0"])) for _ in range(200)}
    assert shapes == {
        "['_name']",
        "['_name', 'kernel_size']",
        "['_name', 'pooling_size']",
    }
    assert space.contains({"layer0": {"_name": "Conv", "kernel_size": 2}, "lr": 0.01})
    assert not space.contains({"layer0": {"_name": "Conv", "pooling_size": 2}, "lr": 0.01})


def test_that_what_else_an_experiment_says_is_known() -> None:
    found = read("experiment.yaml")
    assert found.tool == "NNI"
    assert found.hints == SetupHints(
        name="mnist",
        direction=Direction.MINIMIZE,
        strategy=TpeKind(),
        trials=60,
        concurrency=4,
        time_limit_s=7_200,
        trial_timeout_s=600,
    )
    assert read("plain.json").hints == SetupHints()
