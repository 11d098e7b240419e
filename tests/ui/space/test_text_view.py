"""The text page by real keys: both ways, errors at their lines, undo."""

from __future__ import annotations

from dataclasses import replace
from threading import get_ident

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import delete

from tests.ui.space.test_draft import FOREST
from tuner_gui.core.domains import Int
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.chrome import SegmentedTabs
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.space.text_edit import SpaceTextEdit, _difference, _units
from tuner_gui.ui.space.text_format import TextFormat
from tuner_gui.ui.space.text_reading import TextReading, read_space_text
from tuner_gui.ui.space.text_view import SpaceTextView
from tuner_gui.ui.space.undo import SpaceHistory

CTRL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Types in the page and looks at it."""

    def __init__(self, qtbot, form: SpaceFormModel, view: SpaceTextView) -> None:
        self.qtbot, self.form, self.view = qtbot, form, view
        self.edit: SpaceTextEdit = view.editor

    def text(self) -> str:
        return self.edit.toPlainText()

    def lines(self) -> list[str]:
        return self.text().splitlines()

    def select(self, words: str) -> None:
        """Selects words by the keyboard's own means: the first place where they stand."""
        at = self.text().index(words)
        cursor = self.edit.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)
        self.edit.setFocus()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.edit, text)

    def replace(self, words: str, by: str) -> None:
        self.select(words)
        self.type(by) if by else QTest.keyClick(self.edit, Qt.Key.Key_Delete)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.view.is_unread)
        self.qtbot.waitUntil(lambda: not self.view._writer.isActive())

    def label(self) -> str:
        return self.view.findChild(QLabel, "space_text_state").text()

    def link(self, name: str) -> QPushButton:
        return self.view.findChild(QPushButton, f"space_text_{name}")

    def choose(self, key: str) -> None:
        self.view.findChild(SegmentedTabs, "space_text_format").choose(key)

    def row(self, name: str):
        return next(row for row in self.form.draft if row.name == name)


