"""Marking by the menu of the table, what stands against it, and what is spoken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from tests.ui.trials.marking import (
    STARRED,
    click_star,
    has_ink,
    hidden_button,
    star_place,
)
from tests.ui.trials.test_trial_table_view import (
    CTRL,
    NO_KEY,
    click_row,
    shown_numbers,
)
from tuner_gui.core.marks import TrialMark

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


FOLLOWED = "This session is written by another program, so trials cannot be marked here."


def open_menu(table, number):
    at = star_place(table, number)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at), NO_KEY
    )
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def texts(menu):
    found = (menu.findChild(QAction, f"mark_{name}") for name in ("star", "tag", "note", "hide"))
    return [action.text() for action in found]


def test_that_the_menu_says_what_it_would_do(live, ready):
    click_row(ready, 1)
    menu = open_menu(ready, 38)
    assert texts(menu) == ["Star", "Tag…", "Note…", "Hide"]
    menu.findChild(QAction, "mark_star").trigger()
    menu.close()
    menu = open_menu(ready, 38)
    assert texts(menu)[0] == "Unstar"
    menu.close()
    click_row(ready, 2, CTRL)
    menu = open_menu(ready, 37)
    assert texts(menu) == ["Star 2 trials", "Tag 2 trials…", "Note on trial 37…", "Hide 2 trials"]
    menu.findChild(QAction, "mark_hide").trigger()
    menu.close()
    assert shown_numbers(ready)[:2] == [39, 36]


def test_that_what_cannot_be_marked_says_why(live, ready, theme):
    live.mark({38: STARRED})
    live.set_marking_obstacle(FOLLOWED)
    click_star(ready, 37)
    assert QToolTip.text() == FOLLOWED
    QToolTip.hideText()
    click_row(ready, 0)
    for key in (Qt.Key.Key_S, Qt.Key.Key_T, Qt.Key.Key_N, Qt.Key.Key_H):
        QTest.keyClick(ready, key)
        assert QToolTip.text() == FOLLOWED
        QToolTip.hideText()
    assert len(live.store.marks) == 1
    menu = open_menu(ready, 39)
    found = [menu.findChild(QAction, f"mark_{name}") for name in ("star", "tag", "note", "hide")]
    assert [(each.isEnabled(), each.toolTip()) for each in found] == [(False, FOLLOWED)] * 4
    assert menu.toolTipsVisible()
    menu.close()
    assert not has_ink(ready, ready.viewport().grab().toImage(), 39)
    tip = ready.model().index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == FOLLOWED
    live.set_marking_obstacle("")
    assert has_ink(ready, ready.viewport().grab().toImage(), 39)


def test_that_a_screen_reader_is_told_the_marks_of_a_row(live, ready, panel):
    mark = TrialMark(is_starred=True, is_hidden=True, tags=("a", "b"), note="c")
    live.mark({39: mark})
    hidden_button(panel).click()
    model, text = ready.model(), Qt.ItemDataRole.AccessibleTextRole
    spoken = "starred, tagged a, b, with a note, hidden"
    assert model.index(0, 0).data(text) == f"39, {spoken}"
    assert model.index(1, 0).data(text) == "38"
    assert model.index(0, 1).data(text) == "starred"
    assert model.index(1, 1).data(text) == "not starred"
    described = model.index(0, 3).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == spoken
