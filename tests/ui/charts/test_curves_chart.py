"""The curves chart as it is seen and used: pixels, pointer, keys, menu, themes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.charts.reporting import reports, told
from tests.ui.charts.sweeps import finished, store
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.events import ExperimentEvent
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.curves_chart import CurvesChart
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT, Tokens

RISING = [0.1, 0.5, 0.7, 0.8, 0.85, 0.9]
SLOW = [0.1, 0.2, 0.3, 0.35, 0.4, 0.42]
RUNNING, PRUNED, FAILED = TrialState.RUNNING, TrialState.PRUNED, TrialState.FAILED
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def live() -> LiveStore:
    made = LiveStore()
    made.replace(store([]))
    return made


@pytest.fixture
def selection() -> TrialSelection:
    return TrialSelection()


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme, live: LiveStore, selection: TrialSelection) -> CurvesChart:
    made = CurvesChart(live, selection, theme)
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def filled(chart: CurvesChart, live: LiveStore) -> CurvesChart:
    """A best trial 0, a worse one 1, a pruned one 2, and one that runs, 3."""
    take(
        live,
        *told(0, RISING),
        *told(1, SLOW),
        *told(2, [0.15, 0.25], PRUNED),
        *told(3, [0.6, 0.65, 0.6], RUNNING),
    )
    return chart


def take(live: LiveStore, *events: ExperimentEvent) -> None:
    live.apply(list(events))
    QApplication.processEvents()


def image_of(chart: CurvesChart) -> QImage:
    QApplication.processEvents()  # the layout of the scene settles
    chart.layer.finish()
    return chart.view.grab().toImage()


def place(chart: CurvesChart, step: float, value: float) -> QPoint:
    """Where a value is, in pixels of the view."""
    frame, corner = chart.layer.frame, chart.view.box.scenePos()
    spot = QPointF(float(frame.x(step)), float(frame.y(value))) + corner
    return QPoint(int(spot.x()), int(spot.y()))


def has_colour(chart: CurvesChart, image: QImage, at: QPoint, colour: str, slack: int = 60) -> bool:
    """Whether a colour is within 2 pixels of a place."""
    wanted = QColor(colour).getRgb()[:3]
    near = [at + QPoint(x, y) for x in range(-2, 3) for y in range(-2, 3)]
    seen = [image.pixelColor(point).getRgb()[:3] for point in near]
    return any(max(abs(a - b) for a, b in zip(each, wanted, strict=True)) <= slack for each in seen)


def move_to(chart: CurvesChart, at: QPoint) -> None:
    QTest.qWait(15)  # the scene skips moves that follow one another too fast
    QTest.mouseMove(chart.view.viewport(), at)
    QApplication.processEvents()


def click(chart: CurvesChart, at: QPoint) -> None:
    QTest.mouseClick(chart.view.viewport(), LEFT, pos=at)
    QApplication.processEvents()


def tip_of(chart: CurvesChart) -> tuple[str, str] | None:
    if not chart.tip.isVisible():
        return None
    title, detail = chart.tip.findChildren(QLabel)
    return title.text(), detail.text()


# pixels


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_each_kind_of_trial_has_its_tone(
    filled: CurvesChart, theme: Theme, tokens: Tokens
) -> None:
    theme.set_preference(tokens.name)
    image = image_of(filled)
    assert has_colour(filled, image, place(filled, 3, 0.7), tokens.good, 8)
    assert has_colour(filled, image, place(filled, 2.5, 0.625), tokens.running, 30)
    assert has_colour(filled, image, place(filled, 4.5, 0.375), tokens.text_third)
    assert has_colour(filled, image, place(filled, 1.5, 0.2), tokens.pruned)
    assert has_colour(filled, image, place(filled, 4.5, 0.6), tokens.pane, 0)


def test_that_an_end_is_marked_where_a_trial_was_cut_off_or_failed(
    chart: CurvesChart, live: LiveStore
) -> None:
    take(
        live, *told(0, [0.0, 1.0, 1.0]), *told(1, [0.5, 0.5], PRUNED), *told(2, [0.2, 0.2], FAILED)
    )
    image = image_of(chart)
    bar, cross = place(chart, 2, 0.5), place(chart, 2, 0.2)
    assert image.pixelColor(bar + QPoint(0, -3)) != image.pixelColor(bar + QPoint(-5, -3))
    assert has_colour(chart, image, cross + QPoint(3, 3), LIGHT.bad, 90)


def test_that_drawing_as_trials_end_gives_the_pixels_of_a_full_redraw(
    chart: CurvesChart, live: LiveStore
) -> None:
    rng = np.random.default_rng(5)
    take(live, *told(0, [0.0, *rng.uniform(0, 1, 8), 1.0]))
    for number in range(1, 10):
        take(live, *told(number, rng.uniform(0, 1, 10).tolist()))
        image_of(chart)
    grown = image_of(chart)
    chart.layer.redraw()
    again = image_of(chart)
    assert difference(grown, again) <= 6  # of 255: ink is rounded in another order


def numbers(image: QImage) -> np.ndarray:
    """The channels of each pixel, shape (height, width, 4)."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).astype(int)
    return flat.reshape(image.height(), image.width(), 4)


