"""What early stopping saved, in words."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.trials.scripted import record, store_of
from tuner_gui import TrialState
from tuner_gui.ui.inspector.saved_words import saved_sentence


def curved(number: int, state: TrialState, steps: int, duration_ms: float = 10_000.0):
    curve = tuple((step, 0.5) for step in range(1, steps + 1))
    return replace(record(number, state), curve=curve, duration_ms=duration_ms)


def test_that_steps_and_time_are_told() -> None:
    trials = [
        curved(0, TrialState.COMPLETE, 10),
        curved(1, TrialState.PRUNED, 2),
        curved(2, TrialState.PRUNED, 4),
    ]
    assert saved_sentence(store_of(trials)) == (
        "Early stopping ended 2 trials early and saved about 47 % of all steps (14 of 30), "
        "55 s of training."
    )


def test_that_no_time_is_told_where_it_is_none_to_speak_of() -> None:
    trials = [curved(0, TrialState.COMPLETE, 4), curved(1, TrialState.PRUNED, 2, 40.0)]
    assert saved_sentence(store_of(trials)) == (
        "Early stopping ended 1 trial early and saved about 25 % of all steps (2 of 8)."
    )


def test_that_nothing_is_told_where_nothing_was_pruned() -> None:
    assert saved_sentence(store_of([curved(0, TrialState.COMPLETE, 4)])) == ""
