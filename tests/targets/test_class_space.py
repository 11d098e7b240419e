"""Spaces read off pydantic models: field by field."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.targets.class_space import space_of_model


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Optimizer(BaseModel):
    lr: float = Field(0.01, ge=1e-5, le=1e-1)
    momentum: float = Field(0.9, ge=0, lt=1)


class Everything(BaseModel):
    flag: bool = True
    mode: Literal["a", "b"] = "a"
    maybe: Literal["x", "y"] | None = None
    colour: Colour = Colour.RED
    fixed: Literal[3] = 3
    layers: int = Field(2, ge=1, le=8)
    width: int = Field(64, ge=8, le=1024)
    even: int = Field(4, gt=1, lt=11, multiple_of=2)
    rate: float = Field(0.5, gt=0, le=1)
    open_ended: float = Field(2.0, gt=0)
    free: int | None = 20
    chosen: float = Field(1.0, ge=0.5, le=2.0, json_schema_extra={"log": True})
    linear: float = Field(1.0, ge=0.001, le=1000.0, json_schema_extra={"log": False})
    optimizer: Optimizer = Optimizer()
    seed: int = Field(0, ge=0, le=10)
    path: str = "data.csv"
    sizes: list[int] = []
    unbounded: float = 0.0


def test_that_each_field_becomes_the_parameter_that_its_type_states() -> None:
    space = space_of_model(Everything)
    assert {item.name: item.kind for item in space} == {
        "flag": Choice([False, True]),
        "mode": Choice(["a", "b"]),
        "maybe": Choice([None, "x", "y"]),
        "colour": Choice(["red", "blue"]),
        "fixed": Constant(3),
        "layers": Int(1, 8),
        "width": Int(8, 1024, log=True),
        "even": Int(2, 10, step=2),
        "rate": Float(0.001, 1.0, log=True),
        "open_ended": Float(0.2, 20.0, log=True),
        "free": Int(2, 200, log=True),
        "chosen": Float(0.5, 2.0, log=True),
        "linear": Float(0.001, 1000.0),
        "optimizer.lr": Float(1e-5, 0.1, log=True),
        "optimizer.momentum": Float(0.0, 0.999),
    }


def test_that_every_draw_is_accepted_by_the_model_it_was_read_from() -> None:
    import numpy as np

    space = space_of_model(Everything)
    for seed in range(50):
        Everything.model_validate(space.pick_random(np.random.default_rng(seed)))


def test_that_a_model_without_bounds_states_nothing() -> None:
    class Bare(BaseModel):
        name: str
        weight: float = 0.0

    assert len(space_of_model(Bare)) == 0


def test_that_a_type_that_json_cannot_describe_is_left_to_its_default() -> None:
    class Plain: ...

    class Odd(BaseModel, arbitrary_types_allowed=True):
        thing: Plain = Plain()
        call: Callable[[], int] = int
        depth: int = Field(3, ge=1, le=9)

    assert space_of_model(Odd).names == ("depth",)
