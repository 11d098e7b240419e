"""How often a running sweep is saved, and what happens where it cannot be."""

from __future__ import annotations

import logging
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.waiting import wait_until
from tuner_gui.core.events import TrialCompleted, TrialStarted
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.session.autosave import Autosave, SavePace
from tuner_gui.session.faults import SessionError

DONE = TrialCompleted(TrialRecord(0, {}, TrialState.COMPLETE, 1.0))


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0.0, 60.0), min_size=1, max_size=40))
def test_that_writing_never_takes_more_than_a_twentieth_of_the_time(costs: list[float]) -> None:
    clock = Clock()
    pace = SavePace(clock)
    assert pace.wait_s() == 0
    for cost in costs:
        clock.now += pace.wait_s() + cost
        pace.note_written(cost)
        assert pace.wait_s() >= 2
        assert pace.wait_s() <= max(10, 20 * cost)
    spent = clock.now - 100 + pace.wait_s()
    assert sum(costs) <= 0.05001 * spent


class Eager(SavePace):
    """Writes whenever there is something to write."""

    def note_written(self, cost_s: float) -> None:
        pass


def test_that_what_ended_during_a_write_is_written_next() -> None:
    begun, may_end = threading.Semaphore(0), threading.Semaphore(0)

    def write() -> None:
        begun.release()
        assert may_end.acquire(timeout=20)

    with Autosave(write, Eager()) as autosave:
        autosave.on_event(DONE)
        assert begun.acquire(timeout=20)
        autosave.on_event(DONE)
        autosave.on_event(DONE)
        may_end.release()
        assert begun.acquire(timeout=20)
        may_end.release()
    assert not begun.acquire(blocking=False)


def test_that_nothing_is_written_while_no_trial_ends() -> None:
    writes: list[int] = []
    with Autosave(lambda: writes.append(1), Eager()) as autosave:
        autosave.on_event(TrialStarted(TrialRecord(0, {}, TrialState.RUNNING)))
    assert writes == []


def test_that_a_place_that_stays_full_is_said_once_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tries: list[int] = []

    def write() -> None:
        tries.append(1)
        raise SessionError("s.tuner.json cannot be written: No space left on device.")

    with caplog.at_level(logging.WARNING), Autosave(write, Eager()) as autosave:
        for count in (1, 2, 3):
            autosave.on_event(DONE)
            wait_until(lambda count=count: len(tries) == count)
    assert [record.getMessage() for record in caplog.records] == [
        "s.tuner.json cannot be written: No space left on device. The trials are kept in memory."
    ]
