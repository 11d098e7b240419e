"""Which trial of the history chart is meant, by pointer and keys, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.charts.seeing import SWEEP, mark_at, move_to, take_trials, tip_of
from tests.ui.charts.sweeps import store, trial
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.ui.charts.history_chart import HistoryChart


def test_that_the_pointer_shows_the_trial_below_it(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, SWEEP)
    move_to(history, mark_at(history, 2))
    assert tip_of(history) == ("Trial 2 · 0.8530", "depth 4")
    assert history.rect().contains(history.tip.geometry())
    assert not history.tip.geometry().contains(mark_at(history, 2))
    move_to(history, QPoint(300, 20))
    assert not history.tip.isVisible()


def test_that_the_pointer_on_a_failure_says_why(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, SWEEP)
    move_to(history, mark_at(history, 3))
    assert tip_of(history) == ("Trial 3 · failed", "depth must be positive")


def test_that_a_click_selects_and_a_click_beside_clears(
    history: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take_trials(live, SWEEP)
    QTest.mouseClick(history.view.viewport(), Qt.MouseButton.LeftButton, pos=mark_at(history, 5))
    assert selection.current == 5
    QTest.mouseClick(history.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    assert selection.current is None


def test_that_arrow_keys_walk_along_the_trials(
    history: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take_trials(live, SWEEP)
    history.setFocus()
    visited = []
    keys = Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Escape
    for key in keys:
        QTest.keyClick(history.view, key)
        visited.append(selection.current)
    assert visited == [0, 1, 7, 6, None]


def test_that_walking_beyond_the_zoomed_range_moves_it(
    history: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take_trials(live, SWEEP)
    for _ in range(4):
        QTest.keyClick(history.view, Qt.Key.Key_Plus)
    QTest.keyClick(history.view, Qt.Key.Key_End)
    frame = history.view.frame()
    assert frame.left < 7 < frame.right
    QTest.keyClick(history.view, Qt.Key.Key_0)
    assert history.view.frame().left < 0


def test_that_a_replaced_sweep_takes_the_tip_and_the_ring_along(
    history: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take_trials(live, SWEEP)
    selection.select(2)
    move_to(history, mark_at(history, 2))
    live.replace(store([trial(0, 0.1)]))
    assert not history.tip.isVisible()
    assert history.layer.selected is None
    assert history.layer.hovered is None


def test_that_a_screen_reader_hears_how_it_goes(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, SWEEP)
    assert history.accessibleName() == "History of trials"
    assert history.view.accessibleDescription() == "8 trials, best 0.9070 at trial 1, 1 failed"