def difference(one: QImage, other: QImage) -> int:
    return int(np.abs(numbers(one) - numbers(other)).max())


def test_that_many_curves_are_drawn_over_several_paints(
    qtbot: QtBot, chart: CurvesChart, live: LiveStore
) -> None:
    values = np.random.default_rng(3).uniform(0, 1, (1_200, 8)).tolist()
    live.apply([event for number, each in enumerate(values) for event in told(number, each)])
    chart.layer.redraw()
    chart.view.viewport().repaint()
    assert not chart.layer.is_whole
    qtbot.waitUntil(lambda: chart.layer.is_whole, timeout=30_000)


def test_that_curves_are_never_gone_while_they_are_drawn_in_another_range(
    qtbot: QtBot, chart: CurvesChart, live: LiveStore
) -> None:
    values = np.random.default_rng(3).uniform(0.4, 0.6, (1_200, 8)).tolist()
    live.apply([event for number, each in enumerate(values) for event in told(number, each)])
    qtbot.waitUntil(lambda: chart.layer.is_whole, timeout=30_000)
    chart.view.zoom(0.8)
    stretched = chart.view.grab().toImage()
    assert not chart.layer.is_whole
    qtbot.waitUntil(lambda: chart.layer.is_whole, timeout=30_000)
    whole = chart.view.grab().toImage()
    assert ink(stretched) == pytest.approx(ink(whole), rel=0.3)


def ink(image: QImage) -> float:
    """How far the middle of a picture is from white, on average."""
    middle = image.copy(image.rect().adjusted(100, 100, -100, -100))
    return 255 - float(numbers(middle)[..., :3].mean())


def test_that_how_many_curves_leave_the_view_is_said(chart: CurvesChart, live: LiveStore) -> None:
    for number in range(5):
        take(live, *told(number, [2.0, 0.1 * number]))
    before = image_of(chart)
    take(live, *told(5, [2.0, 1e6], FAILED))
    assert chart.layer.frame.high < 3
    corner = QPoint(chart.view.width() - 30, 20)
    after = image_of(chart)
    assert any(
        before.pixelColor(corner + QPoint(x, 0)) != after.pixelColor(corner + QPoint(x, 0))
        for x in range(-60, 10)
    )
    chart.clip.trigger()
    assert chart.layer.frame.high > 1e6


def test_that_values_at_the_end_of_all_numbers_are_drawn(
    chart: CurvesChart, live: LiveStore
) -> None:
    take(live, *told(0, [-1.7e308, 1.7e308]), *told(1, [0.5]))
    chart.clip.setChecked(False)
    assert has_colour(chart, image_of(chart), place(chart, 1.5, 0.0), LIGHT.text_third)


def test_that_the_picture_is_whole_and_twice_as_fine(filled: CurvesChart) -> None:
    picture = filled.picture()
    assert picture.size() == filled.view.size() * 2
    at = place(filled, 4.5, 0.375)
    assert has_colour(filled, picture, at * 2, LIGHT.text_third)


# the pointer


def test_that_the_pointer_is_told_trial_step_and_value(filled: CurvesChart) -> None:
    move_to(filled, place(filled, 4, 0.35) + QPoint(1, 6))
    assert tip_of(filled) == ("Trial 1 · step 4", "accuracy 0.3500")
    move_to(filled, place(filled, 2, 0.65))
    assert tip_of(filled) == ("Trial 3 · step 2", "accuracy 0.6500 · running")
    move_to(filled, place(filled, 5, 0.85))
    assert tip_of(filled) == ("Trial 0 · step 5", "accuracy 0.8500 · the best")
    move_to(filled, place(filled, 2, 0.25))
    assert tip_of(filled) == ("Trial 2 · step 2", "accuracy 0.2500 · pruned")
    move_to(filled, place(filled, 5, 0.6))
    assert tip_of(filled) is None


def test_that_a_click_on_a_line_selects_its_trial_and_beside_it_none(
    filled: CurvesChart, selection: TrialSelection
) -> None:
    click(filled, place(filled, 4.5, 0.375) + QPoint(0, 5))
    assert selection.current == 1
    click(filled, place(filled, 4.5, 0.375) + QPoint(0, 20))
    assert selection.current is None


