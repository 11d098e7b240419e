"""Where a group of failures lies apart from all successes, and what the space is without it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tuner_gui import HyperParamSpace
from tuner_gui.insight.exclusion import Exclusion, exclude_region

SPACE = (
    HyperParamSpace()
    .add_choice("kernel", ["rbf", "poly", "linear"])
    .add_float("C", 0.01, 100, log=True)
    .add_int("batch", 8, 512, log=True)
    .add_int("layers", 1, 16)
    .add_float("rate", 0, 1, step=0.1)
)


def split(fails: Callable[[dict[str, Any]], bool], space: HyperParamSpace = SPACE) -> Exclusion:
    """Draws 120 trials; proposes a space without those that fail."""
    rng = random.Random(3)
    drawn = [space.pick_random(rng) for _ in range(120)]
    failed = [params for params in drawn if fails(params)]
    succeeded = [params for params in drawn if not fails(params)]
    found = exclude_region(space, failed, succeeded)
    if found.space is not None:
        assert all(found.space.contains(params) for params in succeeded)
        kept = sum(found.space.contains(params) for params in failed)
        assert kept <= 0.2 * len(failed)
    return found


def test_that_a_value_that_always_fails_is_left_out() -> None:
    found = split(lambda params: params["kernel"] == "poly")
    assert found.space is not None
    assert found.space["kernel"].kind.values == ("rbf", "linear")
    assert found.sentence.startswith("Leave out kernel = poly. All ")
    assert found.sentence.endswith(" successes.")


def test_that_an_end_of_a_log_range_is_left_out() -> None:
    found = split(lambda params: params["C"] > 10)
    assert found.space is not None
    assert 8 < found.space["C"].kind.high < 12
    assert found.space["C"].kind.low == 0.01
    assert found.sentence.startswith("Leave out C above ")


def test_that_the_lower_end_of_a_stepped_range_keeps_its_steps() -> None:
    found = split(lambda params: params["rate"] < 0.35)
    assert found.space is not None
    kind = found.space["rate"].kind
    assert (kind.low, kind.high, kind.step) == (0.4, 1.0, 0.1)
    assert found.space["layers"] == SPACE["layers"]


def test_that_whole_numbers_stay_whole() -> None:
    found = split(lambda params: params["layers"] >= 12)
    assert found.space is not None
    assert found.space["layers"].kind.high == 11


def test_that_two_numbers_that_are_too_much_together_become_a_constraint() -> None:
    found = split(lambda params: params["batch"] * params["layers"] > 1500)
    assert found.space is not None
    (constraint,) = found.space.constraints
    assert constraint.text.startswith("batch * layers <= ")
    assert found.sentence.startswith("Keep batch * layers <= ")


def test_that_a_corner_becomes_a_constraint() -> None:
    found = split(lambda params: params["C"] < 1 and params["layers"] > 8)
    assert found.space is not None
    assert found.space.constraints[0].text.startswith("not (C <= ")


def test_that_grid_points_stay_where_they_are() -> None:
    space = HyperParamSpace().add_float("x", 0, 1, points=11).add_float("y", 0, 1)
    found = split(lambda params: params["x"] > 0.55, space)
    assert found.space is not None
    assert found.space["x"] == space["x"]
    assert found.space.constraints[0].text.startswith("x <= 0.5")


def test_that_a_few_failures_of_another_place_do_not_hide_the_region() -> None:
    odd = iter([True, True])
    found = split(
        lambda params: params["layers"] >= 10 or (params["layers"] == 2 and next(odd, False))
    )
    assert found.space is not None
    assert found.space["layers"].kind.high == 9
    assert " of " in found.sentence


@pytest.mark.parametrize(
    "fails",
    [
        lambda params: hash((params["C"], 7)) % 3 == 0,
        lambda params: params["kernel"] == "poly" and params["layers"] % 2 == 0,
    ],
)
def test_that_scattered_failures_give_a_reason_instead(fails: Any) -> None:
    found = split(fails)
    assert found == Exclusion("No part of the space holds these failures and no success.")


def test_that_too_few_trials_give_no_proposal() -> None:
    found = exclude_region(SPACE, [{}], [{}, {}])
    assert found.space is None
    assert found.sentence == (
        "There is too little to go by: 1 failed and 2 succeeded; 3 of each are needed."
    )


def test_that_a_value_that_switches_others_on_can_go_with_them_or_not_at_all() -> None:
    space = (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest"])
        .add_int("depth", 1, 9, when={"model": "forest"})
    )
    found = split(lambda params: params["model"] == "forest", space)
    if found.space is not None:
        assert found.space["model"].kind.values == ("svm",)