@pytest.fixture
def hands(qtbot, theme):
    form = SpaceFormModel()
    form.load(SpaceDraft.from_space(FOREST))
    view = SpaceTextView(form, theme)
    qtbot.addWidget(view)
    view.resize(640, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    yield Hands(qtbot, form, view)
    view.close()
    delete(form)


@pytest.fixture
def history(hands) -> SpaceHistory:
    return SpaceHistory(hands.form, hands.view)


def test_that_the_page_shows_the_space_of_the_form(hands):
    assert hands.lines()[3] == "  max_depth: {int: [3, 20]}"
    assert hands.label() == ""


def test_that_edits_of_the_form_reach_the_text_and_leave_the_view_in_place(hands):
    hands.edit.go_to_line(2)
    before = hands.edit.textCursor().position()
    row = hands.row("max_depth")
    hands.form.edit_row(replace(row, high="35"), "Change high of max_depth")
    hands.settle()
    assert hands.lines()[3] == "  max_depth: {int: [3, 35]}"
    assert hands.edit.textCursor().position() == before


def test_that_typing_reaches_the_form_and_keeps_the_row(hands):
    key = hands.row("max_depth").key
    hands.form.select(key)
    hands.replace("20]", "64]")
    assert hands.form.space["max_depth"].kind == Int(3, 64)
    assert hands.form.current_key == key
    hands.replace("max_depth", "depth")
    assert hands.row("depth").key == key


def test_that_what_is_typed_stays_as_it_was_typed(hands):
    hands.select("  max_depth: {int: [3, 20]}")
    hands.type("  # how deep")
    QTest.keyClick(hands.edit, Qt.Key.Key_Return)
    hands.type("max_depth: {int: [3,  21]}  # was 20")
    hands.settle()
    assert hands.form.space["max_depth"].kind == Int(3, 21)
    assert "  max_depth: {int: [3,  21]}  # was 20" in hands.lines()
    assert hands.label() == "Comments stay until the space is changed in the form."


def test_that_a_wrong_text_is_marked_and_changes_nothing(hands, qtbot):
    before = hands.form.draft
    with qtbot.assertNotEmitted(hands.form.edited):
        hands.replace("[3, 20]", "[30, 20]")
    assert hands.form.draft == before
    assert hands.label() == "Line 4: max_depth: The range ends at 20, below its start 30."
    assert [each.cursor.blockNumber() for each in hands.edit.extraSelections()] == [3]
    assert hands.link("discard").isVisible()
    hands.replace("[30, 20]", "[3, 21]")
    assert hands.form.space["max_depth"].kind == Int(3, 21)
    assert hands.label() == ""
    assert hands.edit.extraSelections() == []
    assert not hands.link("discard").isVisible()


def test_that_a_broken_bracket_is_told_with_its_line(hands):
    hands.replace("log_loss]}", "log_loss}")
    assert hands.label() == "Line 3: A comma or a closing bracket is missing here."


def test_that_the_form_does_not_touch_a_wrong_text_until_it_is_discarded(hands):
    hands.replace("[3, 20]", "[3, ]")
    hands.form.edit_row(replace(hands.row("max_features"), high="0.5"), "Change high")
    hands.settle()
    assert "[3, ]" in hands.text()
    hands.qtbot.mouseClick(hands.link("discard"), Qt.MouseButton.LeftButton)
    assert "max_depth: {int: [3, 20]}" in hands.text()
    assert "max_features: {float: [0.1, 0.5]}" in hands.text()
    assert hands.label() == ""


def test_that_a_text_mended_to_what_it_said_gives_way_to_the_form(hands):
    hands.replace("[3, 20]", "[3, ]")
    hands.form.edit_row(replace(hands.row("max_features"), high="0.5"), "Change high")
    hands.replace("[3, ]", "[3, 20]")
    assert hands.form.space["max_features"].kind.high == 0.5
    assert "max_features: {float: [0.1, 0.5]}" in hands.text()


def test_that_a_problem_in_the_form_leaves_the_last_space_and_is_said(hands):
    hands.form.edit_row(replace(hands.row("max_depth"), high="x"), "Change high")
    hands.settle()
    assert "max_depth: {int: [3, 20]}" in hands.text()
    assert hands.label().startswith("The form has a problem, so this is the space before it.")
    hands.choose("json")
    assert '"max_depth": {"int": [3, 20]}' in hands.text()
    hands.replace("[3, 20]", "[3, 22]")
    assert hands.form.space["max_depth"].kind == Int(3, 22)


def test_that_the_other_language_says_the_same(hands):
    hands.choose("json")
    assert hands.lines()[0] == "{"
    hands.replace("[3, 20]", "[3, 30]")
    assert hands.form.space["max_depth"].kind == Int(3, 30)
    hands.choose("yaml")
    assert "  max_depth: {int: [3, 30]}" in hands.lines()


def test_that_a_wrong_text_is_not_lost_by_the_other_language(hands):
    hands.replace("[3, 20]", "[3, ]")
    tabs = hands.view.findChild(SegmentedTabs, "space_text_format")
    assert not tabs.isEnabled()
    hands.choose("json")
    assert "[3, ]" in hands.text()
    assert tabs.current_key() == "yaml"


def test_that_the_undo_key_goes_back_letters_and_leaves_no_step(hands, history):
    before = hands.form.draft
    hands.replace("20]", "64]")
    assert history.undo_text == "Edit as text"
    hands.qtbot.waitUntil(hands.edit.document().isUndoAvailable)
    while hands.edit.document().isUndoAvailable():
        QTest.keyClick(hands.edit, Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert hands.form.draft == before
    assert not history.can_undo


def test_that_undo_of_the_step_brings_the_text_back(hands, history):
    before, text = hands.form.draft, hands.text()
    hands.replace("20]", "64]")
    history.undo()
    hands.settle()
    assert hands.form.draft == before
    assert hands.text() == text
    assert not hands.edit.document().isUndoAvailable()
    history.redo()
    hands.settle()
    assert "[3, 64]" in hands.text()


def test_that_typing_is_one_step(hands, history):
    hands.replace("20]", "6")
    hands.type("4]")
    hands.settle()
    assert [step.label for step in history.past()] == ["Edit as text"]


def test_that_what_was_typed_is_read_at_once_when_the_person_leaves(hands):
    hands.select("20]")
    hands.type("64]")
    hands.view.findChild(SegmentedTabs, "space_text_format").setFocus()
    assert hands.form.space["max_depth"].kind == Int(3, 64)


def test_that_what_was_typed_is_read_at_once_when_the_space_is_used(hands):
    hands.select("20]")
    hands.type("64]")
    hands.form.settle()
    assert hands.form.space["max_depth"].kind == Int(3, 64)


def test_that_a_text_is_read_on_another_thread(hands, monkeypatch):
    threads: list[int] = []

    def noted(text: str, form: TextFormat) -> TextReading:
        threads.append(get_ident())
        return read_space_text(text, form)

    monkeypatch.setattr("tuner_gui.ui.space.text_view.read_space_text", noted)
    hands.replace("20]", "64]")
    assert hands.form.space["max_depth"].kind == Int(3, 64)
    assert threads
    assert get_ident() not in threads


@pytest.mark.parametrize("typed", ["64]", "oops"])
def test_that_what_was_typed_of_one_space_does_not_reach_the_next(hands, typed: str):
    hands.select("20]")
    hands.type(typed)
    hands.form.load(SpaceDraft.from_space(HyperParamSpace().add_int("other", 1, 2)))
    hands.view.discard()
    hands.settle()
    assert "  other: {int: [1, 2]}" in hands.lines()
    assert hands.form.space.names == ("other",)
    assert not hands.link("discard").isVisible()


def test_that_a_hidden_page_catches_up_when_it_is_shown(hands):
    hands.view.hide()
    hands.form.edit_row(replace(hands.row("max_depth"), high="35"), "Change high of max_depth")
    assert "[3, 20]" in hands.text()
    hands.view.show()
    assert "[3, 35]" in hands.text()


def test_that_a_locked_text_can_be_read_only(hands):
    hands.form.is_locked = True
    hands.view.set_locked(True)
    before = hands.text()
    hands.select("20]")
    hands.type("64]")
    assert hands.text() == before
    assert hands.label() == "Locked while the sweep runs."
    hands.form.is_locked = False
    hands.view.set_locked(False)
    hands.replace("20]", "64]")
    assert hands.form.space["max_depth"].kind == Int(3, 64)


def test_that_enter_keeps_the_indentation_and_tab_makes_some(hands):
    hands.edit.setFocus()
    QTest.keyClick(hands.edit, Qt.Key.Key_End, CTRL)
    hands.type("  x:")
    QTest.keyClick(hands.edit, Qt.Key.Key_Return)
    hands.type("int: [1, 2]")
    QTest.keyClick(hands.edit, Qt.Key.Key_Return)
    QTest.keyClick(hands.edit, Qt.Key.Key_Tab)
    QTest.keyClick(hands.edit, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    hands.type("log: true")
    hands.settle()
    assert hands.lines()[-3:] == ["  x:", "    int: [1, 2]", "    log: true"]
    assert hands.form.space["x"].kind == Int(1, 2, log=True)


def test_that_escape_leaves_the_text(hands):
    hands.edit.setFocus()
    QTest.keyClick(hands.edit, Qt.Key.Key_Escape)
    assert not hands.edit.hasFocus()


def test_that_the_mark_is_told_at_the_line_and_the_link_leads_there(hands):
    hands.replace("[0.1, 1.0]", "[]")
    hands.edit.go_to_line(1)
    hands.qtbot.mouseClick(hands.link("go"), Qt.MouseButton.LeftButton)
    assert hands.edit.textCursor().blockNumber() == 4
    assert hands.edit.hasFocus()


def test_that_another_theme_is_no_edit(hands, theme, qtbot):
    with qtbot.assertNotEmitted(hands.edit.typed):
        theme.set_preference("dark")


def test_that_characters_beyond_16_bits_count_twice_in_qt():
    assert _units("a😀b") == 4
    assert _difference("abXcd", "abYZcd") == (2, 3, 4)
    assert _difference("aa", "aaa") == (2, 2, 3)


def test_that_text_with_such_characters_is_replaced_in_the_right_place(hands):
    hands.edit.set_text("a: 😀 b\n")
    hands.edit.set_text("a: 😀 😀c\n")
    assert hands.text() == "a: 😀 😀c\n"
