"""A note is read, and typed where it stands; what is typed is never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from tuner_gui.core.marks import LONGEST_NOTE

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(editor):
    return editor.findChild(QPlainTextEdit, "note_field")


@pytest.fixture
def view(editor):
    return editor.findChild(QTextBrowser, "note_view")


@pytest.fixture
def invitation(editor, window):
    return window.findChild(QAbstractButton, "note_add")


@pytest.fixture
def hint(editor):
    return editor.findChild(QLabel, "note_hint")


def pasted(text):
    data = QMimeData()
    data.setText(text)
    return data


def test_that_without_a_note_there_is_an_invitation_alone(editor, invitation, field, view):
    assert invitation.isVisible()
    assert invitation.text() == "Add a note"
    assert not any(part.isVisible() for part in (field, view, editor.link))


def test_that_a_note_is_typed_and_then_read(editor, committed, invitation, field, view):
    QTest.mouseClick(invitation, LEFT)
    assert field.hasFocus()
    assert not invitation.isVisible()
    QTest.keyClicks(field, "a **good** one")
    assert committed == []
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert committed == ["a **good** one"]
    assert view.isVisible()
    assert view.toPlainText() == "a good one"
    assert not field.isVisible()
    assert view.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_that_keys_open_the_invitation(editor, invitation, field, key):
    invitation.setFocus()
    QTest.keyClick(invitation, key)
    assert field.hasFocus()


def test_that_escape_keeps_what_was_typed(editor, committed, field):
    editor.edit()
    QTest.keyClicks(field, "kept")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert committed == ["kept"]
    assert not editor.is_editing


def test_that_leaving_the_field_keeps_what_was_typed(editor, committed, field, elsewhere, qtbot):
    editor.edit()
    QTest.keyClicks(field, "kept")
    QTest.mouseClick(elsewhere, LEFT)
    assert committed == ["kept"]
    qtbot.waitUntil(lambda: not field.isVisible())
    assert elsewhere.hasFocus()


def test_that_tab_leads_on(editor, committed, field, qtbot):
    editor.edit()
    QTest.keyClicks(field, "kept")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert committed == ["kept"]
    qtbot.waitUntil(lambda: not field.isVisible())


def test_that_a_look_at_another_window_ends_no_typing(editor, committed, field, window, qtbot):
    other = QWidget()
    qtbot.addWidget(other)
    editor.edit()
    QTest.keyClicks(field, "kept")
    with qtbot.waitActive(other):
        other.show()
    assert committed == ["kept"]
    QApplication.processEvents()
    assert editor.is_editing
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClicks(field, " and more")
    editor.settle()
    assert committed == ["kept", "kept and more"]


def test_that_a_note_typed_as_it_was_is_no_change(editor, committed, field):
    editor.set_note("same\n\n")
    editor.edit()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    editor.finish()
    assert committed == []
    assert editor.note() == "same\n\n"


def test_that_blank_lines_around_a_note_are_left_out(editor, committed, field):
    editor.set_note("old")
    editor.edit()
    field.setPlainText("\n\n    code\nend \n\n")
    editor.finish()
    assert committed == ["    code\nend"]


def test_that_a_note_of_blanks_is_none(editor, committed, field, invitation):
    editor.set_note("old")
    editor.edit()
    field.setPlainText(" \n ")
    editor.finish()
    assert committed == [""]
    assert invitation.hasFocus()


def test_that_a_click_into_the_text_leads_to_that_word(editor, field, view, qtbot):
    editor.set_note("# depth\n\nthe **depth** of `trees`\n\nthe *depth* of nets")
    QApplication.processEvents()
    last = view.document().lastBlock()
    top = view.document().documentLayout().blockBoundingRect(last).center().y()
    word = view.fontMetrics().horizontalAdvance("the de")
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(word, int(top)))
    assert field.hasFocus()
    before = field.toPlainText()[: field.textCursor().position()]
    assert before == "# depth\n\nthe **depth** of `trees`\n\nthe *depth"


def test_that_selecting_text_opens_nothing(editor, view, qtbot):
    editor.set_note("a note to copy from")
    QApplication.processEvents()
    port, line = view.viewport(), view.fontMetrics().height() // 2
    QTest.mousePress(port, LEFT, pos=QPoint(2, line))
    QTest.mouseMove(port, QPoint(40, line))
    QTest.mouseRelease(port, LEFT, pos=QPoint(60, line))
    assert view.textCursor().hasSelection()
    assert not editor.is_editing
    QTest.mouseClick(port, LEFT, pos=QPoint(4, line))
    assert not editor.is_editing, "the click only took the selection away"
    QTest.mouseClick(port, LEFT, pos=QPoint(4, line))
    assert editor.is_editing


def test_that_enter_opens_the_note(editor, field, view):
    editor.set_note("one")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClicks(field, " two")
    assert field.toPlainText() == "one two"


def test_that_the_link_reads_edit_and_done(editor, committed, field):
    editor.set_note("one")
    assert (editor.link.text(), editor.link.accessibleName()) == ("Edit", "Edit the note")
    QTest.mouseClick(editor.link, LEFT)
    assert field.hasFocus()
    assert editor.link.text() == "Done"
    QTest.keyClicks(field, " two")
    QTest.mouseClick(editor.link, LEFT)
    assert committed == ["one two"]
    QApplication.processEvents()
    assert not editor.is_editing


def test_that_the_keyboard_goes_back_to_where_it_came_from(editor, field, elsewhere):
    editor.edit(elsewhere)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert elsewhere.hasFocus()


def test_that_what_is_typed_stays_while_the_note_changes_elsewhere(editor, committed, field):
    editor.set_note("one")
    editor.edit()
    QTest.keyClicks(field, " two")
    editor.set_note("another")
    assert field.toPlainText() == "one two"
    editor.finish()
    assert committed == ["one two"]


def test_that_an_untouched_field_takes_no_change_of_others_back(editor, committed, view):
    editor.set_note("one")
    editor.edit()
    editor.set_note("another")
    editor.finish()
    assert committed == []
    assert view.toPlainText() == "another"


def test_that_what_is_given_up_is_not_committed(editor, committed, field):
    editor.edit()
    QTest.keyClicks(field, "lost")
    editor.discard()
    editor.settle()
    assert committed == []
    assert not field.isVisible()


def test_that_an_obstacle_is_told_and_nothing_opens(editor, field, view, invitation):
    editor.set_obstacle("Another program runs the session.")
    assert not invitation.isEnabled()
    assert invitation.toolTip() == "Another program runs the session."
    editor.set_note("one")
    assert view.toolTip() == editor.link.toolTip() == "Another program runs the session."
    assert not editor.link.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseClick(view.viewport(), LEFT)
    editor.edit()
    assert not editor.is_editing
    editor.set_obstacle("")
    assert view.toolTip() == ""
    editor.edit()
    assert editor.is_editing


def test_that_an_obstacle_commits_what_was_typed_before_it(editor, committed, field, view):
    editor.edit()
    QTest.keyClicks(field, "kept")
    editor.set_obstacle("Another program runs the session.")
    assert committed == ["kept"]
    assert view.isVisible()


def test_that_the_field_grows_with_its_text_up_to_a_limit(editor, field, view, qtbot):
    editor.set_note("one")
    qtbot.waitUntil(lambda: 0 < view.height() < 30)
    width = view.width()
    editor.edit()
    qtbot.waitUntil(lambda: field.width() == width)
    assert field.height() < 90
    for lines, least in ((8, 120), (12, 180), (60, 270), (90, 270)):
        field.setPlainText("\n".join(["line"] * lines))
        qtbot.waitUntil(lambda least=least: least < field.height() < least + 60)


def test_that_a_long_note_scrolls_and_a_short_one_does_not(editor, view, qtbot):
    editor.set_note("short")
    qtbot.waitUntil(lambda: 0 < view.height() < 30)
    assert view.verticalScrollBar().maximum() == 0
    editor.set_note("\n\n".join(["paragraph"] * 90))
    qtbot.waitUntil(lambda: 200 < view.height() < 400)
    assert view.verticalScrollBar().maximum() > 0
    assert view.verticalScrollBar().value() == 0


# how long a note may be


@pytest.fixture
def full(editor, field):
    editor.set_note("x" * (LONGEST_NOTE - 1))
    editor.edit()
    return field


def test_that_the_last_letter_fits_and_no_more(full, hint, editor, committed):
    QTest.keyClicks(full, "a")
    assert hint.text() == "Markdown · Ctrl+Enter when done"
    QTest.keyClicks(full, "b")
    QTest.keyClick(full, Qt.Key.Key_Return)
    assert hint.text() == "That does not fit: a note has at most 20,000 characters."
    assert full.toPlainText().endswith("xa")
    QTest.keyClick(full, Qt.Key.Key_Backspace)
    assert hint.text() == "Markdown · Ctrl+Enter when done"
    QTest.keyClicks(full, "c")
    editor.finish()
    assert committed[0].endswith("xc")
    assert len(committed[0]) == LONGEST_NOTE


def test_that_the_refusal_stays_until_something_fits(full, hint, editor):
    QTest.keyClicks(full, "ab")
    editor.set_obstacle("")  # as at each batch of events
    editor.set_note(editor.note())
    assert "does not fit" in hint.text()


def test_that_what_is_pasted_fits_whole_or_not_at_all(full, hint):
    full.insertFromMimeData(pasted("two"))
    assert len(full.toPlainText()) == LONGEST_NOTE - 1
    assert "does not fit" in hint.text()
    full.selectAll()
    full.insertFromMimeData(pasted("two"))
    assert full.toPlainText() == "two"


def test_that_composed_letters_are_refused_too(full, hint):
    event = QInputMethodEvent()
    event.setCommitString("日本")
    QApplication.sendEvent(full, event)
    assert len(full.toPlainText()) == LONGEST_NOTE - 1
    assert "does not fit" in hint.text()


def test_that_a_note_that_is_too_long_already_can_be_shortened(editor, field, committed):
    editor.set_note("x" * (LONGEST_NOTE + 50))
    editor.edit()
    QTest.keyClicks(field, "y")
    assert len(field.toPlainText()) == LONGEST_NOTE + 50
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert len(field.toPlainText()) == LONGEST_NOTE + 49


def test_that_what_is_clicked_stays_in_place_until_the_button_is_up(
    editor, committed, field, elsewhere, window, qtbot
):
    editor.edit()
    QTest.keyClicks(field, "kept")
    qtbot.waitUntil(lambda: field.height() > 50)
    before = elsewhere.geometry()
    handle, at = window.windowHandle(), before.center()
    QTest.mousePress(handle, LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert committed == ["kept"]
    qtbot.waitSignal(editor._closing.timeout).wait()
    assert elsewhere.hasFocus()
    assert elsewhere.geometry() == before
    QTest.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, at)
    qtbot.waitUntil(lambda: not field.isVisible())
