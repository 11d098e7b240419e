"""The window's one store: fed once per batch, heard by everyone."""

from __future__ import annotations

from tuner_gui import (
    FinishReason,
    Objective,
    TrialCompleted,
    TrialRecord,
    TrialStarted,
    TrialState,
    TrialStore,
    TuningFinished,
)
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.marks import UNMARKED, TrialMark

RUNNING = TrialRecord(0, {"x": 1}, TrialState.RUNNING)
COMPLETE = TrialRecord(0, {"x": 1}, TrialState.COMPLETE, 0.5)


def test_that_a_batch_is_one_signal_that_says_what_changed(qtbot) -> None:
    live = LiveStore()
    changes = []
    live.changed.connect(changes.append)
    live.apply([TrialStarted(RUNNING), TrialCompleted(COMPLETE)])
    assert len(changes) == 1
    assert (changes[0].first_new, changes[0].best_changed) == (0, True)
    assert list(live.store.records()) == [COMPLETE]


def test_that_the_last_event_is_told_apart(qtbot) -> None:
    live = LiveStore()
    finished = TuningFinished(COMPLETE, FinishReason.BUDGET)
    with qtbot.waitSignal(live.finished) as heard:
        live.apply([TrialCompleted(COMPLETE), finished])
    assert heard.args == [finished]


def test_that_another_store_is_announced(qtbot) -> None:
    live = LiveStore()
    store = TrialStore.of(Objective(), [COMPLETE])
    with qtbot.waitSignal(live.replaced):
        live.replace(store)
    assert live.store is store


def test_that_a_selection_is_told_once(qtbot) -> None:
    selection = TrialSelection()
    heard = []
    selection.current_changed.connect(heard.append)
    for number in (3, 3, None, None):
        selection.select(number)
    assert heard == [3, None]


def test_that_marks_are_taken_and_told_once(qtbot) -> None:
    live = LiveStore()
    star = TrialMark(is_starred=True)
    with qtbot.waitSignal(live.marked) as told:
        live.mark({3: star, 4: UNMARKED})
    assert told.args == [frozenset({3})]
    assert live.store.marks.of(3) == star
    with qtbot.assertNotEmitted(live.marked):
        live.mark({3: star})


def test_that_nothing_is_marked_while_there_is_an_obstacle(qtbot) -> None:
    live = LiveStore()
    with qtbot.waitSignal(live.marking_changed):
        live.set_marking_obstacle("Another program runs it.")
    with qtbot.assertNotEmitted(live.marked):
        live.mark({3: TrialMark(is_starred=True)})
    live.take_marks({3: TrialMark(is_starred=True)})  # said by whoever runs it
    assert live.store.marks.of(3).is_starred
