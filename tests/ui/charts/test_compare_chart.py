"""The comparison chart as it is seen and used."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.charts.lines import A, B, line
from tests.ui.charts.seeing import image_of, tip_of
from tuner_gui.ui.charts.compare_chart import CompareChart
from tuner_gui.ui.charts.compare_trace import Step
from tuner_gui.ui.style.series import series_colour
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def point_at(comparison: CompareChart, step: Step) -> None:
    spot = comparison.layer.spot(step)
    place = comparison.view.place_of(spot + QPointF(12, 0))
    QTest.mouseMove(comparison.view.viewport(), place)
    QApplication.processEvents()


def test_that_each_session_is_a_line_in_its_colour(comparison: CompareChart, theme: Theme) -> None:
    for preference, tokens in (("light", LIGHT), ("dark", DARK)):
        theme.set_preference(preference)
        seen = colours_in(image_of(comparison))
        assert {series_colour(tokens, 0), series_colour(tokens, 1)} <= seen
        assert QColor(tokens.pane).name() in seen


def test_that_the_pointer_is_told_session_value_and_trial(comparison: CompareChart) -> None:
    point_at(comparison, Step(0, 1))
    assert tip_of(comparison) == ("a · 0.5000", "trial 1")
    assert comparison.layer.meant == Step(0, 1)
    assert series_colour(LIGHT, 1) not in colours_in(image_of(comparison))
    comparison.view.pointer_left.emit()
    assert tip_of(comparison) is None
    assert series_colour(LIGHT, 1) in colours_in(image_of(comparison))


def test_that_along_the_time_the_tip_says_how_long_it_took(comparison: CompareChart) -> None:
    comparison.show_lines([A, B], is_maximized=True, is_time=True)
    QApplication.processEvents()
    point_at(comparison, Step(0, 2))
    assert tip_of(comparison) == ("a · 0.9000", "trial 2 · after 1 min 0 s")
    assert "1 min" in comparison.view._bottom.ticks.labels


def test_that_arrows_walk_along_a_line_and_to_the_next(
    comparison: CompareChart, qtbot: QtBot
) -> None:
    comparison.setFocus()
    qtbot.keyClick(comparison.view, Qt.Key.Key_Right)
    assert comparison.layer.meant == Step(0, 2)
    qtbot.keyClick(comparison.view, Qt.Key.Key_Left)
    assert comparison.layer.meant == Step(0, 1)
    qtbot.keyClick(comparison.view, Qt.Key.Key_Down)
    assert comparison.layer.meant == Step(1, 0)
    assert tip_of(comparison)[0] == "b · 0.3000"
    qtbot.keyClick(comparison.view, Qt.Key.Key_Escape)
    assert comparison.layer.meant is None


def test_that_zooming_can_be_taken_back(comparison: CompareChart, qtbot: QtBot) -> None:
    before = comparison.view.frame()
    with qtbot.waitSignal(comparison.zoom_changed):
        qtbot.keyClick(comparison.view, Qt.Key.Key_Plus)
    assert comparison.view.frame() != before
    with qtbot.waitSignal(comparison.zoom_changed):
        qtbot.keyClick(comparison.view, Qt.Key.Key_0)
    assert comparison.view.frame() == before


def test_that_a_logarithmic_axis_can_be_chosen(comparison: CompareChart) -> None:
    comparison.menu.log.trigger()
    assert comparison.trace.is_log
    comparison.show_lines([A], is_maximized=True, is_time=True)
    assert comparison.trace.is_log
    assert not colours_in(image_of(comparison)).isdisjoint({series_colour(LIGHT, 0)})


def test_that_a_screen_reader_hears_where_each_line_ends(comparison: CompareChart) -> None:
    assert comparison.accessibleDescription() == "a 0.9000, b 0.3000"
    comparison.show_lines([line("none", {}, 0)], is_maximized=True, is_time=False)
    assert comparison.accessibleDescription() == "no lines"
    image_of(comparison)
