"""The progress bar, fed with events."""

from __future__ import annotations

import re

import pytest

from tests.session.documents import complete, failed, forest_session
from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialFailed,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.session.progress import ProgressBar

END = TuningFinished(None, FinishReason.BUDGET)


def last_state(text: str) -> str:
    return re.split(r"[\r\n]+", text.strip())[-1]


def test_that_the_bar_shows_done_planned_best_and_failures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = ProgressBar(forest_session(0))
    for number in range(3):
        bar.on_event(TrialStarted(complete(number, 0.0)))
    bar.on_event(TrialCompleted(complete(0, 0.91234567)))
    bar.on_event(TrialFailed(failed(1)))
    bar.on_event(TrialCompleted(complete(2, 0.9)))
    bar.on_event(END)
    shown = last_state(capsys.readouterr().err)
    assert shown.startswith("forest:   6%")
    assert "3/50" in shown
    assert "best accuracy=0.912346, 1 failed" in shown


def test_that_a_resumed_sweep_starts_where_it_stood(capsys: pytest.CaptureFixture[str]) -> None:
    bar = ProgressBar(forest_session(10))
    bar.on_event(TrialStarted(complete(10, 0.0)))
    bar.close()
    shown = last_state(capsys.readouterr().err)
    assert "10/50" in shown
    assert "best accuracy=0.909, 1 failed" in shown


def test_that_a_sweep_that_starts_no_trial_draws_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = ProgressBar(forest_session(0))
    bar.on_event(END)
    bar.close()
    assert capsys.readouterr().err == ""
