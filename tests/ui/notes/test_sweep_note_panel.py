"""The pane with the note of the whole sweep."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QTextBrowser

from tuner_gui.ui.notes.sweep_note_panel import SweepNotePanel


@pytest.fixture
def panel(qtbot, theme):
    made = SweepNotePanel(theme)
    qtbot.addWidget(made)
    made.resize(320, 400)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def field(panel):
    return panel.findChild(QPlainTextEdit, "sweep_note_field")


@pytest.fixture
def view(panel):
    return panel.findChild(QTextBrowser, "sweep_note_view")


@pytest.fixture
def changes(panel):
    found = []
    panel.changed.connect(found.append)
    return found


def button(panel, name):
    return panel.findChild(QAbstractButton, name)


def test_that_an_empty_pane_says_what_it_is_for(panel, field):
    sentence = panel.findChild(QLabel, "sweep_note_empty_sentence")
    assert sentence.isVisible()
    assert sentence.text().startswith("What the sweep is for")
    QTest.mouseClick(button(panel, "sweep_note_empty_button"), Qt.MouseButton.LeftButton)
    assert field.hasFocus()


def test_that_a_small_pane_says_all_of_it(panel, qtbot):
    panel.resize(248, 200)
    sentence = panel.findChild(QLabel, "sweep_note_empty_sentence")
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    below = button(panel, "sweep_note_empty_button")
    assert sentence.geometry().bottom() < below.geometry().top()
    assert below.geometry().bottom() <= below.parentWidget().height()


def test_that_the_note_is_written_and_told(panel, field, view, changes):
    panel.edit()
    QTest.keyClicks(field, "try again")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert changes == ["try again"]
    assert panel.note() == "try again"
    assert view.isVisible()


def test_that_note_and_field_fill_the_pane(panel, field, view, qtbot):
    panel.set_note("short")
    qtbot.waitUntil(lambda: view.height() > 300)
    panel.edit()
    qtbot.waitUntil(lambda: field.height() > 300)
    panel.resize(320, 200)
    qtbot.waitUntil(lambda: field.height() < 150)


def test_that_the_link_in_the_title_opens_the_note(panel, field):
    panel.set_note("one")
    link = button(panel, "sweep_note_link")
    assert panel.title_bar.isAncestorOf(link)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert field.hasFocus()


def test_that_settling_commits_what_is_typed(panel, field, changes):
    panel.edit()
    QTest.keyClicks(field, "on the way")
    panel.settle()
    assert changes == ["on the way"]
    assert field.isVisible()


def test_that_the_same_note_set_again_leaves_what_is_typed(panel, field, changes):
    panel.set_note("one")
    panel.edit()
    QTest.keyClicks(field, " two")
    panel.set_note("one")
    assert field.toPlainText() == "one two"
    panel.settle()
    assert changes == ["one two"]


def test_that_the_note_of_another_sweep_takes_its_place(panel, field, view, changes):
    panel.edit()
    QTest.keyClicks(field, "of the first")
    panel.set_note("the second's")
    assert view.toPlainText() == "the second's"
    panel.settle()
    assert changes == []


def test_that_an_obstacle_is_told(panel, changes):
    panel.set_obstacle("Another program runs the session.")
    assert not button(panel, "sweep_note_empty_button").isEnabled()
    panel.edit()
    panel.set_note("one")
    assert button(panel, "sweep_note_link").toolTip() == "Another program runs the session."
    assert changes == []
