"""The fields of the selected row by real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QWidget,
)

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.errors import SpaceProblem

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


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
    assert hands.space()["max_depth"].kind == Int(3, 32)
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
    assert len(hands.space()) == 5


def test_that_a_name_that_stands_there_twice_is_marked_at_the_name(hands: FormHands):
    hands.click_row(2)
    hands.type_into("name", "criterion")
    assert hands.field("name").property("invalid") == "true"
    assert hands.sentences() == ["The name criterion stands there twice."]


def test_that_a_choice_is_typed_as_a_list(hands: FormHands):
    hands.click_row(1)
    hands.type_into("values", 'gini, "a,b", 16, true, [64, 64]')
    assert hands.space()["criterion"].kind == Choice(["gini", "a,b", 16, True, [64, 64]])


def test_that_the_log_switch_follows_space_and_mouse(hands: FormHands):
    hands.click_row(2)
    log = hands.find(QCheckBox, "space_log")
    hands.qtbot.mouseClick(log, Qt.MouseButton.LeftButton, pos=QPoint(8, log.height() // 2))
    assert hands.space()["max_depth"].kind == Int(3, 20, log=True)
    assert hands.row_at(2).sketch.shape == "density"
    log.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.space()["max_depth"].kind == Int(3, 20)
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
    assert hands.space()["max_depth"].kind == Choice([3, 4, 5, 6])
    choose_kind(hands, "Float")
    assert hands.space()["max_depth"].kind == Float(3, 6)
    choose_kind(hands, "Constant")
    assert hands.space()["max_depth"].kind == Constant(3.0)
    choose_kind(hands, "Int")
    assert hands.space()["max_depth"].kind == Int(3, 6)


def test_that_removing_a_parent_says_so_at_the_child_and_offers_a_way_out(hands: FormHands):
    hands.click_row(1)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert "criterion" in hands.row_at(3).problem
    hands.click_row(3)
    assert hands.field("when").text() == "criterion = gini"
    assert len(hands.sentences()) == 1
    button = hands.find(QAbstractButton, "space_always_active")
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert hands.sentences() == []
    assert hands.space()["ccp_alpha"].conditions == ()


def test_that_renaming_a_parent_takes_its_children_along(hands: FormHands):
    hands.click_row(1)
    hands.type_into("name", "measure")
    assert hands.row_at(4).words.startswith("when measure = gini")
    assert hands.space()["ccp_alpha"].conditions[0].parent == "measure"


def test_that_arrow_keys_step_a_bound(hands: FormHands):
    hands.click_row(2)
    hands.field("high").setFocus()
    hands.press(Qt.Key.Key_Up)
    assert hands.space()["max_depth"].kind == Int(3, 21)


def test_that_a_demand_of_the_strategy_stands_at_row_and_field_and_leaves_the_space(
    hands: FormHands,
):
    hands.model.set_demand(lambda each: [SpaceProblem(each.name, "points", "Not so.")])
    assert {hands.row_at(place).problem for place in range(5)} == {"Not so."}
    assert len(hands.space()) == 5
    hands.click_row(3)
    assert hands.field("points").property("invalid") == "true"
    hands.model.set_demand(None)
    assert hands.row_at(3).problem == ""


def test_that_typing_in_one_field_is_one_step_with_a_name(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    hands.click_row(2)
    hands.type_into("high", "123")
    assert {step.label for step in steps} == {"Change high of max_depth"}
    assert len({step.merge for step in steps}) == 1
    hands.type_into("low", "5")
    assert len({step.merge for step in steps}) == 2
    assert all(step.before != step.after for step in steps)


def test_that_the_cursor_stays_where_it_is_while_typing(hands: FormHands):
    hands.click_row(1)
    field = hands.field("values")
    field.setFocus()
    field.setCursorPosition(4)
    hands.qtbot.keyClicks(field, "XY")
    assert field.cursorPosition() == 6
    assert QApplication.focusWidget() is field
