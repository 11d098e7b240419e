"""The parameters worth a line of text: those that go along with the value."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.insight.telling import most_telling

RNG = np.random.default_rng(3)
NOISE = RNG.uniform(size=300)
DEPTH = RNG.integers(1, 20, 300).astype(float)
RATE = RNG.uniform(size=300)
SAME = np.ones(300)


def test_that_what_drives_the_value_comes_first() -> None:
    columns = {"noise": NOISE, "same": SAME, "rate": RATE, "depth": DEPTH}
    assert most_telling(columns, DEPTH + 15 * RATE) == ("depth", "rate")


def test_that_a_best_in_the_middle_is_seen() -> None:
    assert most_telling({"noise": NOISE, "rate": RATE}, -((RATE - 0.5) ** 2), 1) == ("rate",)


def test_that_being_inactive_is_told_like_any_value() -> None:
    alpha = np.where(RATE < 0.5, np.nan, 0.1)
    assert most_telling({"noise": NOISE, "alpha": alpha}, (RATE < 0.5) * 1.0, 1) == ("alpha",)


def test_that_what_never_varies_comes_last() -> None:
    names = most_telling({"same": SAME, "noise": NOISE}, RATE)
    assert names == ("noise", "same")


def test_that_few_values_leave_the_given_order() -> None:
    columns = {name: np.array([1.0, 2.0]) for name in "abc"}
    assert most_telling(columns, np.array([0.1, np.nan])) == ("a", "b")
    assert most_telling({}, np.empty(0)) == ()


@given(st.permutations(range(300)))
def test_that_the_order_of_the_trials_does_not_matter(order: list[int]) -> None:
    columns = {"noise": NOISE, "rate": RATE, "depth": DEPTH}
    value = DEPTH * RATE
    shuffled = {name: column[order] for name, column in columns.items()}
    assert most_telling(shuffled, value[order]) == most_telling(columns, value)
