"""The circuit breaker: when a sweep that fails as a whole is noticed, and what it says."""

from __future__ import annotations

import pytest

from tuner_gui import Budget, TrialError, TrialRecord, TrialState
from tuner_gui.sweep.limits import FailureBreaker

BUDGET = Budget(trials=50, first_failures=5, failures_in_a_row=6)


def failed(number: int, message: str) -> TrialRecord:
    error = TrialError("ValueError", message)
    return TrialRecord(number, {"x": number}, TrialState.FAILED, error=error)


def said(messages: list[str], *, has_success: bool = False) -> list[str]:
    breaker = FailureBreaker(has_success=has_success)
    answers = (breaker.take(failed(at, each), BUDGET) for at, each in enumerate(messages))
    return [answer for answer in answers if answer]


@pytest.mark.parametrize(
    ("messages", "sentence"),
    [
        (["no loss"] * 5, "The first 5 trials failed: no loss"),
        (
            ["no loss", "no loss", "too big", "no loss", "too big"],
            "The first 5 trials failed; 3 of them: no loss",
        ),
        ([f"x = {at}" for at in range(5)], "The first 5 trials failed; the last one: x = 4"),
    ],
)
def test_that_the_commonest_reason_is_said(messages, sentence) -> None:
    assert said(messages) == [sentence]


def test_that_failures_in_a_row_are_said_each_time_anew() -> None:
    assert said(["gone"] * 12, has_success=True) == [
        "6 trials in a row failed: gone",
        "12 trials in a row failed: gone",
    ]


def test_that_a_success_ends_the_row() -> None:
    breaker = FailureBreaker(has_success=False)
    for number in range(5):
        breaker.take(failed(number, "gone"), Budget(trials=50, first_failures=0))
    breaker.take(TrialRecord(5, {"x": 5}, TrialState.COMPLETE, 1.0), BUDGET)
    assert not any(breaker.take(failed(at, "gone"), BUDGET) for at in range(6, 11))
