"""The form by real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QMenu,
    QPushButton,
    QWidget,
)

from tuner_gui.core.domains import Int
from tuner_gui.ui.space.draft import SpaceDraft

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_that_rows_say_kind_range_and_condition_in_words(hands: FormHands):
    rows = [hands.row_at(place) for place in range(5)]
    assert [row.words for row in rows] == [
        "50 – 500 · log",
        "gini, entropy, log_loss",
        "3 – 20",
        "0.1 – 1.0",
        "when criterion = gini · 1e-5 – 0.01 · log",
    ]
    assert [row.kind for row in rows] == ["Int", "Choice", "Int", "Float", "Float"]
    assert [row.depth for row in rows] == [0, 0, 0, 0, 0]
    assert hands.text("count") == "5 parameters"


def test_that_a_screen_reader_hears_the_whole_row(hands: FormHands):
    role = Qt.ItemDataRole.AccessibleTextRole
    assert hands.list.model().index(2, 0).data(role) == "max_depth, Int, 3 – 20"


@pytest.mark.parametrize("kind", ["float", "int", "choice", "constant"])
def test_that_an_added_parameter_is_valid_and_waits_for_its_name(hands: FormHands, kind):
    hands.find(QAction, f"space_add_{kind}").trigger()
    assert hands.model.space is not None
    name = hands.field("name")
    assert name.hasFocus()
    hands.qtbot.keyClicks(name, "warm")
    assert hands.names()[-1] == "warm"
    assert hands.text("count") == "6 parameters"


def test_that_the_add_link_opens_its_menu(hands: FormHands):
    hands.qtbot.mouseClick(hands.find(QPushButton, "space_add"), Qt.MouseButton.LeftButton)
    menu = hands.find(QMenu, "space_add_menu")
    assert menu.isVisible()
    menu.close()


def test_that_delete_removes_the_row_and_selects_its_neighbour(hands: FormHands):
    hands.click_row(2)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert hands.names() == ["n_estimators", "criterion", "max_features", "ccp_alpha"]
    assert hands.field("name").text() == "max_features"
    assert hands.list.currentIndex().row() == 2


def test_that_delete_in_a_field_deletes_a_letter(hands: FormHands):
    hands.click_row(2)
    low = hands.field("low")
    low.setFocus()
    low.setCursorPosition(0)
    hands.press(Qt.Key.Key_Delete)
    assert low.text() == ""
    assert len(hands.names()) == 5


def test_that_rows_are_duplicated_and_moved_by_keys(hands: FormHands):
    hands.click_row(2)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_D, CTRL)
    assert hands.names()[2:4] == ["max_depth", "max_depth_2"]
    assert hands.list.currentIndex().row() == 3
    hands.press(Qt.Key.Key_Up, ALT)
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.names()[:3] == ["n_estimators", "max_depth_2", "criterion"]
    assert hands.list.currentIndex().row() == 1
    hands.press(Qt.Key.Key_Down, ALT)
    assert hands.names()[:3] == ["n_estimators", "criterion", "max_depth_2"]


def test_that_keys_for_rows_also_work_in_the_fields(hands: FormHands):
    hands.click_row(2)
    hands.field("low").setFocus()
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.names()[1] == "max_depth"
    assert hands.field("low").hasFocus()
    assert hands.field("low").text() == "3"


def test_that_rows_are_moved_and_removed_by_buttons(hands: FormHands):
    hands.click_row(0)
    up = hands.find(QAbstractButton, "space_move_up_button")
    down = hands.find(QAbstractButton, "space_move_down_button")
    assert not up.isEnabled()
    hands.qtbot.mouseClick(down, Qt.MouseButton.LeftButton)
    assert hands.names()[:2] == ["criterion", "n_estimators"]
    assert up.isEnabled()
    remove = hands.find(QAbstractButton, "space_remove_button")
    hands.qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert "n_estimators" not in hands.names()


def test_that_a_drag_moves_a_row_before_another(hands: FormHands):
    hands.click_row(3)
    assert hands.drag(["max_features"], to="n_estimators", part=0.1)
    assert hands.names()[:2] == ["max_features", "n_estimators"]
    assert hands.list.currentIndex().row() == 0
    assert hands.drag(["max_features"], to="n_estimators", part=0.9)
    assert hands.names()[:2] == ["n_estimators", "max_features"]


def test_that_the_context_menu_acts_on_the_row(hands: FormHands):
    hands.click_row(2)
    hands.list.customContextMenuRequested.emit(QPoint(20, 100))
    menu = hands.find(QMenu, "space_context_menu")
    names = [action.objectName() for action in menu.actions()]
    assert {"space_remove", "space_duplicate", "space_add_float"} <= set(names)
    menu.close()


def test_that_arrows_enter_and_escape_lead_through_the_form(hands: FormHands):
    hands.click_row(0)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    assert hands.field("name").text() == "max_depth"
    hands.press(Qt.Key.Key_Return)
    assert hands.field("low").hasFocus()
    assert hands.field("low").selectedText() == "3"
    hands.press(Qt.Key.Key_Escape)
    assert hands.list.hasFocus()
    hands.press(Qt.Key.Key_F2)
    assert hands.field("name").hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.list.hasFocus()


def test_that_enter_leads_to_the_problem(hands: FormHands):
    hands.click_row(2)
    hands.type_into("step", "x")
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Return)
    assert hands.field("step").hasFocus()


def test_that_an_empty_space_says_what_to_do(hands: FormHands):
    empty = hands.find(QWidget, "space_empty")
    assert not empty.isVisible()
    hands.model.load(SpaceDraft())
    assert empty.isVisible()
    assert not hands.list.isVisible()
    assert hands.text("count") == ""
    assert "Choose a target" in empty.accessibleName()


def test_that_the_footer_counts_the_grid_or_says_why_there_is_none(hands: FormHands):
    assert hands.text("footer") == "No grid: max_features and ccp_alpha are continuous"
    hands.click_row(3)
    hands.type_into("points", "5")
    assert hands.text("footer") == "No grid: ccp_alpha is continuous"
    hands.click_row(4)
    hands.type_into("points", "2")
    assert hands.text("footer") == f"Grid: {451 * (2 + 1 + 1) * 18 * 5:,} combinations"


def test_that_a_locked_form_can_be_read_but_not_changed(hands: FormHands):
    hands.form.set_locked(True)
    before = hands.model.draft
    hands.click_row(2)
    assert hands.field("high").text() == "20"
    hands.type_into("high", "99")
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_D, CTRL)
    hands.press(Qt.Key.Key_Down, ALT)
    assert not hands.drag(["max_features"], to="n_estimators", part=0.1)
    assert hands.model.draft == before
    assert not hands.find(QPushButton, "space_add").isEnabled()
    assert not hands.find(QComboBox, "space_kind").isEnabled()
    hands.form.set_locked(False)
    hands.click_row(2)
    hands.type_into("high", "99")
    assert hands.space()["max_depth"].kind == Int(3, 99)


def test_that_showing_another_draft_is_no_edit(hands: FormHands):
    with hands.qtbot.assertNotEmitted(hands.model.edited):
        hands.model.load(SpaceDraft())


def test_that_the_list_shows_all_rows_where_there_is_room_and_else_scrolls(hands: FormHands):
    hands.form.set_room(640)
    hands.qtbot.waitUntil(lambda: hands.list.height() == 5 * 46)
    assert hands.list.verticalScrollBar().maximum() == 0
    for _ in range(20):
        hands.model.add("int")
    hands.qtbot.waitUntil(lambda: hands.list.height() == 7 * 46)
    assert hands.list.verticalScrollBar().maximum() > 0
    last = hands.list.visualRect(hands.list.currentIndex())
    assert hands.list.viewport().rect().contains(last)
