"""Several rows selected and edited at once, with real clicks and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QMenu, QWidget

from tests.ui.space.trees import SVM, tree_of
from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.parameter import Condition
from tuner_gui.core.space import HyperParamSpace

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

LEFT = Qt.MouseButton.LeftButton
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

RANGES = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_float("a", 0.1, 1.0)
    .add_float("b", 0.1, 5.0, log=True)
    .add_int("c", 1, 9)
    .add_choice("d", ["x", "y"])
)


@pytest.fixture
def hands(make_hands) -> FormHands:
    return make_hands(RANGES)


def multi(hands: FormHands) -> QWidget:
    return hands.find(QWidget, "space_multi_editor")


def button(hands: FormHands, name: str) -> QAbstractButton:
    return hands.find(QAbstractButton, name)


def select(hands: FormHands, *names: str) -> None:
    first, *others = names
    hands.click_row(hands.place_of(first))
    for name in others:
        hands.click_with(hands.place_of(name), CTRL)
    hands.list.setFocus()


def test_that_ctrl_and_shift_select_and_the_focused_row_is_the_last_one(hands: FormHands):
    select(hands, "a", "c")
    assert hands.selected() == ["a", "c"]
    assert hands.model.current_row.name == "c"
    hands.click_with(hands.place_of("model"), SHIFT)
    assert hands.selected() == ["model", "a", "b", "c"]
    assert hands.model.current_row.name == "model"
    hands.click_row(1)
    assert hands.selected() == ["a"]


def test_that_the_keyboard_selects_too(hands: FormHands):
    select(hands, "a")
    hands.press(Qt.Key.Key_Down, SHIFT)
    hands.press(Qt.Key.Key_Down, SHIFT)
    assert hands.selected() == ["a", "b", "c"]
    assert hands.model.current_row.name == "c"
    hands.press(Qt.Key.Key_Up, SHIFT)
    assert hands.selected() == ["a", "b"]
    hands.press(Qt.Key.Key_A, CTRL)
    assert len(hands.selected()) == 5
    hands.press(Qt.Key.Key_Escape)
    assert len(hands.selected()) == 1


def test_that_the_focused_row_can_leave_the_selection(hands: FormHands):
    select(hands, "a", "b")
    hands.click_with(hands.place_of("b"), CTRL)
    assert hands.selected() == ["a"]
    assert hands.model.current_row.name == "a"
    hands.click_with(hands.place_of("a"), CTRL)
    assert hands.selected() == []
    assert not hands.find(QWidget, "space_editor").isVisible()


def test_that_the_panel_says_how_many_and_what_they_share(hands: FormHands):
    select(hands, "a")
    assert not multi(hands).isVisible()
    select(hands, "a", "b")
    assert multi(hands).isVisible()
    assert not hands.find(QWidget, "space_editor").isVisible()
    assert hands.find(QLabel, "space_multi_title").text() == "2 parameters"
    assert hands.find(QComboBox, "space_multi_kind").currentText() == "Float"
    assert hands.field("multi_low").text() == "0.1"
    assert hands.field("multi_high").text() == ""
    assert hands.field("multi_high").placeholderText() == "different"
    log = hands.find(QCheckBox, "space_multi_log")
    assert log.checkState() == Qt.CheckState.PartiallyChecked
    select(hands, "a", "d")
    assert not hands.field("multi_low").isVisible()
    assert not log.isVisible()
    assert hands.find(QComboBox, "space_multi_kind").currentIndex() == -1
    hands.click_row(0)
    assert not multi(hands).isVisible()


def test_that_a_bound_is_typed_into_all_as_one_step(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    select(hands, "a", "b", "c")
    hands.type_into("multi_high", "20")
    assert hands.space()["a"].kind == Float(0.1, 20)
    assert hands.space()["b"].kind == Float(0.1, 20, log=True)
    assert hands.space()["c"].kind == Int(1, 20)
    assert {step.label for step in steps} == {"Change high of 3 parameters"}
    assert len({step.merge for step in steps}) == 1
    assert hands.field("multi_high").text() == "20"
    assert hands.field("multi_high").hasFocus()


def test_that_a_problem_names_its_row(hands: FormHands):
    select(hands, "a", "c")
    hands.type_into("multi_high", "0.5")
    (sentence,) = hands.sentences()
    assert sentence.startswith("c: ")
    assert hands.row_at(3).problem


def test_that_switches_act_on_all(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    select(hands, "a", "b")
    log = hands.find(QCheckBox, "space_multi_log")
    spot = QPoint(8, log.height() // 2)
    hands.qtbot.mouseClick(log, LEFT, pos=spot)
    assert [hands.space()[name].kind.log for name in "ab"] == [True, True]
    hands.qtbot.mouseClick(log, LEFT, pos=spot)
    assert [hands.space()[name].kind.log for name in "ab"] == [False, False]
    use = hands.find(QCheckBox, "space_multi_use")
    hands.qtbot.mouseClick(use, LEFT, pos=spot)
    assert all(isinstance(hands.space()[name].kind, Constant) for name in "ab")
    hands.qtbot.mouseClick(use, LEFT, pos=spot)
    assert hands.space()["a"].kind == Float(0.1, 1.0)
    assert [step.label for step in steps] == [
        "Change log scale of 2 parameters",
        "Change log scale of 2 parameters",
        "Hold 2 parameters",
        "Use 2 parameters",
    ]


def test_that_all_get_another_kind(hands: FormHands):
    select(hands, "a", "c")
    box = hands.find(QComboBox, "space_multi_kind")
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(box.findText("Choice"), 0))
    hands.qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert hands.space()["a"].kind == Choice([0.1, 1.0])
    assert isinstance(hands.space()["c"].kind, Choice)


def test_that_all_get_the_same_condition_and_lose_it(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    select(hands, "a", "c")
    hands.qtbot.mouseClick(button(hands, "space_multi_when_menu"), LEFT)
    menu = hands.find(QMenu, "space_active_when")
    inner = next(each.menu() for each in menu.actions() if each.text() == "model")
    inner.aboutToShow.emit()
    next(each for each in inner.actions() if each.text() == "svm").trigger()
    menu.close()
    assert tree_of(hands.model.draft) == ["model", "  a", "  c", "b", "d"]
    assert hands.space()["c"].conditions == (Condition("model", ("svm",)),)
    assert hands.find(QLabel, "space_multi_when").full_text() == "When model = svm"
    hands.qtbot.mouseClick(button(hands, "space_multi_always_active"), LEFT)
    assert tree_of(hands.model.draft) == ["model", "a", "c", "b", "d"]
    assert [step.label for step in steps] == [
        "Make 2 parameters depend on model",
        "Make 2 parameters always active",
    ]


def test_that_several_rows_are_dragged_onto_a_parent(hands: FormHands):
    select(hands, "a", "c")
    assert hands.drag(["a", "c"], to="model", part=0.5, drops=False)
    assert hands.hint() == "Make 2 parameters depend on model…"
    hands.drag(["a", "c"], to="model", part=0.5)
    popup = hands.find(QWidget, "space_condition_popup")
    assert popup.accessibleName() == "2 parameters are active when model is one of"
    hands.press(Qt.Key.Key_Escape)


def test_that_keys_remove_duplicate_and_move_all(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    select(hands, "b", "c")
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.names() == ["model", "b", "c", "a", "d"]
    hands.press(Qt.Key.Key_Down, ALT)
    assert hands.names() == ["model", "a", "b", "c", "d"]
    hands.press(Qt.Key.Key_D, CTRL)
    assert hands.names() == ["model", "a", "b", "b_2", "c", "c_2", "d"]
    assert hands.selected() == ["b_2", "c_2"]
    hands.press(Qt.Key.Key_Delete)
    assert hands.names() == ["model", "a", "b", "c", "d"]
    assert [step.label for step in steps] == [
        "Move 2 parameters",
        "Move 2 parameters",
        "Duplicate 2 parameters",
        "Remove 2 parameters",
    ]
    assert len(hands.selected()) == 1


def test_that_buttons_act_on_all(hands: FormHands):
    select(hands, "a", "b")
    hands.qtbot.mouseClick(button(hands, "space_move_down_all_button"), LEFT)
    assert hands.names() == ["model", "c", "a", "b", "d"]
    assert hands.selected() == ["a", "b"]
    hands.qtbot.mouseClick(button(hands, "space_remove_all_button"), LEFT)
    assert hands.names() == ["model", "c", "d"]


def test_that_enter_leads_to_the_fields_and_esc_back(hands: FormHands):
    select(hands, "a", "b")
    hands.press(Qt.Key.Key_Return)
    assert hands.field("multi_low").hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert hands.list.hasFocus()
    assert len(hands.selected()) == 2
    hands.press(Qt.Key.Key_F2)
    assert hands.selected() == ["b"]
    assert hands.field("name").hasFocus()


def test_that_the_tab_key_goes_through_the_panel_in_reading_order(hands: FormHands):
    select(hands, "a", "b")
    seen = []
    for _ in range(40):
        hands.press(Qt.Key.Key_Tab)
        focused = hands.form.window().focusWidget()
        if multi(hands).isAncestorOf(focused):
            seen.append(focused.objectName().removeprefix("space_"))
        elif seen:
            break
    assert seen == [
        "move_up_all_button",
        "move_down_all_button",
        "duplicate_all_button",
        "remove_all_button",
        "multi_kind",
        "multi_use",
        "multi_log",
        "multi_low",
        "multi_high",
        "multi_step",
        "multi_when_menu",
    ]


def test_that_a_locked_form_is_selected_but_not_changed(hands: FormHands):
    hands.form.set_locked(True)
    before = hands.model.draft
    select(hands, "a", "b")
    assert hands.field("multi_low").text() == "0.1"
    hands.type_into("multi_low", "9")
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert hands.model.draft == before


def test_that_a_selection_follows_rows_that_move_below_a_parent(make_hands):
    hands = make_hands(SVM)
    hands.form.set_room(900)
    select(hands, "svm.kernel", "seed")
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.names()[:3] == ["seed", "model", "svm.kernel"]
    assert hands.selected() == ["seed", "svm.kernel"]
    rows = sorted(index.row() for index in hands.list.selectedIndexes())
    assert rows == [0, 2]
