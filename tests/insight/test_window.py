"""The range worth looking at: the best whole, outliers cut."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.insight.window import value_window

numbers = st.floats(-1e9, 1e9, allow_nan=False)
some = st.lists(numbers, min_size=1, max_size=80)


def spread(count: int, low: float, high: float) -> np.ndarray:
    return np.random.default_rng(1).uniform(low, high, count)


def window(values: object, is_maximized: bool = True) -> tuple[float, float]:
    found = value_window(values, is_maximized)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_that_nothing_finite_has_no_window() -> None:
    assert value_window([], is_maximized=True) is None
    assert value_window([math.nan, math.inf], is_maximized=True) is None


def test_that_even_values_are_all_shown() -> None:
    values = spread(200, 0.86, 0.99)
    assert window(values) == (values.min(), values.max())
    assert window(values, is_maximized=False) == (values.min(), values.max())


def test_that_early_poor_trials_of_a_sweep_that_converged_are_shown() -> None:
    values = 0.99 - 0.13 * np.exp(-np.arange(200) / 20) - spread(200, 0, 0.01)
    assert window(values)[0] == values.min()


@pytest.mark.parametrize("far", [0.3, -5.0, -1e12])
def test_that_a_few_far_values_on_the_worse_side_are_cut(far: float) -> None:
    values = np.concatenate([spread(100, 0.86, 0.99), [far, far]])
    assert window(values) == (values[:100].min(), values.max())


def test_that_many_diverged_trials_do_not_squash_the_good_ones() -> None:
    values = np.concatenate([spread(60, 0.3, 0.6), np.full(40, 1e6)])
    low, high = window(values, is_maximized=False)
    assert (low, high) == (values.min(), values[:60].max())


def test_that_a_third_that_fell_far_behind_is_cut() -> None:
    values = np.concatenate([spread(70, 0.9, 0.99), spread(30, 0.09, 0.11)])
    assert window(values) == (values[:70].min(), values.max())


def test_that_a_few_early_values_are_not_called_outliers() -> None:
    values = [0.1, 0.5, 0.8, 0.9, 0.91]
    assert window(values) == (0.1, 0.91)


def test_that_a_far_value_on_the_better_side_is_shown() -> None:
    assert window([*spread(100, 0.1, 0.2), 0.9])[1] == 0.9


@given(some, st.booleans())
def test_that_the_best_and_the_better_half_are_in_view(
    values: list[float], is_maximized: bool
) -> None:
    low, high = window(values, is_maximized)
    inside = [value for value in values if low <= value <= high]
    assert (max(values) == high) if is_maximized else (min(values) == low)
    assert 2 * len(inside) >= len(values)


@given(some, st.booleans())
def test_that_the_window_is_no_wider_than_the_values(
    values: list[float], is_maximized: bool
) -> None:
    low, high = window(values, is_maximized)
    assert min(values) <= low <= high <= max(values)


@given(some, st.booleans())
def test_that_minimising_is_the_mirror_of_maximising(
    values: list[float], is_maximized: bool
) -> None:
    low, high = window(values, is_maximized)
    assert window([-value for value in values], not is_maximized) == (-high, -low)


@given(st.lists(numbers, min_size=1, max_size=80), st.sampled_from([0.5, 2.0, 1024.0]))
def test_that_the_unit_of_the_values_does_not_matter(values: list[float], unit: float) -> None:
    low, high = window(values)
    scaled = window([value * unit for value in values])
    assert scaled == pytest.approx((low * unit, high * unit), rel=1e-9, abs=1e-3)


def test_that_the_best_of_very_many_is_not_sampled_away() -> None:
    values = spread(70_001, 0.1, 0.2)
    values[69_999] = 0.95
    assert window(values)[1] == 0.95
