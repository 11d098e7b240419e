"""Spaces in the formats of W&B and NNI: read back they are the same, or a loss is named."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import spaces
from tuner_gui import (
    Choice,
    Constant,
    GridKind,
    HyperParamSpace,
    Int,
    InvalidSpace,
    Parameter,
    TpeKind,
)
from tuner_gui.core.domains import ParameterKind
from tuner_gui.core.objective import Direction
from tuner_gui.exchange.spaces.exporting import SPACE_FORMATS, export_space, write_space
from tuner_gui.exchange.spaces.importing import import_space
from tuner_gui.exchange.spaces.result import ExportedSpace, SetupHints, SpaceFileError

BELLS = (
    HyperParamSpace()
    .add_normal("bias", 0.5, 2)
    .add_log_normal("gain", -1, 0.25)
    .add_float("lr", 1e-5, 0.1, log=True)
    .add_choice("kernel", ["rbf", "1e-5", "no", None, True, 1.5, [1, [2]]])
    .add_constant("seed", 3)
    .add_constant("name", "off")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spaces")


def read_back(exported: ExportedSpace, folder: Path, name: str) -> HyperParamSpace:
    path = folder / f"space{SPACE_FORMATS[name].suffix}"
    write_space(path, exported)
    return import_space(path).space


def plain(space: HyperParamSpace) -> dict[str, Parameter]:
    """The parameters in any order, and what can be said in two ways said in one."""
    return {each.name: Parameter(each.name, kind(each.kind), each.conditions) for each in space}


def kind(kind: ParameterKind) -> ParameterKind:
    match kind:
        case Choice(values=(value,), weights=None):
            return Constant(value)
        case Int(step=1):
            return Int(kind.low, kind.high, kind.log)
        case _:
            return kind


@pytest.mark.parametrize("name", ["wandb", "nni"])
@given(space=spaces(finite=False))
def test_that_a_space_without_losses_is_read_back_as_it_was(
    folder: Path, name: str, space: HyperParamSpace
) -> None:
    exported = export_space(space, name)
    back = read_back(exported, folder, name)
    if not exported.losses:
        assert plain(back) == plain(space)


@pytest.mark.parametrize("name", ["wandb", "nni"])
def test_that_what_both_tools_know_loses_nothing(folder: Path, name: str) -> None:
    exported = export_space(BELLS, name)
    assert exported.losses == ()
    assert read_back(exported, folder, name) == BELLS


def test_that_wandb_gets_groups_and_weights(folder: Path) -> None:
    space = (
        HyperParamSpace()
        .add_int("optimizer.steps", 1, 9)
        .add_float("optimizer.schedule.decay", 0, 1)
        .add_choice("kernel", ["rbf", "linear"], weights=[0.25, 0.75])
    )
    exported = export_space(space, "wandb")
    assert yaml.safe_load(exported.text) == {
        "method": "random",
        "parameters": {
            "optimizer": {
                "parameters": {
                    "steps": {"distribution": "int_uniform", "min": 1, "max": 9},
                    "schedule": {
                        "parameters": {"decay": {"distribution": "uniform", "min": 0.0, "max": 1.0}}
                    },
                }
            },
            "kernel": {
                "distribution": "categorical_w_probabilities",
                "values": ["rbf", "linear"],
                "probabilities": [0.25, 0.75],
            },
        },
    }
    assert exported.losses == ()
    assert read_back(exported, folder, "wandb") == space


def test_that_wandb_is_told_what_else_a_sweep_says(folder: Path) -> None:
    hints = SetupHints(
        name="digits", metric="loss", direction=Direction.MINIMIZE, strategy=TpeKind(), trials=30
    )
    exported = export_space(BELLS, "wandb", hints)
    write_space(folder / "hints.yaml", exported)
    assert import_space(folder / "hints.yaml").hints == hints
    assert exported.losses == ("method: TPE is bayes in W&B, which is a Gaussian process.",)


def test_that_a_wandb_grid_walks_the_same_points(folder: Path) -> None:
    space = (
        HyperParamSpace()
        .add_float("rate", 0.1, 0.5, step=0.1)
        .add_float("lr", 0.001, 0.1, log=True, points=3)
        .add_int("units", 3, 9, step=3)
    )
    back = read_back(export_space(space, "wandb", SetupHints(strategy=GridKind())), folder, "wandb")
    assert list(back.enumerate_grid()) == list(space.enumerate_grid())


LAYERS = (
    HyperParamSpace()
    .add_choice("layer._name", ["conv", "pool", "none"])
    .add_int("layer.size", 1, 5, when={"layer._name": ["conv", "pool"]})
    .add_choice("layer.act._name", ["relu", "leaky"], when={"layer._name": "conv"})
    .add_float("layer.act.slope", 0.0, 0.3, when={"layer.act._name": "leaky"})
    .add_int("epochs", 1, 3)
)


def test_that_nni_gets_conditions_as_nested_choices(folder: Path) -> None:
    exported = export_space(LAYERS, "nni")
    assert exported.losses == ()
    size = {"_type": "randint", "_value": [1, 6]}
    act = {
        "_type": "choice",
        "_value": [
            {"_name": "relu"},
            {"_name": "leaky", "slope": {"_type": "uniform", "_value": [0.0, 0.3]}},
        ],
    }
    assert json.loads(exported.text) == {
        "layer": {
            "_type": "choice",
            "_value": [
                {"_name": "conv", "size": size, "act": act},
                {"_name": "pool", "size": size},
                {"_name": "none"},
            ],
        },
        "epochs": {"_type": "randint", "_value": [1, 4]},
    }
    assert read_back(exported, folder, "nni") == LAYERS


LOSSY = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"], ordered=True)
    .add_float("svm.C", 0.1, 10, when={"model": "svm"})
    .add_int("units", 1, 64, log=True)
    .add_int("odd", 1, 9, step=2)
    .add_float("rate", 0.0, 1.0, step=0.25)
    .add_float("lr", 0.1, 1, points=4)
    .add_normal("bias", 0, 1, low=-2)
    .add_choice("weighted", ["a", "b"], weights=[1, 3])
    .add_constraint("odd <= units")
)
LOSSES = {
    "wandb": [
        "model: W&B does not know that its values are in order.",
        "svm.C: is drawn always, not only where model is svm.",
        "units: its two ends are drawn half as often in W&B.",
        "odd: its steps are listed one by one, since W&B has multiples of q only.",
        "rate: its two ends are drawn half as often in W&B.",
        "lr: its 4 grid points are left out; the range is whole.",
        "bias: W&B draws numbers below -2 too.",
        "weighted: its weights are written as probabilities, whose sum is 1.",
        "odd <= units: W&B has no constraints; it is left out.",
    ],
    "nni": [
        "model: NNI does not know that its values are in order.",
        "model: NNI's result has an object there: the value is model._name.",
        "svm.C: stands in the object of model in NNI's result.",
        "units: is logarithmic in NNI by rounding, which gives 8.0 instead of 8.",
        "odd: its steps are listed one by one.",
        "rate: its steps are multiples of its step in NNI, the ends half as often.",
        "lr: its 4 grid points are left out; the range is whole.",
        "bias: NNI draws numbers below -2 too.",
        "weighted: its weights are left out; NNI draws its values alike.",
        "odd <= units: NNI has no constraints; it is left out.",
    ],
    "optuna": [
        "model: Optuna's study records the place of its value in the list.",
        "lr: its 4 grid points are left out; the range is whole.",
        "bias: Optuna's study records the part of the bell below it, 0 to 1.",
        "weighted: its weights are left out; Optuna suggests its values alike.",
    ],
}


@pytest.mark.parametrize("name", SPACE_FORMATS)
def test_that_every_loss_is_named(name: str) -> None:
    assert list(export_space(LOSSY, name).losses) == LOSSES[name]


@pytest.mark.parametrize("name", ["wandb", "optuna"])
def test_that_the_text_says_its_losses_itself(name: str) -> None:
    text = export_space(LOSSY, name).text
    told = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("# Not")]
    assert told == LOSSES[name]


def test_that_names_that_wandb_refuses_are_replaced(folder: Path) -> None:
    space = HyperParamSpace().add_int("größe", 1, 2).add_int("gr__e", 1, 3).add_int("a.1st", 1, 4)
    exported = export_space(space, "wandb")
    names = re.findall(r"^ *([^# ].*):$", exported.text, re.MULTILINE)
    assert names == ["parameters", "gr__e", "gr__e_", "a", "parameters", "_1st"]
    assert exported.losses == (
        "größe: is called gr__e there.",
        "gr__e: is called gr__e_ there.",
        "a.1st: is called a._1st there.",
    )


@pytest.mark.parametrize("names", [("a.é", "a.ü.x"), ("a.ü.x", "a.é"), ("a.é.x", "a.ü.x")])
def test_that_replaced_names_meet_no_other_ones(folder: Path, names: tuple[str, str]) -> None:
    space = HyperParamSpace({name: Int(1, 1 + len(name)) for name in names})
    exported = export_space(space, "wandb")
    back = read_back(exported, folder, "wandb")
    assert {each.kind for each in back} == {each.kind for each in space}
    assert len(exported.losses) == 2


def test_that_no_name_is_lost_in_the_object_of_an_nni_choice(folder: Path) -> None:
    space = (
        HyperParamSpace()
        .add_choice("model._name", ["a", "b"])
        .add_int("model.x", 1, 5, when={"model._name": "a"})
        .add_float("x", 0, 1, when={"model._name": "a"})
    )
    exported = export_space(space, "nni")
    assert read_back(exported, folder, "nni").names == ("model._name", "model.x", "model.x_")
    assert "x: is called x_ in the object of model." in exported.losses


def test_that_steps_too_many_to_list_end_at_a_step_in_nni() -> None:
    exported = export_space(HyperParamSpace().add_int("n", 0, 100_003, step=5), "nni")
    assert json.loads(exported.text)["n"]["_value"] == [0, 100_000, 5]


@pytest.mark.parametrize("name", SPACE_FORMATS)
def test_that_an_empty_space_is_not_exported(name: str) -> None:
    with pytest.raises(InvalidSpace):
        export_space(HyperParamSpace(), name)


def test_that_an_unknown_format_is_refused() -> None:
    with pytest.raises(SpaceFileError, match=r"^The format xml is not known here\. Known: wandb"):
        export_space(LOSSY, "xml")


def test_that_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SpaceFileError, match="cannot be written"):
        write_space(tmp_path, ExportedSpace("x"))


@given(st.text(max_size=8), st.sampled_from(list(SPACE_FORMATS)))
def test_that_any_text_is_a_value(folder: Path, text: str, name: str) -> None:
    space = HyperParamSpace().add_choice("x", [text, f"{text}!"]).add_constant("y", text)
    exported = export_space(space, name)
    if name == "optuna":
        found: dict[str, Any] = {}
        exec(exported.text, found)
        return
    is_unicode = text.encode("utf-8", "replace").decode() == text
    assert read_back(exported, folder, name) == space or not is_unicode
