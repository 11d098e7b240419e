"""How many trials wait that a person asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.trials.scripted import event_of, record
from tuner_gui import TrialOrigin, TrialState
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.ui.window.waiting_trials import WaitingTrials


@pytest.fixture
def live(qapp) -> LiveStore:
    return LiveStore()


def test_that_trials_wait_until_they_begin(live) -> None:
    waiting = WaitingTrials(live, live)
    told: list[int] = []
    waiting.changed.connect(told.append)
    waiting.add(3)
    live.apply([event_of(record(0, TrialState.RUNNING))])
    again = replace(record(1, TrialState.RUNNING), origin=TrialOrigin.AGAIN, source=0)
    live.apply([event_of(again)])
    live.apply([event_of(replace(record(1), origin=TrialOrigin.AGAIN, source=0))])
    typed = replace(record(2, TrialState.RUNNING), origin=TrialOrigin.QUEUED)
    live.apply([event_of(typed)])
    assert told == [3, 2, 1]
    waiting.clear()
    assert told == [3, 2, 1, 0]
