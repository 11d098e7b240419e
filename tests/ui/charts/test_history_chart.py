"""The chart as it is seen and used: pixels, pointer, keys, themes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.charts.sweeps import events, failed, finished, pruned, running, store, trial
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.objective import Direction
from tuner_gui.core.trial import TrialRecord
from tuner_gui.ui.charts.history_chart import HistoryChart
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT

SWEEP = [
    trial(0, 0.801, depth=3),
    trial(1, 0.907, depth=5),
    trial(2, 0.853, depth=4),
    failed(3, depth=-1),
    pruned(4, 0.827),
    trial(5, 0.887, depth=5),
    trial(6, 0.867, depth=4),
    running(7, depth=6),
]


@pytest.fixture
def live() -> LiveStore:
    made = LiveStore()
    made.replace(store([]))
    return made


@pytest.fixture
def selection() -> TrialSelection:
    return TrialSelection()


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme, live: LiveStore, selection: TrialSelection) -> HistoryChart:
    made = HistoryChart(live, selection, theme)
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    QApplication.processEvents()
    return made


def take(chart: HistoryChart, live: LiveStore, records: list[TrialRecord]) -> None:
    live.apply(events(records))
    QApplication.processEvents()


def image_of(chart: HistoryChart) -> QImage:
    QApplication.processEvents()  # the layout of the scene settles
    return chart.view.grab().toImage()


def place(chart: HistoryChart, row: int) -> QPoint:
    """Where the mark of a row is, in pixels of the view."""
    spot, corner = chart.layer.spot(row), chart.view.box.scenePos()
    return QPoint(int(spot.x()), int(spot.y())) + corner.toPoint()


def colour_at(image: QImage, point: QPoint) -> QColor:
    return image.pixelColor(point.x(), point.y())


def mixed(ground: str, over: str, opacity: float) -> QColor:
    under, top = QColor(ground), QColor(over)
    channels = zip(under.getRgb()[:3], top.getRgb()[:3], strict=True)
    return QColor(*(round(a + (b - a) * opacity) for a, b in channels))


def assert_like(colour: QColor, wanted: QColor, slack: int = 3) -> None:
    channels = zip(colour.getRgb()[:3], wanted.getRgb()[:3], strict=True)
    assert all(abs(a - b) <= slack for a, b in channels), (colour.name(), wanted.name())


# pixels


def test_that_each_kind_of_trial_has_its_colour(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, SWEEP)
    image = image_of(chart)
    assert_like(colour_at(image, place(chart, 2)), mixed(LIGHT.pane, LIGHT.accent, 0.75))
    assert_like(colour_at(image, place(chart, 4)), mixed(LIGHT.pane, LIGHT.pruned, 0.75))
    assert_like(colour_at(image, place(chart, 3)), QColor(LIGHT.bad), 12)
    assert_like(colour_at(image, place(chart, 1)), QColor(LIGHT.good))


def test_that_the_best_line_runs_to_the_last_trial(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, SWEEP)
    image = image_of(chart)
    best = place(chart, 1)
    for number in (3.5, 6.5):
        x = chart.view.box.mapToScene(QPointF(float(chart.layer.frame.x(number)), 0)).x()
        assert_like(image.pixelColor(round(x), best.y()), QColor(LIGHT.good))
    beyond = chart.view.box.mapToScene(QPointF(float(chart.layer.frame.x(7.5)), 0)).x()
    assert_like(image.pixelColor(round(beyond), best.y()), QColor(LIGHT.pane))


def test_that_drawing_as_trials_come_gives_the_pixels_of_a_full_redraw(
    chart: HistoryChart, live: LiveStore
) -> None:
    chart.set_planned(60)
    rng = np.random.default_rng(5)
    records = [trial(number, float(rng.uniform(0.5, 0.9))) for number in range(60)]
    records[10], records[20] = failed(10), pruned(20, 0.6)
    for start in range(0, 60, 7):
        take(chart, live, records[start : start + 7])
        image_of(chart)
    grown = image_of(chart)
    chart.layer.redraw()
    assert image_of(chart) == grown


def test_that_a_running_trial_becomes_a_dot(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, [trial(0, 0.5), running(1), trial(2, 0.4)])
    lane = place(chart, 1)
    before = image_of(chart)
    assert_like(colour_at(before, lane + QPoint(3, 0)), QColor(LIGHT.running), 12)
    take(chart, live, [trial(1, 0.45)])
    after = image_of(chart)
    assert_like(colour_at(after, lane + QPoint(3, 0)), QColor(LIGHT.pane))
    assert_like(colour_at(after, place(chart, 1)), mixed(LIGHT.pane, LIGHT.accent, 0.75))


def test_that_a_change_of_theme_restyles_the_chart_at_once(
    chart: HistoryChart, live: LiveStore, theme: Theme
) -> None:
    take(chart, live, SWEEP)
    image_of(chart)
    theme.set_preference("dark")
    image = image_of(chart)
    assert_like(image.pixelColor(2, 2), QColor(DARK.pane))
    assert_like(colour_at(image, place(chart, 2)), mixed(DARK.pane, DARK.accent, 0.75))


def test_that_the_selected_trial_is_ringed(
    chart: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(chart, live, SWEEP)
    beside = place(chart, 2) + QPoint(6, 0)
    assert_like(colour_at(image_of(chart), beside), QColor(LIGHT.pane))
    selection.select(2)
    assert_like(colour_at(image_of(chart), beside), QColor(LIGHT.text), 40)


def test_that_the_picture_has_twice_the_pixels_and_no_tip(
    chart: HistoryChart, live: LiveStore
) -> None:
    take(chart, live, SWEEP)
    picture = chart.view.picture()
    assert picture.size() == chart.view.size() * 2
    point = place(chart, 2) * 2
    colour = picture.pixelColor(point.x() + 1, point.y() + 1)
    assert_like(colour, mixed(LIGHT.pane, LIGHT.accent, 0.75))


# range


def test_that_the_axis_leaves_room_for_planned_trials(chart: HistoryChart, live: LiveStore) -> None:
    chart.set_planned(48)
    take(chart, live, SWEEP[:2])
    frame = chart.view.frame()
    assert frame.left < 0
    assert 47 < frame.right < 50


def test_that_a_plan_made_before_the_sweep_counts(chart: HistoryChart, live: LiveStore) -> None:
    chart.set_planned(48)
    live.replace(store([]))
    take(chart, live, SWEEP[:2])
    assert 47 < chart.view.frame().right < 50


def test_that_a_finished_sweep_fills_the_axis(chart: HistoryChart, live: LiveStore) -> None:
    chart.set_planned(200)
    take(chart, live, [trial(number, 0.5) for number in range(20)])
    live.apply([finished()])
    assert 19 < chart.view.frame().right < 21


def test_that_the_range_stays_while_trials_within_it_come(
    chart: HistoryChart, live: LiveStore
) -> None:
    chart.set_planned(100)
    rng = np.random.default_rng(2)
    take(chart, live, [trial(0, 0.8), trial(1, 0.99)])
    frames = set()
    for number in range(2, 90):
        take(chart, live, [trial(number, float(rng.uniform(0.8, 0.99)))])
        frames.add(chart.view.frame())
    assert len(frames) == 1


def test_that_a_far_value_is_counted_not_shown(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, [trial(number, 0.8 + number / 200) for number in range(40)])
    take(chart, live, [trial(40, -1000.0)])
    chart.reset_view()
    assert chart.view.frame().low > 0


def test_that_the_range_of_a_person_is_left_alone(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, SWEEP)
    chart.view.zoom(0.5)
    zoomed = chart.view.frame()
    take(chart, live, [trial(number, 5.0) for number in range(8, 80)])
    assert chart.view.frame() == zoomed
    chart.reset_view()
    assert chart.view.frame().high > 5


def test_that_wheel_and_double_click_zoom_and_reset(
    qtbot: QtBot, chart: HistoryChart, live: LiveStore
) -> None:
    take(chart, live, SWEEP)
    whole = chart.view.frame()
    with qtbot.waitSignal(chart.zoom_changed, check_params_cb=lambda is_zoomed: is_zoomed):
        QTest.wheelEvent(chart.view.window().windowHandle(), QPointF(300, 150), QPoint(0, 240))
    assert chart.view.frame().right - chart.view.frame().left < whole.right - whole.left
    with qtbot.waitSignal(chart.zoom_changed):
        QTest.mouseDClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert chart.view.frame() == whole


def test_that_a_logarithmic_axis_spreads_small_values(chart: HistoryChart, live: LiveStore) -> None:
    live.replace(store([trial(n, 10.0**-n) for n in range(5)], Direction.MINIMIZE))
    chart.menu.log.setChecked(True)
    heights = [place(chart, row).y() for row in range(5)]
    assert np.ptp(np.diff(heights)) <= 1
    assert "0.01" in chart.view.y_ticks().labels


def test_that_a_logarithmic_axis_is_offered_where_there_are_positive_values(
    chart: HistoryChart, live: LiveStore
) -> None:
    take(chart, live, [trial(0, -1.0), failed(1)])
    chart.menu.aboutToShow.emit()
    assert not chart.menu.log.isEnabled()
    take(chart, live, [trial(2, 1.0)])
    chart.menu.aboutToShow.emit()
    assert chart.menu.log.isEnabled()


# pointer and keys


def hover(chart: HistoryChart, point: QPoint) -> None:
    QTest.mouseMove(chart.view.viewport(), point)
    QTest.qWait(15)  # the scene skips moves that follow one another too fast
    QTest.mouseMove(chart.view.viewport(), point + QPoint(1, 0))
    QApplication.processEvents()


def label(chart: HistoryChart, name: str) -> str:
    found = chart.findChild(QWidget, name)
    assert found is not None
    return str(found.text())  # type: ignore[attr-defined]


def test_that_the_pointer_shows_the_trial_below_it(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, SWEEP)
    hover(chart, place(chart, 2))
    assert chart.tip.isVisible()
    assert label(chart, "chart_tip_title") == "Trial 2 · 0.8530"
    assert label(chart, "chart_tip_detail") == "depth 4"
    assert chart.rect().contains(chart.tip.geometry())
    assert not chart.tip.geometry().contains(place(chart, 2))
    hover(chart, QPoint(300, 20))
    assert not chart.tip.isVisible()


def test_that_the_pointer_on_a_failure_says_why(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, SWEEP)
    hover(chart, place(chart, 3))
    assert label(chart, "chart_tip_title") == "Trial 3 · failed"
    assert label(chart, "chart_tip_detail") == "depth must be positive"


def test_that_a_click_selects_and_a_click_beside_clears(
    chart: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(chart, live, SWEEP)
    QTest.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, 5))
    assert selection.current == 5
    QTest.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    assert selection.current is None


def test_that_arrow_keys_walk_along_the_trials(
    chart: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(chart, live, SWEEP)
    chart.setFocus()
    visited = []
    keys = Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Escape
    for key in keys:
        QTest.keyClick(chart.view, key)
        visited.append(selection.current)
    assert visited == [0, 1, 7, 6, None]


def test_that_walking_beyond_the_zoomed_range_moves_it(
    chart: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(chart, live, SWEEP)
    for _ in range(4):
        QTest.keyClick(chart.view, Qt.Key.Key_Plus)
    QTest.keyClick(chart.view, Qt.Key.Key_End)
    frame = chart.view.frame()
    assert frame.left < 7 < frame.right
    QTest.keyClick(chart.view, Qt.Key.Key_0)
    assert chart.view.frame().left < 0


def test_that_a_replaced_sweep_takes_the_tip_and_the_ring_along(
    chart: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(chart, live, SWEEP)
    selection.select(2)
    hover(chart, place(chart, 2))
    live.replace(store([trial(0, 0.1)]))
    assert not chart.tip.isVisible()
    assert chart.layer.selected is None
    assert chart.layer.hovered is None


# words and pictures


def test_that_a_screen_reader_hears_how_it_goes(chart: HistoryChart, live: LiveStore) -> None:
    take(chart, live, SWEEP)
    assert chart.accessibleName() == "History of trials"
    assert chart.view.accessibleDescription() == "8 trials, best 0.9070 at trial 1, 1 failed"


def test_that_the_picture_is_copied_and_saved(
    qtbot: QtBot, chart: HistoryChart, live: LiveStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    take(chart, live, SWEEP)
    chart.menu.copy.trigger()
    assert QGuiApplication.clipboard().image().size() == chart.view.size() * 2
    path = tmp_path_factory.mktemp("pictures") / "history.png"
    with qtbot.waitSignal(chart.picture_saved) as saved:
        chart.menu.save_to(path)
    assert str(path) in saved.args[0]
    assert QImage(str(path)).size() == chart.view.size() * 2
    with qtbot.waitSignal(chart.picture_failed):
        chart.menu.save_to(path / "no-folder.png")


def test_that_a_hidden_chart_draws_nothing_until_it_is_seen(
    chart: HistoryChart, live: LiveStore
) -> None:
    take(chart, live, SWEEP[:3])
    image_of(chart)
    chart.hide()
    take(chart, live, SWEEP[3:])
    chart.show()
    shown = image_of(chart)
    chart.layer.redraw()
    assert image_of(chart) == shown
    assert_like(colour_at(shown, place(chart, 5)), mixed(LIGHT.pane, LIGHT.accent, 0.75))
