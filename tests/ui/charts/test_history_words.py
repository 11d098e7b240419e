"""The words of the chart: a trial in two lines, the sweep in one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from tests.ui.charts.sweeps import failed, pruned, running, store, trial
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.ui.charts.history_words import HistoryWords


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (trial(48, 0.9868), "Trial 48 · 0.9868"),
        (pruned(3, 0.25), "Trial 3 · 0.2500 · pruned"),
        (failed(7), "Trial 7 · failed"),
        (running(9), "Trial 9 · running"),
        (trial(2, None, TrialState.STOPPED), "Trial 2 · stopped"),
    ],
)
def test_that_the_title_says_trial_and_outcome(
    qapp: QCoreApplication, record: TrialRecord, title: str
) -> None:
    assert HistoryWords(store([record])).title(0) == title


def test_that_the_two_most_telling_parameters_are_named(qapp: QCoreApplication) -> None:
    records = [
        trial(number, float(number % 7), noise=number * 37 % 11, depth=number % 7, kind="forest")
        for number in range(77)
    ]
    assert HistoryWords(store(records)).detail(5) == "depth 5 · noise 9"


def test_that_an_inactive_parameter_is_not_named(qapp: QCoreApplication) -> None:
    records = [trial(0, 0.5, alpha=0.1, depth=3), trial(1, 0.6, depth=4)]
    assert HistoryWords(store(records)).detail(1) == "depth 4"


def test_that_a_failed_trial_says_why(qapp: QCoreApplication) -> None:
    assert HistoryWords(store([failed(0, depth=-1)])).detail(0) == "depth must be positive"


def test_that_the_summary_tells_the_sweep_in_one_line(qapp: QCoreApplication) -> None:
    assert HistoryWords(store([])).summary() == "0 trials"
    assert HistoryWords(store([running(0)])).summary() == "1 trial"
    records = [trial(0, 0.5), trial(1, 0.9868), failed(2)]
    summary = "3 trials, best 0.9868 at trial 1, 1 failed"
    assert HistoryWords(store(records)).summary() == summary
