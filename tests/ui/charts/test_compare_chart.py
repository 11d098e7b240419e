"""The comparison chart as it is seen and used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.charts.test_compare_trace import A, B, line
from tuner_gui.ui.charts.compare_chart import CompareChart
from tuner_gui.ui.charts.compare_trace import Step
from tuner_gui.ui.style.series import series_colour
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> CompareChart:
    made = CompareChart(theme)
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    made.show_lines([A, B], is_maximized=True, is_time=False)
    QApplication.processEvents()
    return made


def image_of(chart: CompareChart) -> QImage:
    QApplication.processEvents()
    return chart.grab().toImage()


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def tip(chart: CompareChart) -> list[str]:
    names = ("chart_tip_title", "chart_tip_detail")
    return (
        [chart.tip.findChild(QLabel, name).text() for name in names]
        if chart.tip.isVisible()
        else []
    )


def point_at(chart: CompareChart, step: Step) -> None:
    spot = chart.layer.spot(step)
    place = chart.view.place_of(spot + QPointF(12, 0))
    QTest.mouseMove(chart.view.viewport(), place)
    QApplication.processEvents()


def test_that_each_session_is_a_line_in_its_colour(chart: CompareChart, theme: Theme) -> None:
    for preference, tokens in (("light", LIGHT), ("dark", DARK)):
        theme.set_preference(preference)
        seen = colours_in(image_of(chart))
        assert {series_colour(tokens, 0), series_colour(tokens, 1)} <= seen
        assert QColor(tokens.pane).name() in seen


def test_that_the_pointer_is_told_session_value_and_trial(chart: CompareChart) -> None:
    point_at(chart, Step(0, 1))
    assert tip(chart) == ["a · 0.5000", "trial 1"]
    assert chart.layer.meant == Step(0, 1)
    assert series_colour(LIGHT, 1) not in colours_in(image_of(chart))
    chart.view.pointer_left.emit()
    assert tip(chart) == []
    assert series_colour(LIGHT, 1) in colours_in(image_of(chart))


def test_that_along_the_time_the_tip_says_how_long_it_took(chart: CompareChart) -> None:
    chart.show_lines([A, B], is_maximized=True, is_time=True)
    QApplication.processEvents()
    point_at(chart, Step(0, 2))
    assert tip(chart) == ["a · 0.9000", "trial 2 · after 1 min 0 s"]
    assert "1 min" in chart.view._bottom.ticks.labels


def test_that_arrows_walk_along_a_line_and_to_the_next(chart: CompareChart, qtbot: QtBot) -> None:
    chart.setFocus()
    qtbot.keyClick(chart.view, Qt.Key.Key_Right)
    assert chart.layer.meant == Step(0, 2)
    qtbot.keyClick(chart.view, Qt.Key.Key_Left)
    assert chart.layer.meant == Step(0, 1)
    qtbot.keyClick(chart.view, Qt.Key.Key_Down)
    assert chart.layer.meant == Step(1, 0)
    assert tip(chart)[0] == "b · 0.3000"
    qtbot.keyClick(chart.view, Qt.Key.Key_Escape)
    assert chart.layer.meant is None


def test_that_zooming_can_be_taken_back(chart: CompareChart, qtbot: QtBot) -> None:
    before = chart.view.frame()
    with qtbot.waitSignal(chart.zoom_changed):
        qtbot.keyClick(chart.view, Qt.Key.Key_Plus)
    assert chart.view.frame() != before
    with qtbot.waitSignal(chart.zoom_changed):
        qtbot.keyClick(chart.view, Qt.Key.Key_0)
    assert chart.view.frame() == before


def test_that_a_logarithmic_axis_can_be_chosen(chart: CompareChart) -> None:
    chart.menu.log.trigger()
    assert chart.trace.is_log
    chart.show_lines([A], is_maximized=True, is_time=True)
    assert chart.trace.is_log
    assert not colours_in(image_of(chart)).isdisjoint({series_colour(LIGHT, 0)})


def test_that_a_screen_reader_hears_where_each_line_ends(chart: CompareChart) -> None:
    assert chart.accessibleDescription() == "a 0.9000, b 0.3000"
    chart.show_lines([line("none", {}, 0)], is_maximized=True, is_time=False)
    assert chart.accessibleDescription() == "no lines"
    image_of(chart)
