"""What range the history chart shows, by itself and by hand."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.charts.seeing import SWEEP, mark_at, take_trials
from tests.ui.charts.sweeps import failed, finished, store, trial
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.core.objective import Direction
from tuner_gui.ui.charts.history_chart import HistoryChart


def test_that_the_axis_leaves_room_for_planned_trials(
    history: HistoryChart, live: LiveStore
) -> None:
    history.set_planned(48)
    take_trials(live, SWEEP[:2])
    frame = history.view.frame()
    assert frame.left < 0
    assert 47 < frame.right < 50


def test_that_a_plan_made_before_the_sweep_counts(history: HistoryChart, live: LiveStore) -> None:
    history.set_planned(48)
    live.replace(store([]))
    take_trials(live, SWEEP[:2])
    assert 47 < history.view.frame().right < 50


def test_that_a_finished_sweep_fills_the_axis(history: HistoryChart, live: LiveStore) -> None:
    history.set_planned(200)
    take_trials(live, [trial(number, 0.5) for number in range(20)])
    live.apply([finished()])
    assert 19 < history.view.frame().right < 21


def test_that_the_range_stays_while_trials_within_it_come(
    history: HistoryChart, live: LiveStore
) -> None:
    history.set_planned(100)
    rng = np.random.default_rng(2)
    take_trials(live, [trial(0, 0.8), trial(1, 0.99)])
    frames = set()
    for number in range(2, 90):
        take_trials(live, [trial(number, float(rng.uniform(0.8, 0.99)))])
        frames.add(history.view.frame())
    assert len(frames) == 1


def test_that_a_far_value_is_counted_not_shown(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, [trial(number, 0.8 + number / 200) for number in range(40)])
    take_trials(live, [trial(40, -1000.0)])
    history.reset_view()
    assert history.view.frame().low > 0


def test_that_the_range_of_a_person_is_left_alone(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, SWEEP)
    history.view.zoom(0.5)
    zoomed = history.view.frame()
    take_trials(live, [trial(number, 5.0) for number in range(8, 80)])
    assert history.view.frame() == zoomed
    history.reset_view()
    assert history.view.frame().high > 5


def test_that_wheel_and_double_click_zoom_and_reset(
    qtbot: QtBot, history: HistoryChart, live: LiveStore
) -> None:
    take_trials(live, SWEEP)
    whole = history.view.frame()
    with qtbot.waitSignal(history.zoom_changed, check_params_cb=lambda is_zoomed: is_zoomed):
        QTest.wheelEvent(history.view.window().windowHandle(), QPointF(300, 150), QPoint(0, 240))
    assert history.view.frame().right - history.view.frame().left < whole.right - whole.left
    with qtbot.waitSignal(history.zoom_changed):
        QTest.mouseDClick(history.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert history.view.frame() == whole


def test_that_a_logarithmic_axis_spreads_small_values(
    history: HistoryChart, live: LiveStore
) -> None:
    live.replace(store([trial(n, 10.0**-n) for n in range(5)], Direction.MINIMIZE))
    history.menu.log.setChecked(True)
    heights = [mark_at(history, row).y() for row in range(5)]
    assert np.ptp(np.diff(heights)) <= 1
    assert "0.01" in history.view.y_ticks().labels


def test_that_a_logarithmic_axis_is_offered_where_there_are_positive_values(
    history: HistoryChart, live: LiveStore
) -> None:
    take_trials(live, [trial(0, -1.0), failed(1)])
    history.menu.aboutToShow.emit()
    assert not history.menu.log.isEnabled()
    take_trials(live, [trial(2, 1.0)])
    history.menu.aboutToShow.emit()
    assert history.menu.log.isEnabled()
