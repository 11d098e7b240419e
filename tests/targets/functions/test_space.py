"""The space that a signature states, argument by argument."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.targets.functions.signature import read_signature
from tuner_gui.targets.functions.space import function_space

if TYPE_CHECKING:
    from nowhere import Nothing


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Optimizer(BaseModel):
    lr: float = Field(0.01, ge=1e-5, le=1e-1)


SMALL = Optimizer()


def objective(
    lr: Annotated[float, Field(ge=1e-4, le=1.0)],
    rate: Annotated[float, Float(0.1, 0.9, step=0.1)],
    depth: int = 3,
    width=64,
    flag=False,
    mode: Literal["a", "b"] = "a",
    colour: Colour = Colour.RED,
    maybe: Literal["x"] | None = None,
    optimizer: Optimizer = SMALL,
    odd: Nothing = None,
    copy: bool = True,
    path: str = "data.csv",
    seed: int = 3,
    nothing=None,
    *,
    schema: Annotated[int, Field(ge=1, le=4)],
    dataset: Any,
    report=None,
    **more: Any,
) -> float:
    return 0.0


def test_that_a_seed_that_it_needs_is_given_and_not_asked_for():
    def function(lr: float, seed: int) -> float:
        return lr * seed

    signature = read_signature(function)
    assert signature is not None
    space, notes = function_space(signature)
    assert (space.names, notes) == (("lr",), ())


def test_that_each_argument_becomes_the_parameter_that_it_states():
    signature = read_signature(objective)
    assert signature is not None
    assert (signature.given, signature.is_open, signature.trial) == (
        ("dataset", "report"),
        True,
        "",
    )
    space, notes = function_space(signature)
    assert {item.name: item.kind for item in space} == {
        "lr": Float(1e-4, 1.0, log=True),
        "rate": Float(0.1, 0.9, step=0.1),
        "depth": Int(1, 6),
        "width": Choice([16, 32, 64, 128, 256]),
        "flag": Choice([False, True]),
        "mode": Choice(["a", "b"]),
        "colour": Choice(["red", "blue"]),
        "maybe": Choice([None, "x"]),
        "optimizer.lr": Float(1e-5, 1e-1, log=True),
        "copy": Choice([False, True]),
        "schema": Int(1, 4),
    }
    assert notes == ()


def test_that_what_has_to_be_added_is_named():
    def bare(lr: float, odd: float, data, depth=None): ...

    signature = read_signature(bare)
    assert signature is not None
    space, notes = function_space(signature)
    assert space.names == ("lr",)
    assert notes == ("Nothing says which values odd, data can have; add them to the search space.",)


def plain(trial): ...


def typed(t: optuna.trial.Trial): ...  # noqa: F821


def with_more(trial, dataset, k=3): ...


def not_alone(trial, lr): ...


def by_default(trial=None): ...


def number(trial: int): ...


@pytest.mark.parametrize(
    ("function", "trial"),
    [
        (plain, "trial"),
        (typed, "t"),
        (with_more, "trial"),
        (not_alone, ""),
        (by_default, ""),
        (lambda lr: lr, ""),
        (lambda: 0, ""),
    ],
)
def test_that_an_objective_is_known_by_its_trial(function, trial):
    signature = read_signature(function)
    assert signature is not None
    assert signature.trial == trial


def test_that_a_function_that_does_not_say_what_it_takes_has_no_signature():
    assert read_signature(dict) is None
