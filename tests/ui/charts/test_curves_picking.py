"""Which curve is meant, by pointer and keys, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.charts.reporting import told
from tests.ui.charts.seeing import drawn, move_to, take, tip_of, value_at
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.curves_chart import CurvesChart


def click(curves: CurvesChart, at: QPoint) -> None:
    QTest.mouseClick(curves.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def test_that_the_pointer_is_told_trial_step_and_value(filled: CurvesChart) -> None:
    move_to(filled, value_at(filled, 4, 0.35) + QPoint(1, 6))
    assert tip_of(filled) == ("Trial 1 · step 4", "accuracy 0.3500")
    move_to(filled, value_at(filled, 2, 0.65))
    assert tip_of(filled) == ("Trial 3 · step 2", "accuracy 0.6500 · running")
    move_to(filled, value_at(filled, 5, 0.85))
    assert tip_of(filled) == ("Trial 0 · step 5", "accuracy 0.8500 · the best")
    move_to(filled, value_at(filled, 2, 0.25))
    assert tip_of(filled) == ("Trial 2 · step 2", "accuracy 0.2500 · pruned")
    move_to(filled, value_at(filled, 5, 0.6))
    assert tip_of(filled) is None


def test_that_a_click_on_a_line_selects_its_trial_and_beside_it_none(
    filled: CurvesChart, selection: TrialSelection
) -> None:
    click(filled, value_at(filled, 4.5, 0.375) + QPoint(0, 5))
    assert selection.current == 1
    click(filled, value_at(filled, 4.5, 0.375) + QPoint(0, 20))
    assert selection.current is None


def test_that_a_trial_without_a_curve_may_be_selected(
    filled: CurvesChart, live: LiveStore, selection: TrialSelection
) -> None:
    take(live, *told(4, [], TrialState.RUNNING))
    selection.select(4)
    drawn(filled)
    QTest.keyClick(filled.view, Qt.Key.Key_Left)
    assert selection.current == 3


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
