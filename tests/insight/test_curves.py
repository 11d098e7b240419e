"""The part of the curves that is worth looking at."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.events import TrialReported, TrialStarted
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.insight.curves import curve_range, metric_to_draw

FINITE = st.floats(-1e12, 1e12)


def array(*values: float) -> np.ndarray:
    return np.array(values, np.float64)


def test_that_without_curves_there_is_no_range() -> None:
    assert curve_range(array(), array()) is None


def test_that_few_and_level_curves_are_shown_whole() -> None:
    assert curve_range(array(0.1, 0.2), array(0.9, 1e9)) == (0.1, 1e9)
    assert curve_range(array(0.5, 0.5, 0.5, 7), array(0.5, 0.5, 0.5, 7)) == (0.5, 7)


@pytest.mark.parametrize("wild", [1, 2, 4])
def test_that_curves_that_ran_wild_are_left_out(wild: int) -> None:
    lows = array(0.3, 0.2, 0.25, 0.4, 0.35, *[2.0] * wild)
    highs = array(2.3, 2.4, 2.2, 2.3, 2.5, *[1e6] * wild)
    assert curve_range(lows, highs) == (0.2, 2.5)
    assert curve_range(-highs, -lows) == (-2.5, -0.2)


def test_that_the_largest_numbers_are_no_trouble() -> None:
    lows, highs = array(0.1, 0.2, -1.7e308, 0.1), array(0.3, 1.7e308, 1.7e308, 0.4)
    assert curve_range(lows, highs) is not None


def test_that_ordinary_curves_are_shown_whole() -> None:
    rng = np.random.default_rng(3)
    lows, highs = rng.uniform(0.1, 0.6, 500), rng.uniform(0.6, 1.0, 500)
    assert curve_range(lows, highs) == (lows.min(), highs.max())


def test_that_what_is_wanted_is_in_view() -> None:
    lows, highs = array(0.3, 0.2, 0.25, 0.01), array(2.3, 2.4, 2.2, 1e6)
    assert curve_range(lows, highs, (9.0, -4.0)) == (-4.0, 9.0)


@given(st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=20))
def test_that_the_range_never_turns_round(curves: list[tuple[float, float]]) -> None:
    both = np.sort(np.array(curves), axis=1)
    found = curve_range(both[:, 0], both[:, 1])
    assert found is not None
    assert both.min() <= found[0] <= found[1] <= both.max()


def test_that_the_objective_is_drawn_unless_something_else_is_wished() -> None:
    store = TrialStore(Objective("accuracy"))
    assert metric_to_draw(store) == ""
    store.apply([TrialStarted(TrialRecord(0, {}, TrialState.RUNNING))])
    store.apply([TrialReported(0, 1, {"loss": 0.5})])
    assert metric_to_draw(store) == "loss"
    store.apply([TrialReported(0, 1, {"accuracy": 0.5})])
    assert metric_to_draw(store) == "accuracy"
    assert metric_to_draw(store, "loss") == "loss"
    assert metric_to_draw(store, "gone") == "accuracy"
