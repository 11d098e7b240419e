"""What a trial's record refuses."""

from __future__ import annotations

import math

import pytest

from tuner_gui import TrialRecord, TrialState
from tuner_gui.core.trial import TrialError


@pytest.mark.parametrize(
    ("metric", "reason"),
    [(None, "has no metric"), (math.nan, "is nan"), (math.inf, "is inf"), (-math.inf, "is -inf")],
)
def test_that_a_complete_trial_has_a_finite_metric(metric: float | None, reason: str) -> None:
    with pytest.raises(ValueError, match=f"Trial 3 is complete, but .*{reason}"):
        TrialRecord(3, {}, TrialState.COMPLETE, metric)


@pytest.mark.parametrize("state", [state for state in TrialState if state != "complete"])
def test_that_any_other_trial_needs_no_metric(state: TrialState) -> None:
    assert TrialRecord(0, {}, state).metric is None


@pytest.mark.parametrize(
    ("error", "title", "sentence"),
    [
        (TrialError("ValueError", "no such x"), "ValueError", "ValueError: no such x"),
        (TrialError("ValueError", "ValueError: no such x"), "ValueError", "ValueError: no such x"),
        (TrialError("my.Trouble", "deep"), "my.Trouble", "my.Trouble: deep"),
        (TrialError("MemoryError", "MemoryError"), "MemoryError", "MemoryError"),
        (TrialError("TrainFailure", "There is no file."), "", "There is no file."),
        (TrialError("timeout", "timed out after 60 s"), "", "timed out after 60 s"),
        (TrialError("stopped", ""), "", "stopped"),
    ],
)
def test_that_an_error_is_told_once_and_without_our_own_names(
    error: TrialError, title: str, sentence: str
) -> None:
    assert (error.title, error.sentence) == (title, sentence)
