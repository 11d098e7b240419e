"""Two trials' parameters, what differs first."""

from __future__ import annotations

from tuner_gui.core.columns import MISSING
from tuner_gui.insight.parameter_difference import parameter_pairs


def names(first: dict, second: dict) -> list[tuple[str, bool]]:
    return [(pair.name, pair.is_same) for pair in parameter_pairs(first, second)]


def test_that_what_differs_comes_first_in_the_order_of_the_first() -> None:
    assert names({"a": 1, "b": 2, "c": 3}, {"c": 4, "a": 5, "b": 2}) == [
        ("a", False),
        ("c", False),
        ("b", True),
    ]


def test_that_a_parameter_of_one_only_differs() -> None:
    (pair,) = parameter_pairs({}, {"x": None})
    assert (pair.first, pair.second, pair.is_same) == (MISSING, None, False)


def test_that_numbers_of_two_sorts_are_the_same_but_not_true_and_one() -> None:
    assert names({"x": 1}, {"x": 1.0}) == [("x", True)]
    assert names({"x": 1}, {"x": True}) == [("x", False)]
    assert names({"x": (1, 2)}, {"x": (1.0, 2)}) == [("x", True)]
