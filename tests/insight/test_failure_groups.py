"""Failures that have the same cause are one group, whatever numbers their messages hold."""

from __future__ import annotations

import pytest

from tuner_gui import Objective, TrialError, TrialRecord, TrialState, TrialStore
from tuner_gui.insight.failure_groups import failure_groups, pattern_of


def failed(number: int, kind: str, message: str, traceback: str = "") -> TrialRecord:
    error = TrialError(kind, message, traceback)
    return TrialRecord(number, {"x": number}, TrialState.FAILED, error=error)


RECORDS = [
    TrialRecord(0, {"x": 0}, TrialState.COMPLETE, 1.0),
    failed(1, "ValueError", "ValueError: shape 3 is not 4"),
    failed(2, "died", "the worker died (signal 11)"),
    failed(3, "ValueError", "ValueError: shape 17 is not 4", "Traceback …"),
    failed(4, "timeout", "timed out after 60 s"),
    failed(5, "memory", "used 512 MB of the 400 MB allowed"),
    failed(6, "memory", "used 1,024.5 MB of the 400 MB allowed"),
    failed(7, "ValueError", "ValueError: shape -3 is not 4"),
    failed(8, "TypeError", "TypeError: shape 3 is not 4"),
    TrialRecord(9, {"x": 9}, TrialState.STOPPED, error=TrialError("stopped", "on request")),
]


@pytest.mark.parametrize("of_store", [False, True])
def test_that_numbers_do_not_split_groups(of_store: bool) -> None:
    trials = TrialStore.of(Objective(), RECORDS) if of_store else RECORDS
    groups = failure_groups(trials)
    assert [(group.kind, group.count, group.numbers) for group in groups] == [
        ("ValueError", 3, (1, 3, 7)),
        ("memory", 2, (5, 6)),
        ("died", 1, (2,)),
        ("timeout", 1, (4,)),
        ("TypeError", 1, (8,)),
    ]
    assert groups[0].line == "ValueError: shape 3 is not 4"
    assert groups[0].first == RECORDS[1].error


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lr 0.001 is too small", "lr 1e-05 is too small"),
        ("no <Net at 0x7f00aa> here", "no <Net at 0x7e11bb> here"),
        ("first line 1\nlast 2", "another\nlast 3"),
        ("id 123e4567-e89b-12d3-a456-426614174000", "id 00000000-e89b-12d3-a456-42661417400f"),
    ],
)
def test_that_what_differs_from_trial_to_trial_is_left_out(one: str, other: str) -> None:
    assert pattern_of(TrialError("E", one)) == pattern_of(TrialError("E", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TrialError("E", "no float32 here"), TrialError("E", "no float64 here")),
        (TrialError("died", "died (signal 11)"), TrialError("died", "died (signal 9)")),
        (TrialError("E", "out of memory"), TrialError("E", "out of luck")),
    ],
)
def test_that_different_causes_stay_apart(one: TrialError, other: TrialError) -> None:
    assert pattern_of(one) != pattern_of(other)


def test_that_a_failure_without_a_reason_is_a_group_too() -> None:
    (group,) = failure_groups([TrialRecord(3, {}, TrialState.FAILED)])
    assert (group.kind, group.line) == ("unknown", "no reason was given")
