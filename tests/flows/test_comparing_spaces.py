"""The dialog that compares the space of the form with others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListView

from tests.flows.conftest import Person
from tests.flows.test_space_editing import click_row
from tuner_gui.ui.space.difference_view import DifferenceView
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.reading import DraftReading, read_draft

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def editor(person: Person) -> Person:
    person.show_quick_setup()
    return person


def compare(person: Person) -> None:
    person.window.findChild(QAction, "compare_space_action").trigger()


def spoken(person: Person) -> list[str]:
    return [line.spoken for line in person.find(DifferenceView, "difference_list").lines()]


def sentence(person: Person) -> str:
    return person.find(QLabel, "compare_empty_sentence").text()


def titles(person: Person) -> list[str]:
    box = person.find(QComboBox, "compare_from")
    return [box.itemText(place) for place in range(box.count())]


def type_high(person: Person, text: str) -> None:
    click_row(person, 0)
    person.type_into("space_high", text)


def test_that_an_unchanged_space_is_the_same(editor: Person):
    compare(editor)
    assert sentence(editor) == "The two spaces are the same"
    assert titles(editor) == ["The space as it was opened"]
    editor.click("compare_close")


def test_that_the_dialog_follows_the_form_and_offers_its_steps(editor: Person):
    compare(editor)
    type_high(editor, "64")
    assert spoken(editor) == ["Changed x int", "high: 100 → 64"]
    click_row(editor, 1)
    editor.press("space_list", Qt.Key.Key_Delete)
    assert spoken(editor)[2:] == ["Removed seconds constant always 0.0"]
    assert titles(editor) == [
        "The space as it was opened",
        "Before “Remove seconds”",
        "Before “Change high of x”",
    ]
    editor.pick("compare_from", "Before “Remove")
    box = editor.find(QComboBox, "compare_from")
    box.activated.emit(box.currentIndex())
    assert spoken(editor) == ["Removed seconds constant always 0.0"]
    editor.window.actions_.undo.trigger()
    assert spoken(editor) == ["Changed x int", "high: 100 → 64"]
    editor.click("compare_close")


def test_that_past_steps_are_read_once_and_only_while_they_can_be_seen(editor: Person, monkeypatch):
    read: list[SpaceDraft] = []

    def noted(draft: SpaceDraft) -> DraftReading:
        read.append(draft)
        return read_draft(draft)

    monkeypatch.setattr("tuner_gui.ui.window.compare_desk.read_draft", noted)
    compare(editor)
    editor.click("compare_close")
    type_high(editor, "64")
    editor.type_into("space_low", "12")
    assert read == []
    compare(editor)
    assert titles(editor)[1:] == ["Before “Change low of x”", "Before “Change high of x”"]
    editor.type_into("space_name", "why")
    assert len(titles(editor)) == 4
    assert len(read) == len({id(draft) for draft in read}) == 3


def test_that_the_saved_space_is_read_from_the_file(editor: Person, tmp_path: Path):
    path = tmp_path / "one.tuner.json"
    type_high(editor, "64")
    editor.workbench.session.save_to(path)
    editor.wait(lambda: not editor.workbench.session.is_modified)
    type_high(editor, "65")
    compare(editor)
    editor.pick("compare_from", "The space as it was last saved")
    box = editor.find(QComboBox, "compare_from")
    box.activated.emit(box.currentIndex())
    editor.wait(lambda: editor.sees("difference_list"))
    assert spoken(editor) == ["Changed x int", "high: 64 → 65"]
    editor.workbench.session.save()
    editor.wait(lambda: not editor.sees("difference_list"))
    editor.wait(lambda: sentence(editor) == "The two spaces are the same")


def test_that_another_session_is_compared_and_left_as_it_is(
    editor: Person, tmp_path: Path, monkeypatch
):
    path = tmp_path / "other.tuner.json"
    type_high(editor, "7")
    editor.workbench.session.save_to(path)
    editor.wait(lambda: not editor.workbench.session.is_modified)
    before = path.read_bytes()
    editor.show_quick_setup()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    compare(editor)
    editor.click("compare_file")
    editor.wait(lambda: editor.sees("difference_list"))
    assert spoken(editor) == ["Changed x int", "high: 7 → 100"]
    assert editor.find(QComboBox, "compare_from").currentText() == "other.tuner.json"
    assert path.read_bytes() == before
    broken = tmp_path / "broken.tuner.json"
    broken.write_text("{")
    editor.workbench.space_edit.compare.compare_with(broken)
    editor.wait(lambda: editor.sees("compare_empty"))
    editor.wait(lambda: "broken.tuner.json" in sentence(editor) and "ends" in sentence(editor))


def test_that_a_problem_in_the_form_is_said(editor: Person):
    type_high(editor, "64")
    compare(editor)
    editor.type_into("space_high", "x")
    summary = editor.find(QLabel, "compare_summary").text()
    assert summary.endswith("The form has a problem; this is the space before it.")
    assert editor.find(QListView, "space_list").isVisible()
