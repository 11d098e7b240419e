"""Events cross threads in batches, in order, none lost."""

from __future__ import annotations

import threading

from tuner_gui import TrialRecord, TrialStarted, TrialState
from tuner_gui.bridge.signal_observer import EVENTS_A_DRAIN, SignalObserver


def event(number: int) -> TrialStarted:
    return TrialStarted(TrialRecord(number, {"x": number}, TrialState.RUNNING))


def test_that_events_of_another_thread_arrive_in_batches_and_in_order(qtbot) -> None:
    observer = SignalObserver()
    batches: list[list[TrialStarted]] = []
    observer.events_arrived.connect(batches.append)
    observer.start()
    sent = [event(number) for number in range(3_500)]
    thread = threading.Thread(target=lambda: [observer.on_event(item) for item in sent])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: sum(map(len, batches)) == len(sent))
    observer.stop()
    assert [item for batch in batches for item in batch] == sent
    assert max(map(len, batches)) <= EVENTS_A_DRAIN


def test_that_stopping_hands_on_what_is_left(qtbot) -> None:
    observer = SignalObserver()
    batches: list[list[TrialStarted]] = []
    observer.events_arrived.connect(batches.append)
    observer.on_event(event(0))
    observer.stop()
    assert batches == [[event(0)]]


def test_that_no_signal_comes_without_events(qtbot) -> None:
    observer = SignalObserver()
    observer.start()
    with qtbot.assertNotEmitted(observer.events_arrived, wait=120):
        pass
    observer.stop()
