"""Reading the objective off what a trial returned."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tuner_gui import Objective, TrainFailure
from tuner_gui.core.objective import read_metrics


@pytest.mark.parametrize(
    ("outcome", "metrics"),
    [
        (1, {"score": 1.0}),
        (np.float32(0.5), {"score": 0.5}),
        (np.array([0.25]), {"score": 0.25}),
        ({"acc": 0.5, "loss": np.int64(2)}, {"acc": 0.5, "loss": 2.0}),
    ],
)
def test_that_numbers_and_mappings_are_metrics(outcome: object, metrics: dict) -> None:
    assert read_metrics(outcome, "score") == metrics


@pytest.mark.parametrize("outcome", [None, "0.5", True, [0.5, 0.6], {"acc": "high"}, object()])
def test_that_anything_else_is_a_failure_that_shows_it(outcome: object) -> None:
    with pytest.raises(TrainFailure, match="which is not a number"):
        read_metrics(outcome, "score")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_that_a_value_that_is_not_finite_is_a_failure(value: float) -> None:
    with pytest.raises(TrainFailure, match="not a finite number"):
        Objective("loss").value_in({"loss": value})


def test_that_a_missing_metric_names_what_was_returned() -> None:
    with pytest.raises(TrainFailure, match="acc is missing; the trial returned loss, time"):
        Objective("acc").value_in({"loss": 1.0, "time": 2.0})
