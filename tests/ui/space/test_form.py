"""The form by real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QMenu,
    QPushButton,
    QWidget,
)

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.errors import SpaceProblem
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import SpaceDraft

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def space_of(hands: FormHands) -> HyperParamSpace:
    assert hands.model.space is not None
    return hands.model.space


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
    assert [row.depth for row in rows] == [0, 0, 0, 0, 1]
    assert hands.text("count") == "5 parameters"


def test_that_a_screen_reader_hears_the_whole_row(hands: FormHands):
    role = Qt.ItemDataRole.AccessibleTextRole
    assert hands.list.model().index(2, 0).data(role) == "max_depth, Int, 3 – 20"


def test_that_no_editor_stands_there_until_a_row_is_selected(hands: FormHands):
    editor = hands.find(QWidget, "space_editor")
    assert not editor.isVisible()
    hands.click_row(2)
    assert editor.isVisible()
    assert hands.field("name").text() == "max_depth"
    assert (hands.field("low").text(), hands.field("high").text()) == ("3", "20")


def test_that_typing_a_bound_changes_the_space_and_the_row(hands: FormHands):
    hands.click_row(2)
    hands.type_into("high", "32")
    assert space_of(hands)["max_depth"].kind == Int(3, 32)
    assert hands.row_at(2).words == "3 – 32"
    assert hands.field("high").hasFocus()


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        (2, {"low", "high", "step"}),
        (3, {"low", "high", "step", "points"}),
        (1, {"values"}),
    ],
)
def test_that_only_the_fields_of_the_kind_are_there(hands: FormHands, place, fields):
    hands.click_row(place)
    shown = ("low", "high", "step", "points", "values", "constant")
    assert {name for name in shown if hands.field(name).isVisible()} == fields
    assert hands.find(QCheckBox, "space_log").isVisible() == ("low" in fields)


def test_that_a_problem_stands_at_its_field_its_row_and_in_the_footer(hands: FormHands):
    hands.click_row(2)
    hands.type_into("high", "2")
    assert hands.field("high").property("invalid") == "true"
    assert hands.field("low").property("invalid") != "true"
    sentence = "The range ends at 2, below its start 3."
    assert hands.sentences() == [sentence]
    assert hands.row_at(2).problem == sentence
    assert hands.text("footer") == "1 parameter has a problem"
    assert hands.model.space is None

    hands.type_into("high", "20")
    assert hands.field("high").property("invalid") == "false"
    assert hands.sentences() == []
    assert hands.row_at(2).problem == ""
    assert len(space_of(hands)) == 5


def test_that_a_name_that_stands_there_twice_is_marked_at_the_name(hands: FormHands):
    hands.click_row(2)
    hands.type_into("name", "criterion")
    assert hands.field("name").property("invalid") == "true"
    assert hands.sentences() == ["The name criterion stands there twice."]


def test_that_a_choice_is_typed_as_a_list(hands: FormHands):
    hands.click_row(1)
    hands.type_into("values", 'gini, "a,b", 16, true, [64, 64]')
    assert space_of(hands)["criterion"].kind == Choice(["gini", "a,b", 16, True, [64, 64]])


def test_that_the_log_switch_follows_space_and_mouse(hands: FormHands):
    hands.click_row(2)
    log = hands.find(QCheckBox, "space_log")
    hands.qtbot.mouseClick(log, Qt.MouseButton.LeftButton, pos=QPoint(8, log.height() // 2))
    assert space_of(hands)["max_depth"].kind == Int(3, 20, log=True)
    assert hands.row_at(2).sketch.shape == "density"
    log.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert space_of(hands)["max_depth"].kind == Int(3, 20)
    assert hands.row_at(2).sketch.shape == "bars"


def choose_kind(hands: FormHands, title: str) -> None:
    box = hands.find(QComboBox, "space_kind")
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(box.findText(title), 0))
    hands.qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentText() == title


def test_that_another_kind_keeps_what_can_be_kept(hands: FormHands):
    hands.click_row(2)
    hands.type_into("high", "6")
    choose_kind(hands, "Choice")
    assert space_of(hands)["max_depth"].kind == Choice([3, 4, 5, 6])
    choose_kind(hands, "Float")
    assert space_of(hands)["max_depth"].kind == Float(3, 6)
    choose_kind(hands, "Constant")
    assert space_of(hands)["max_depth"].kind == Constant(3.0)
    choose_kind(hands, "Int")
    assert space_of(hands)["max_depth"].kind == Int(3, 6)


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


def test_that_removing_a_parent_says_so_at_the_child_and_offers_a_way_out(hands: FormHands):
    hands.click_row(1)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert "criterion" in hands.row_at(3).problem
    hands.click_row(3)
    assert hands.text("condition") == "When criterion = gini"
    assert len(hands.sentences()) == 1
    link = hands.find(QPushButton, "space_always_active")
    hands.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert hands.sentences() == []
    assert space_of(hands)["ccp_alpha"].conditions == ()


def test_that_renaming_a_parent_takes_its_children_along(hands: FormHands):
    hands.click_row(1)
    hands.type_into("name", "measure")
    assert hands.row_at(4).words.startswith("when measure = gini")
    assert space_of(hands)["ccp_alpha"].conditions[0].parent == "measure"


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
    root = QModelIndex()
    assert hands.list.model().moveRow(root, 3, root, 0)
    assert hands.names()[:2] == ["max_features", "n_estimators"]
    assert hands.list.currentIndex().row() == 0
    assert hands.list.model().moveRow(root, 0, root, 2)
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


def test_that_arrow_keys_step_a_bound(hands: FormHands):
    hands.click_row(2)
    hands.field("high").setFocus()
    hands.press(Qt.Key.Key_Up)
    assert space_of(hands)["max_depth"].kind == Int(3, 21)


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


def test_that_a_demand_of_the_strategy_stands_at_row_and_field_and_leaves_the_space(
    hands: FormHands,
):
    hands.model.set_demand(lambda each: [SpaceProblem(each.name, "points", "Not so.")])
    assert {hands.row_at(place).problem for place in range(5)} == {"Not so."}
    assert len(space_of(hands)) == 5
    hands.click_row(3)
    assert hands.field("points").property("invalid") == "true"
    hands.model.set_demand(None)
    assert hands.row_at(3).problem == ""


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
    hands.list.model().moveRow(QModelIndex(), 3, QModelIndex(), 0)
    assert hands.model.draft == before
    assert not hands.find(QPushButton, "space_add").isEnabled()
    assert not hands.find(QComboBox, "space_kind").isEnabled()
    hands.form.set_locked(False)
    hands.click_row(2)
    hands.type_into("high", "99")
    assert space_of(hands)["max_depth"].kind == Int(3, 99)


def test_that_typing_in_one_field_is_one_step_with_a_name(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    hands.click_row(2)
    hands.type_into("high", "123")
    assert {step.label for step in steps} == {"Change max_depth"}
    assert len({step.merge for step in steps}) == 1
    hands.type_into("low", "5")
    assert len({step.merge for step in steps}) == 2
    assert all(step.before != step.after for step in steps)


def test_that_showing_another_draft_is_no_edit(hands: FormHands):
    with hands.qtbot.assertNotEmitted(hands.model.edited):
        hands.model.load(SpaceDraft())


def test_that_the_cursor_stays_where_it_is_while_typing(hands: FormHands):
    hands.click_row(1)
    field = hands.field("values")
    field.setFocus()
    field.setCursorPosition(4)
    hands.qtbot.keyClicks(field, "XY")
    assert field.cursorPosition() == 6
    assert QApplication.focusWidget() is field


def test_that_the_list_shows_all_rows_where_there_is_room_and_else_scrolls(hands: FormHands):
    hands.form.set_room(640)
    hands.qtbot.waitUntil(lambda: hands.list.height() == 5 * 46)
    assert hands.list.verticalScrollBar().maximum() == 0
    for _ in range(20):
        hands.model.add("int")
    hands.qtbot.waitUntil(lambda: hands.list.height() == 8 * 46)
    assert hands.list.verticalScrollBar().maximum() > 0
    last = hands.list.visualRect(hands.list.currentIndex())
    assert hands.list.viewport().rect().contains(last)
