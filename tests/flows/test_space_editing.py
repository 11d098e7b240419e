"""The Edit menu works on the space: undo, redo, cut, copy, paste, and the page of text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu

from tests.flows.conftest import Person
from tuner_gui import HyperParamSpace, TrialState
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.domains import Int
from tuner_gui.ui.space.text_edit import SpaceTextEdit

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def space(person: Person) -> HyperParamSpace:
    found = person.workbench.panels.setup.model.space.space
    assert found is not None
    return found


def action(person: Person, name: str) -> QAction:
    found = person.window.findChild(QAction, f"{name}_action")
    assert found is not None
    return found


def press(person: Person, key: Qt.Key, modifiers=CTRL) -> None:
    """Presses a key where the focus is, as the window system would deliver it."""
    QTest.keyClick(person.window.focusWidget() or person.window, key, modifiers)


def click_row(person: Person, place: int) -> QListView:
    rows = person.find(QListView, "space_list")
    rect = rows.visualRect(rows.model().index(place, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    rows.setFocus()
    return rows


@pytest.fixture
def editor(person: Person) -> Person:
    person.show_quick_setup()
    return person


def test_that_undo_is_named_in_the_menu_and_works_by_key(editor: Person):
    undo, redo = action(editor, "undo"), action(editor, "redo")
    assert (undo.isEnabled(), undo.text()) == (False, "&Undo")
    click_row(editor, 0)
    editor.type_into("space_high", "64")
    assert space(editor)["x"].kind == Int(1, 64)
    assert undo.text() == "&Undo Change high of x"
    press(editor, Qt.Key.Key_Z)
    assert space(editor)["x"].kind == Int(1, 100)
    assert editor.find(QLineEdit, "space_high").text() == "100"
    assert redo.text() == "&Redo Change high of x"
    press(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert space(editor)["x"].kind == Int(1, 64)
    press(editor, Qt.Key.Key_Z)
    press(editor, Qt.Key.Key_Y)
    assert space(editor)["x"].kind == Int(1, 64)


def test_that_an_undone_space_is_unsaved(editor: Person, tmp_path):
    click_row(editor, 0)
    editor.type_into("space_high", "64")
    editor.workbench.session.save_to(tmp_path / "one.tuner.json")
    editor.wait(lambda: not editor.workbench.session.is_modified)
    press(editor, Qt.Key.Key_Z)
    assert editor.workbench.session.is_modified


def test_that_another_session_has_nothing_to_undo(editor: Person):
    click_row(editor, 0)
    editor.type_into("space_high", "64")
    editor.show_quick_setup()
    assert not action(editor, "undo").isEnabled()
    press(editor, Qt.Key.Key_Z)
    assert space(editor)["x"].kind == Int(1, 100)


def test_that_nothing_is_undone_or_pasted_while_a_sweep_ends(editor: Person):
    editor.show_quick_setup(trials=50, seconds=60)
    click_row(editor, 0)
    editor.type_into("space_high", "64")
    editor.click("run_button")
    editor.wait(lambda: editor.store.count(TrialState.RUNNING) == 2)
    assert action(editor, "undo").isEnabled()
    assert action(editor, "paste_rows").isEnabled()
    editor.click("stop_button")
    editor.wait(lambda: editor.phase is SweepPhase.STOPPING)
    assert not action(editor, "undo").isEnabled()
    assert not action(editor, "paste_rows").isEnabled()
    press(editor, Qt.Key.Key_Z)
    editor.window.actions_.show_text.trigger()
    assert editor.find(SpaceTextEdit, "space_text").isReadOnly()
    editor.window.actions_.abort.trigger()
    editor.wait_until_idle()
    assert action(editor, "undo").isEnabled()
    assert not editor.find(SpaceTextEdit, "space_text").isReadOnly()
    assert space(editor)["x"].kind == Int(1, 64)


def test_that_rows_are_cut_and_pasted_by_keys(editor: Person):
    click_row(editor, 0)
    press(editor, Qt.Key.Key_X)
    assert space(editor).names == ("seconds",)
    assert action(editor, "undo").text() == "&Undo Cut x"
    press(editor, Qt.Key.Key_V)
    press(editor, Qt.Key.Key_V)
    assert space(editor).names == ("seconds", "x", "x_2")
    for _ in range(3):
        press(editor, Qt.Key.Key_Z)
    assert space(editor).names == ("x", "seconds")


def test_that_rows_travel_to_another_window(editor: Person, new_window):
    click_row(editor, 0)
    press(editor, Qt.Key.Key_C)
    other = new_window()
    other.workbench.files.new_sweep()
    other.wait(lambda: not other.window.is_welcoming)
    action(other, "paste_rows").trigger()
    assert space(other).names == ("x",)
    assert space(other)["x"].kind == Int(1, 100)


def test_that_the_copy_key_in_a_field_copies_its_text(editor: Person):
    click_row(editor, 0)
    field = editor.find(QLineEdit, "space_high")
    field.setFocus()
    field.selectAll()
    press(editor, Qt.Key.Key_C)
    assert QApplication.clipboard().text() == "100"


def test_that_wrong_text_is_said_in_the_window(editor: Person):
    QApplication.clipboard().setText("x: {int: [2, 1]}")
    click_row(editor, 0)
    press(editor, Qt.Key.Key_V)
    banner = editor.workbench.workspace.banner
    assert banner.isVisible()
    assert banner.text().startswith("Nothing was pasted. Line 1: x: The range ends at 1")
    assert space(editor).names == ("x", "seconds")


def test_that_the_menu_of_the_list_cuts_copies_and_pastes(editor: Person):
    rows = click_row(editor, 0)
    rows.customContextMenuRequested.emit(QPoint(20, 20))
    menu = editor.find(QMenu, "space_context_menu")
    names = {each.objectName() for each in menu.actions()}
    assert {"cut_rows_action", "copy_rows_action", "paste_rows_action"} <= names
    menu.close()


def test_that_the_link_shows_the_text_and_what_is_typed_there_is_one_step(editor: Person):
    editor.click("space_as_text")
    text = editor.find(SpaceTextEdit, "space_text")
    assert text.hasFocus()
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("100]"))
    text.setTextCursor(cursor)
    QTest.keyClicks(text, "5")
    editor.wait(lambda: space(editor)["x"].kind == Int(1, 5100))
    assert action(editor, "undo").text() == "&Undo Edit as text"
    action(editor, "undo").trigger()
    editor.wait(lambda: "[1, 100]" in text.toPlainText())
    text.setFocus()
    press(editor, Qt.Key.Key_Y)
    editor.wait(lambda: "[1, 5100]" in text.toPlainText())
    press(editor, Qt.Key.Key_Z)
    editor.wait(lambda: space(editor)["x"].kind == Int(1, 100))


def type_in_text(person: Person, before: str, typed: str) -> SpaceTextEdit:
    """Types before a place in the page of text, and waits for nothing."""
    person.window.actions_.show_text.trigger()
    text = person.find(SpaceTextEdit, "space_text")
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index(before))
    text.setTextCursor(cursor)
    QTest.keyClicks(text, typed)
    return text


def test_that_run_takes_what_was_typed_as_text_a_moment_ago(editor: Person):
    type_in_text(editor, "100]", "5")
    press(editor, Qt.Key.Key_R)
    assert editor.workbench.session.ran_config.space["x"].kind == Int(1, 5100)
    editor.wait_until_idle()
    assert not editor.workbench.session.has_other_setup


def test_that_save_takes_what_was_typed_as_text_a_moment_ago(editor: Person, tmp_path):
    path = tmp_path / "one.tuner.json"
    editor.workbench.session.save_to(path)
    editor.wait(lambda: editor.workbench.session.path == path)
    type_in_text(editor, "100]", "5")
    press(editor, Qt.Key.Key_S)
    editor.wait(lambda: path.exists() and "5100" in path.read_text())
    editor.wait(lambda: not editor.workbench.session.is_modified)


@pytest.mark.parametrize("typed", ["5", "oops"])
def test_that_text_of_one_session_does_not_reach_the_next(editor: Person, typed: str):
    text = type_in_text(editor, "100]", typed)
    config = editor.workbench.panels.setup.config()
    other = replace(config, space=HyperParamSpace().add_int("other", 1, 2))
    editor.workbench.session.show_new(other)
    assert "other: {int: [1, 2]}" in text.toPlainText()
    assert space(editor) == other.space
    type_in_text(editor, "2]", "1")
    editor.wait(lambda: space(editor)["other"].kind == Int(1, 12))


def test_that_the_fields_of_the_budget_keep_their_own_undo(editor: Person):
    click_row(editor, 0)
    editor.type_into("space_high", "64")
    field = editor.find(QLineEdit, "setup_trials")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    press(editor, Qt.Key.Key_Z)
    assert field.text() == "6"
    assert space(editor)["x"].kind == Int(1, 64)
