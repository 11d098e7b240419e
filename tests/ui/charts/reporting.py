"""Trials that report, made up for tests of the curves."""

from __future__ import annotations

from collections.abc import Sequence

from tests.ui.charts.sweeps import events, running, trial
from tuner_gui.core.events import ExperimentEvent, TrialReported
from tuner_gui.core.trial import TrialRecord, TrialState


def reports(
    number: int, values: Sequence[float], *, first: int = 1, metric: str = "accuracy"
) -> list[ExperimentEvent]:
    return [TrialReported(number, first + at, {metric: value}) for at, value in enumerate(values)]


def told(
    number: int, values: Sequence[float], state: TrialState = TrialState.COMPLETE
) -> list[ExperimentEvent]:
    """All events of a trial that has reported these values at the steps 1, 2, 3, …"""
    found = [*events([running(number)]), *reports(number, values)]
    if state is TrialState.RUNNING:
        return found
    metric = [0.0, *values][-1] if state is TrialState.COMPLETE else None
    record: TrialRecord = trial(number, metric, state)
    return [*found, *events([record])]
