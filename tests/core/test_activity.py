"""Parameters that no trial would ever have are told before it runs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given

from tests.spaces import spaces
from tuner_gui import Condition, Constant, HyperParamSpace, Int, InvalidSpace, Parameter
from tuner_gui.core.activity import activity_notes
from tuner_gui.core.nesting import flatten


def base() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest", "linear"], weights=[1, 1, 0])
        .add_choice("kernel", ["rbf", "poly"], when={"model": "svm"})
        .add_float("lr", 0, 1)
        .add_normal("bell", 0, 1)
    )


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ({"model": "forest", "kernel": "rbf"}, "model cannot have two values at once"),
        ({"lr": 0.5}, "lr is continuous. Give lr a step"),
        ({"bell": 0.5}, "bell is continuous"),
        ({"model": "linear"}, "model has the weight 0 there"),
        ({"held": 4}, "held always has another value"),
    ],
)
def test_that_what_is_never_active_is_said(when: dict, sentence: str) -> None:
    held = Parameter("held", Constant(3), (), Int(1, 9))
    space = HyperParamSpace([*base(), held]).add_int("child", 1, 9, when=when)
    (note,) = activity_notes(space)
    assert (note.parameter, note.field, note.is_note) == ("child", "when", True)
    assert sentence in note.message


def test_that_two_conditions_on_one_parent_are_told_too() -> None:
    both = (Condition("model", ("svm",)), Condition("model", ("forest",)))
    space = HyperParamSpace([*base(), Parameter("child", Int(1, 9), both)])
    assert [note.parameter for note in activity_notes(space)] == ["child"]


def test_that_what_can_be_active_is_not_told() -> None:
    space = base().add_int("child", 1, 9, when={"model": ["svm", "linear"], "kernel": ["poly"]})
    assert activity_notes(space) == []


@given(spaces())
def test_that_a_parameter_with_such_a_note_is_never_drawn(space: HyperParamSpace) -> None:
    never = {note.parameter for note in activity_notes(space) if "never active" in note.message}
    rng = random.Random(1)
    for _ in range(20):
        try:
            assert not never & flatten(space.pick_random(rng)).keys()
        except InvalidSpace:
            return
