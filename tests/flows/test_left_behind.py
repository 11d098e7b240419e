"""What one session says or marks is gone when another one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from tests.flows.conftest import Person


def banner(person: Person) -> str:
    return person.find(QLabel, "window_banner_text").text() if person.sees("window_banner") else ""


def show_text(person: Person) -> str:
    person.workbench.space_edit.show_text()
    person.wait(lambda: person.sees("space_text"))
    return person.find(QPlainTextEdit, "space_text").toPlainText()


def test_that_the_text_page_stands_there_when_it_is_first_opened_after_a_sweep(person: Person):
    person.run_quick_sweep(3)
    assert show_text(person).startswith("parameters:\n  x: {int: [1, 100]}")
    assert person.find(QLabel, "space_text_state").text() == ""


def test_that_another_session_takes_the_problems_of_a_text_with_it(person: Person):
    person.show_quick_setup()
    show_text(person)
    person.qtbot.keyClicks(person.find(QPlainTextEdit, "space_text"), "{{")
    person.wait(lambda: person.find(QLabel, "space_text_state").text().startswith("Line 4"))
    person.show_quick_setup(seconds=1.0)
    text = person.find(QPlainTextEdit, "space_text")
    assert text.toPlainText().startswith("parameters:\n  x: {int: [1, 100]}")
    assert person.find(QLabel, "space_text_state").text() == ""


def test_that_the_error_of_a_sweep_goes_with_its_session(person: Person):
    person.show_quick_setup()
    person.workbench.sweep.finished.emit(None, TuningError("The disk is full."))
    assert banner(person) == "The disk is full."
    person.show_quick_setup(trials=3)
    assert banner(person) == ""


def test_that_a_paste_that_works_takes_away_what_was_said_of_the_last_one(person: Person):
    person.show_quick_setup()
    rows = person.workbench.panels.setup.model.space
    paste = person.window.actions_.paste_rows
    QApplication.clipboard().setText("parameters:\n  a: {int: [1\n")
    paste.trigger()
    assert banner(person).startswith("Nothing was pasted.")
    QApplication.clipboard().setText("parameters:\n  a: {int: [1, 9]}\n")
    paste.trigger()
    assert [row.name for row in rows.draft][-1] == "a"
    assert banner(person) == ""


def test_that_a_paste_leaves_what_others_have_said(person: Person):
    person.show_quick_setup()
    person.workbench.messages.complain("The disk is full.")
    QApplication.clipboard().setText("parameters:\n  a: {int: [1, 9]}\n")
    person.window.actions_.paste_rows.trigger()
    assert banner(person) == "The disk is full."