def test_that_the_selected_line_stands_out(filled: CurvesChart, selection: TrialSelection) -> None:
    at = place(filled, 4.5, 0.375)
    assert not has_colour(filled, image_of(filled), at, LIGHT.text, 8)
    selection.select(1)
    assert has_colour(filled, image_of(filled), at, LIGHT.text, 8)
    selection.select(0)
    assert not has_colour(filled, image_of(filled), at, LIGHT.text, 8)
    assert has_colour(filled, image_of(filled), place(filled, 3, 0.7), LIGHT.good, 8)


def test_that_a_trial_without_a_curve_may_be_selected(
    filled: CurvesChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(live, *told(4, [], RUNNING))
    selection.select(4)
    image_of(filled)
    QTest.keyClick(filled.view, Qt.Key.Key_Left)
    assert selection.current == 3


# keys


def test_that_the_keyboard_walks_zooms_and_returns(
    filled: CurvesChart, selection: TrialSelection
) -> None:
    for key, current in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Escape, None),
    ):
        QTest.keyClick(filled.view, key)
        assert selection.current == current
    before = filled.layer.frame
    QTest.keyClick(filled.view, Qt.Key.Key_Plus)
    assert filled.layer.frame.right - filled.layer.frame.left < before.right - before.left
    QTest.keyClick(filled.view, Qt.Key.Key_0)
    assert filled.layer.frame == before


# following


def test_that_curves_grow_while_trials_run(chart: CurvesChart, live: LiveStore) -> None:
    assert not chart.is_filled
    take(live, *told(0, [0.1, 0.2], RUNNING))
    assert chart.is_filled
    assert "1 running" in chart.accessibleDescription()
    take(live, *reports(0, [0.3, 0.9], first=3))
    assert chart.layer.frame.high > 0.9
    image = image_of(chart)
    assert has_colour(chart, image, place(chart, 3.5, 0.6), LIGHT.running, 30)


def test_that_a_zoomed_part_stays_in_view(
    qtbot: QtBot, filled: CurvesChart, live: LiveStore
) -> None:
    with qtbot.waitSignal(filled.zoom_changed) as changed:
        filled.view.zoom(0.5)
    assert changed.args == [True]
    frame = filled.layer.frame
    take(live, *told(4, [0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]), finished())
    assert filled.layer.frame == frame
    filled.reset_view()
    assert filled.layer.frame.high > 2
    assert filled.layer.frame.right > 8


def test_that_what_came_while_it_was_hidden_is_there_when_it_is_shown(
    filled: CurvesChart, live: LiveStore
) -> None:
    filled.hide()
    take(live, *told(3, [0.6])[-1:], *told(4, [0.5, 0.55, 0.5, 0.55, 0.5, 0.55]))
    filled.show()
    image = image_of(filled)
    assert has_colour(filled, image, place(filled, 4.5, 0.525), LIGHT.text_third)
    assert "running" not in filled.accessibleDescription()


def test_that_another_sweep_takes_the_place_of_this_one(
    filled: CurvesChart, live: LiveStore
) -> None:
    live.replace(store([]))
    assert not filled.is_filled
    assert filled.accessibleDescription() == "no curves"
    take(live, *told(0, [5.0, 6.0]))
    assert filled.is_filled
    assert filled.layer.frame.low > 1


# metrics and axes


def test_that_the_objective_is_drawn_until_another_metric_is_chosen(
    filled: CurvesChart, live: LiveStore
) -> None:
    assert filled.shown_metric == "accuracy"
    take(live, *reports(3, [7.0, 8.0], first=4, metric="loss"))
    assert (filled.shown_metric, filled.metrics()) == ("accuracy", ("accuracy", "loss"))
    filled.show_metric("loss")
    assert filled.layer.frame.low > 1
    assert filled.accessibleDescription().startswith("1 curve of loss")
    live.replace(store([]))
    take(live, *told(0, [0.5]))
    assert filled.shown_metric == "accuracy"


def test_that_axes_can_be_logarithmic(filled: CurvesChart, live: LiveStore) -> None:
    filled.log_steps.trigger()
    assert filled.layer.frame.right == pytest.approx(np.log10(6), abs=0.1)
    filled.menu.log.trigger()
    assert filled.layer.frame.high == pytest.approx(0, abs=0.2)
    move_to(filled, place(filled, np.log10(4), np.log10(0.35)))
    assert tip_of(filled) == ("Trial 1 · step 4", "accuracy 0.3500")


def test_that_the_picture_goes_onto_the_clipboard(filled: CurvesChart) -> None:
    filled.menu.copy.trigger()
    assert QGuiApplication.clipboard().image().size() == filled.view.size() * 2
