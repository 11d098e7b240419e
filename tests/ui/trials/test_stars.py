"""Stars in the trial table: clicks, keys, sorting, painting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.trials.marking import (
    STARRED,
    click_star,
    has_ink,
    mark_of,
    star_place,
)
from tests.ui.trials.scripted import event_of, record
from tests.ui.trials.test_trial_table_view import (
    CTRL,
    LEFT,
    NO_KEY,
    click_row,
    click_title,
    selected_numbers,
    shown_numbers,
    visible_numbers,
)
from tuner_gui.ui.trials.row_painter import ROW

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_that_a_click_on_a_star_sets_it_and_selects_nothing(live, ready, selection):
    click_row(ready, 0)
    click_star(ready, 36)
    assert mark_of(live, 36).is_starred
    assert (selection.current, selected_numbers(ready)) == (39, [39])
    click_star(ready, 36, CTRL)
    assert not mark_of(live, 36).is_starred
    assert selected_numbers(ready) == [39]


def test_that_a_double_click_on_a_star_is_two_clicks(live, ready):
    click_star(ready, 38)
    QTest.mouseDClick(ready.viewport(), LEFT, NO_KEY, star_place(ready, 38))
    assert not mark_of(live, 38).is_starred
    click_row(ready, 3)
    assert selected_numbers(ready) == [36]


def test_that_a_drag_from_a_star_selects_nothing(live, ready):
    click_row(ready, 0)
    viewport = ready.viewport()
    QTest.mousePress(viewport, LEFT, NO_KEY, star_place(ready, 38))
    for at in map(QPointF, (star_place(ready, 37), star_place(ready, 34))):
        drag = QMouseEvent(QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), LEFT, LEFT, NO_KEY)
        QApplication.sendEvent(viewport, drag)
    QTest.mouseRelease(viewport, LEFT, NO_KEY, star_place(ready, 34))
    assert mark_of(live, 38).is_starred
    assert selected_numbers(ready) == [39]


def test_that_s_stars_all_selected_trials_and_then_none(live, ready):
    live.mark({38: STARRED})
    click_row(ready, 0)
    click_row(ready, 1, CTRL)
    QTest.keyClick(ready, Qt.Key.Key_S)
    assert [mark_of(live, number).is_starred for number in (39, 38, 37)] == [True, True, False]
    QTest.keyClick(ready, Qt.Key.Key_S)
    assert len(live.store.marks) == 0


def test_that_keys_mark_the_trial_where_the_keyboard_is(live, ready, selection):
    ready.setCurrentIndex(ready.model().index(2, 0))
    ready.selectionModel().clearSelection()
    QTest.keyClick(ready, Qt.Key.Key_S)
    assert mark_of(live, 37) == STARRED
    assert selection.current is None


def test_that_a_first_click_on_the_stars_title_puts_the_starred_on_top(live, ready):
    live.mark({3: STARRED, 30: STARRED})
    click_title(ready, "star")
    assert shown_numbers(ready)[:3] == [3, 30, 0]
    click_title(ready, "star")
    assert shown_numbers(ready)[-2:] == [3, 30]


def test_that_a_star_moves_only_its_own_trial_and_keeps_selection_and_place(live, ready, qtbot):
    click_title(ready, "star")
    click_row(ready, 6)
    ready.verticalScrollBar().setValue(4 * ROW + 5)
    before = visible_numbers(ready)
    with qtbot.assertNotEmitted(ready.model().modelReset):
        live.mark({35: STARRED})
    assert shown_numbers(ready) == [35, *(each for each in range(40) if each != 35)]
    assert visible_numbers(ready) == before
    assert selected_numbers(ready) == [6]


def test_that_a_star_is_filled_and_an_outline_invites_under_the_pointer(live, ready, theme):
    live.mark({38: STARRED})
    ready.clearFocus()
    QTest.mouseMove(ready.viewport(), QPoint(300, 3 * ROW + 10))
    picture = ready.viewport().grab().toImage()
    middle = [picture.pixelColor(star_place(ready, number)) for number in (39, 38, 36)]
    assert middle == [QColor(colour) for colour in (
        theme.tokens.pane, theme.tokens.accent, theme.tokens.row_hover,
    )]  # fmt: skip
    assert has_ink(ready, picture, 36)
    assert not has_ink(ready, picture, 39)


def test_that_the_title_of_the_stars_is_a_glyph_with_a_name(ready):
    model = ready.model()
    section = model.column_index("star")
    horizontal, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    assert model.headerData(section, horizontal, role.AccessibleTextRole) == "Star"
    assert model.headerData(section, horizontal, role.ToolTipRole) == "Trials worth coming back to"
    left = ready.horizontalHeader().sectionViewportPosition(section)
    assert ready.horizontalHeader().sectionSize(section) == 32
    picture = ready.horizontalHeader().viewport().grab().toImage()
    glyph = {picture.pixelColor(left + x, y).rgb() for x in range(8, 24) for y in range(6, 22)}
    edge = {picture.pixelColor(left + x, y).rgb() for x in range(2, 6) for y in range(6, 22)}
    assert len(glyph) > 1 == len(edge)


def test_that_marks_far_away_repaint_nothing(live, ready):
    live.mark({39: STARRED})
    ready.viewport().grab()
    before = ready.viewport().grab().toImage()
    live.mark({2: STARRED})
    assert ready.viewport().grab().toImage() == before


def test_that_marking_a_trial_that_ends_meanwhile_keeps_its_mark(live, ready):
    live.apply([event_of(record(40, metric=0.3, depth=3, criterion="gini"))])
    click_star(ready, 40)
    live.apply([event_of(record(40, metric=0.4, depth=3, criterion="gini"))])
    assert mark_of(live, 40).is_starred
