"""Bars are longest for the best, and one wild trial does not flatten all others."""

from __future__ import annotations

import math

import pytest

from tests.ui.trials.scripted import record, store_of
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.ui.trials.metric_scale import MetricScale


def scale_of(store):
    scale = MetricScale()
    scale.update(store)
    return scale


def test_that_the_best_has_the_longest_bar_and_the_worst_the_shortest():
    scale = scale_of(store_of([record(0, metric=0.2), record(1, metric=0.8)]))
    assert scale.fraction(0.8) == 1.0
    assert scale.fraction(0.1) == 0.0
    assert scale.fraction(0.5) == pytest.approx(0.474, abs=0.01)


def test_that_less_is_longer_where_less_is_better():
    objective = Objective("loss", "minimize")
    store = TrialStore.of(objective, [record(at, metric=float(at)) for at in range(11)])
    scale = scale_of(store)
    assert scale.fraction(0.0) == 1.0
    assert scale.fraction(10.0) == 0.0
    assert scale.fraction(5.0) == pytest.approx(0.474, abs=0.01)


def test_that_one_wild_trial_does_not_flatten_the_others():
    wild = [record(0, metric=-1e9), *(record(at, metric=at / 100) for at in range(1, 100))]
    scale = scale_of(store_of(wild))
    assert scale.fraction(0.5) == pytest.approx(0.5, abs=0.1)
    assert scale.fraction(-1e9) == 0.0


def test_that_a_large_sweep_is_sampled_but_keeps_its_best():
    found = [record(at, metric=0.1 + at % 7 / 100) for at in range(5_000)]
    scale = scale_of(store_of([*found, record(5_000, metric=0.9)]))
    assert scale.fraction(0.9) == 1.0


def test_that_there_is_no_bar_without_a_metric_and_a_whole_one_for_a_lone_best():
    assert math.isnan(scale_of(store_of([record(0, TrialState.RUNNING)])).fraction(math.nan))
    scale = scale_of(store_of([record(0, metric=0.5)]))
    assert scale.fraction(0.5) == 1.0
    assert math.isnan(scale.fraction(math.nan))
