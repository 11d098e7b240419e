"""Best so far: change points only, in any order of arrival."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.insight.best import best_steps

values = st.lists(st.one_of(st.just(math.nan), st.integers(-9, 9).map(float), st.floats(-9, 9)))


def best_so_far(values: list[float], is_maximized: bool) -> tuple[np.ndarray, np.ndarray]:
    """The steps of trials in the order of their numbers."""
    return best_steps(range(len(values)), values, is_maximized)


def test_that_only_improvements_are_steps() -> None:
    indices, best = best_so_far([1.0, 0.5, 2.0, 2.0, math.nan, 3.0], is_maximized=True)
    assert indices.tolist() == [0, 2, 5]
    assert best.tolist() == [1.0, 2.0, 3.0]


def test_that_less_is_better_when_minimised() -> None:
    indices, best = best_so_far([1.0, 0.5, 2.0, 0.5], is_maximized=False)
    assert (indices.tolist(), best.tolist()) == ([0, 1], [1.0, 0.5])


def test_that_no_values_give_no_steps() -> None:
    for nothing in ([], [math.nan, math.nan]):
        indices, best = best_so_far(nothing, is_maximized=True)
        assert (len(indices), len(best)) == (0, 0)


@given(values, st.booleans())
def test_that_the_steps_tell_the_best_of_each_beginning(
    given_values: list[float], is_maximized: bool
) -> None:
    indices, best = best_so_far(given_values, is_maximized)
    pick = max if is_maximized else min
    for end in range(1, len(given_values) + 1):
        seen = [value for value in given_values[:end] if not math.isnan(value)]
        step = np.searchsorted(indices, end - 1, side="right") - 1
        if seen:
            assert best[step] == pick(seen)
        else:
            assert step == -1


@given(values, st.booleans())
def test_that_every_step_is_a_trial_that_beat_all_before_it(
    given_values: list[float], is_maximized: bool
) -> None:
    indices, best = best_so_far(given_values, is_maximized)
    assert [given_values[index] for index in indices] == best.tolist()
    differences = np.diff(best)
    assert (differences > 0).all() if is_maximized else (differences < 0).all()


@given(values, st.booleans())
def test_that_minimising_is_maximising_the_negative(
    given_values: list[float], is_maximized: bool
) -> None:
    indices, best = best_so_far(given_values, is_maximized)
    mirrored, negative = best_so_far([-value for value in given_values], not is_maximized)
    assert indices.tolist() == mirrored.tolist()
    assert best.tolist() == (-negative).tolist()


@given(values, st.data(), st.booleans())
def test_that_steps_stand_for_the_trials_they_came_from(
    given_values: list[float], data: st.DataObject, is_maximized: bool
) -> None:
    order = data.draw(st.permutations(range(len(given_values))))
    cut = data.draw(st.integers(0, len(order)))
    shuffled = np.array(given_values)[order] if order else np.empty(0)
    numbers, best = best_steps(order[:cut], shuffled[:cut], is_maximized)
    numbers, best = best_steps(
        np.concatenate([numbers, np.array(order[cut:], np.int64)]),
        np.concatenate([best, shuffled[cut:]]),
        is_maximized,
    )
    whole, whole_best = best_so_far(given_values, is_maximized)
    assert numbers.tolist() == whole.tolist()
    assert best.tolist() == whole_best.tolist()
