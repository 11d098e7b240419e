"""The middle of a space is a set of parameters like any other: contained, constraints kept."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.spaces import spaces
from tuner_gui import HyperParamSpace, InvalidSpace
from tuner_gui.core.middle import middle_params


def test_that_each_kind_has_its_own_middle() -> None:
    space = (
        HyperParamSpace()
        .add_float("linear", 0, 10)
        .add_float("log", 0.01, 100, log=True)
        .add_int("whole", 1, 9)
        .add_normal("bell", 5, 2)
        .add_log_normal("log_bell", 0, 1)
        .add_choice("choice", ["gini", "entropy"])
        .add_choice("weighted", ["never", "often"], weights=[0, 1])
        .add_constant("fixed", "as is")
    )
    assert middle_params(space) == {
        "linear": 5,
        "log": pytest.approx(1),
        "whole": 5,
        "bell": pytest.approx(5),
        "log_bell": pytest.approx(1),
        "choice": "gini",
        "weighted": "often",
        "fixed": "as is",
    }


def test_that_conditions_are_followed_and_names_nest() -> None:
    space = (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest"])
        .add_float("svm.C", 0, 2, when={"model": "svm"})
        .add_int("forest.depth", 1, 9, when={"model": "forest"})
    )
    assert middle_params(space) == {"model": "svm", "svm": {"C": 1}}


def test_that_a_constraint_moves_only_what_it_must() -> None:
    space = (
        HyperParamSpace()
        .add_float("free", 0, 10)
        .add_float("low", 0, 10)
        .add_float("high", 0, 10)
        .add_choice("mode", ["a", "b"])
        .add_constraint("low + 1 < high")
    )
    found = middle_params(space)
    assert space.contains(found)
    assert found["free"] == 5
    assert found["mode"] == "a"
    assert 5 in (found["low"], found["high"])
    assert found == middle_params(space)


def test_that_a_space_that_nothing_keeps_says_so() -> None:
    space = HyperParamSpace().add_float("x", 0, 1).add_constraint("x > 2")
    with pytest.raises(InvalidSpace, match="x > 2"):
        middle_params(space)
    with pytest.raises(InvalidSpace, match="no parameters"):
        middle_params(HyperParamSpace())


@given(spaces(finite=False))
def test_that_the_middle_is_in_the_space(space: HyperParamSpace) -> None:
    try:
        found = middle_params(space)
    except InvalidSpace:
        assert space.feasible_part(200) < 0.05
        return
    assert space.contains(found)
