"""Stars, tags, notes and hidden trials: made by hand, saved by themselves, never lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.flows.conftest import Person
from tests.flows.test_recovery import open_session
from tuner_gui.core.marks import TrialMark
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.lock import RunningLock
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

STAR = TrialMark(is_starred=True)


@pytest.fixture
def finished(person: Person) -> Path:
    """The file of a sweep of six trials, shown in the window."""
    person.run_quick_sweep(6)
    path = person.workbench.session.path
    assert path is not None
    person.wait(lambda: not person.workbench.session.is_modified)
    return path


def select(person: Person, number: int) -> None:
    person.workbench.services.selection.select(number)


def press_in_table(person: Person, key: Qt.Key) -> None:
    table = person.workbench.panels.trials.table
    table.setFocus()
    person.qtbot.keyClick(table, key)


def type_into(person: Person, name: str, text: str, end: Qt.Key) -> None:
    field = person.find(QWidget, name)
    person.qtbot.keyClicks(field, text)
    person.qtbot.keyClick(field, end)


def wait_until_saved(person: Person) -> None:
    person.wait(lambda: not person.workbench.session.is_modified)


def test_that_what_is_said_of_a_trial_is_saved_by_itself_and_read_again(
    person: Person, finished: Path
) -> None:
    select(person, 3)
    person.click("trial_star")
    type_into(person, "trial_tag_field", "baseline", Qt.Key.Key_Return)
    press_in_table(person, Qt.Key.Key_N)
    type_into(person, "trial_note_field", "Odd *spike*", Qt.Key.Key_Escape)
    wait_until_saved(person)
    said = TrialMark(is_starred=True, tags=("baseline",), note="Odd *spike*")
    assert read_session(finished).marks == {3: said}
    person.workbench.files.new_sweep()
    open_session(person, finished)
    assert person.store.marks.by_number() == {3: said}


def test_that_tab_leads_from_the_star_through_the_tags_to_what_adds_more(
    person: Person, finished: Path
) -> None:
    person.workbench.services.live.mark({3: TrialMark(tags=("one", "two"))})
    select(person, 3)
    person.find(QWidget, "trial_star").setFocus()
    walked = []
    for _ in range(4):
        person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget().objectName())
    assert walked == ["remove_tag_one", "remove_tag_two", "trial_tag_field", "trial_note_add"]


def test_that_hidden_trials_leave_the_setup_its_room(person: Person, finished: Path) -> None:
    person.window.resize(1_440, 900)
    person.workbench.services.live.mark({2: TrialMark(is_hidden=True)})
    person.window.resize(person.window.minimumSize())
    person.qtbot.wait(100)
    panels = person.workbench.panels
    assert panels.setup.width() >= 224
    shown = panels.trials.title_bar
    assert all(
        shown.rect().contains(part.geometry())
        for part in (panels.trials.tabs, panels.trials.filter_field)
    )
    assert panels.trials.tabs.width() >= panels.trials.tabs.sizeHint().width()


def test_that_the_note_of_the_sweep_is_written_beside_its_trials(
    person: Person, finished: Path
) -> None:
    person.click("sweep_note_button")
    type_into(person, "sweep_note_field", "First try", Qt.Key.Key_Escape)
    wait_until_saved(person)
    assert read_session(finished).notes == "First try"
    assert person.find(QWidget, "sweep_note_button").toolTip().endswith(": First try")
    person.workbench.files.new_sweep()
    assert person.workbench.panels.note.note() == ""
    open_session(person, finished)
    assert person.workbench.panels.note.note() == "First try"


def test_that_what_is_being_typed_is_saved_too(person: Person, finished: Path) -> None:
    person.click("sweep_note_button")
    person.qtbot.keyClicks(person.find(QWidget, "sweep_note_field"), "Half a thou")
    person.workbench.files.save()
    wait_until_saved(person)
    assert read_session(finished).notes == "Half a thou"


def test_that_nothing_is_asked_where_only_a_remark_is_not_saved_yet(
    person: Person, finished: Path
) -> None:
    person.workbench.services.live.mark({2: STAR})
    assert person.workbench.session.is_modified
    assert person.window.close()  # a question would stand in the way for ever
    assert read_session(finished).marks == {2: STAR}


def test_that_a_remark_is_saved_and_other_edits_are_not(person: Person, finished: Path) -> None:
    seed = read_session(finished).config.seed
    person.type_into("setup_trials", "77")
    person.workbench.session.settle()
    person.workbench.services.live.mark({2: STAR})
    person.wait(lambda: read_session(finished).marks == {2: STAR})
    saved = read_session(finished)
    assert (saved.config.seed, saved.config.budget.trials) == (seed, 6)
    assert person.workbench.session.is_modified
    person.workbench.files.save()
    wait_until_saved(person)
    saved = read_session(finished)
    assert (saved.marks, saved.config.budget.trials) == ({2: STAR}, 77)


@pytest.mark.parametrize("way", ["run", "save as", "close"])
def test_that_remarks_beside_another_setup_stay_with_their_trials(
    person: Person, finished: Path, tmp_path: Path, way: str
) -> None:
    person.type_into("setup_seed", "77")
    person.workbench.session.settle()
    person.workbench.services.live.mark({2: STAR})
    person.click("sweep_note_button")
    person.qtbot.keyClicks(person.find(QWidget, "sweep_note_field"), "Of these")
    match way:
        case "run":
            person.click("run_button")
            person.wait(lambda: person.workbench.session.path != finished)
        case "save as":
            person.workbench.session.save_to(tmp_path / "other.tuner.json")
        case _:
            person.workbench.closing.close_now()
    person.wait_until_idle()
    left = read_session(finished)
    assert (len(left.records), left.marks, left.notes) == (6, {2: STAR}, "Of these")
    assert left.config.seed != 77


def test_that_a_sweep_may_begin_while_a_remark_is_saved(person: Person, finished: Path) -> None:
    person.workbench.services.live.mark({2: STAR})
    person.workbench.session.save_remarks()
    assert person.workbench.services.keeper.is_writing
    person.type_into("setup_trials", "8")
    person.click("run_button")
    person.wait(lambda: len(person.store) == 8)
    person.wait_until_idle()
    assert read_session(finished).marks == {2: STAR}


def test_that_a_file_that_another_program_changed_is_not_replaced_for_a_remark(
    person: Person, finished: Path
) -> None:
    theirs = replace(read_session(finished), notes="Theirs.")
    write_session(finished, theirs)
    person.workbench.services.live.mark({2: STAR})
    person.wait(lambda: person.sees("save_as_link"))
    said = person.find(QLabel, "window_banner_text").text()
    assert said.startswith(f"{finished.name} was changed by another program; ")
    assert read_session(finished) == theirs
    copy = finished.with_name("mine.tuner.json")
    person.workbench.session.save_to(copy)
    wait_until_saved(person)
    assert read_session(copy).marks == {2: STAR}
    person.workbench.services.live.mark({3: STAR})  # after a failure remarks go on being saved
    wait_until_saved(person)
    assert read_session(copy).marks == {2: STAR, 3: STAR}


def test_that_remarks_survive_a_rename_and_a_resume(
    person: Person, finished: Path, tmp_path: Path
) -> None:
    person.workbench.services.live.mark({2: STAR})
    person.workbench.session.set_notes("Kept.")
    renamed = tmp_path / "renamed.tuner.json"
    person.workbench.session.save_to(renamed)
    person.wait(lambda: person.workbench.session.path == renamed)
    person.type_into("setup_trials", "8")
    person.click("run_button")
    person.wait(lambda: len(person.store) == 8)
    person.wait_until_idle()
    wait_until_saved(person)
    session = read_session(renamed)
    assert len(session.records) == 8
    assert (session.marks, session.notes) == ({2: STAR}, "Kept.")


def test_that_another_sweep_begins_without_remarks(person: Person, finished: Path) -> None:
    person.workbench.services.live.mark({2: STAR})
    person.workbench.session.set_notes("Of the first one.")
    wait_until_saved(person)
    person.type_into("setup_seed", "77")
    person.click("run_button")
    person.wait(lambda: person.workbench.session.path != finished)
    person.wait_until_idle()
    assert len(person.store.marks) == 0
    assert person.workbench.session.notes == ""
    assert read_session(finished).marks == {2: STAR}


def test_that_what_is_said_while_a_sweep_runs_survives_its_kill(
    person: Person, tmp_path: Path
) -> None:
    person.show_quick_setup(trials=40, seconds=0.1)
    person.click("run_button")
    person.wait(lambda: person.store.finished > 2)
    person.workbench.services.live.mark({1: STAR})
    person.click("sweep_note_button")
    type_into(person, "sweep_note_field", "Over night", Qt.Key.Key_Escape)
    path = person.workbench.session.path
    assert path is not None
    person.wait(lambda: b'"event":"noted"' in journal_file(path).read_bytes())
    left = tmp_path / "left.tuner.json"  # as a kill leaves them
    shutil.copy(journal_file(path), journal_file(left))
    shutil.copy(path, left)
    recovered = OpenSession(left).whole()
    assert (recovered.marks, recovered.notes) == ({1: STAR}, "Over night")
    person.click("stop_button")
    person.wait_until_idle()
    wait_until_saved(person)
    saved = read_session(path)
    assert (saved.marks, saved.notes) == ({1: STAR}, "Over night")


def test_that_a_session_of_another_program_cannot_be_marked_but_shows_its_marks(
    person: Person, finished: Path
) -> None:
    person.workbench.files.new_sweep()
    lock = RunningLock()
    lock.hold(finished)
    try:
        open_session(person, finished)
        person.wait(lambda: person.workbench.session.is_followed)
        person.workbench.services.live.mark({2: STAR})
        assert len(person.store.marks) == 0
        select(person, 2)
        star = person.find(QWidget, "trial_star")
        assert not star.isEnabled()
        assert star.toolTip().startswith("Another program runs this session")
    finally:
        lock.release()


def test_that_the_note_of_a_trial_can_be_written_where_the_inspector_was_put_away(
    person: Person, finished: Path
) -> None:
    person.workbench.workspace.pane_actions()[2].trigger()
    assert not person.workbench.panels.inspector.isVisible()
    select(person, 1)
    press_in_table(person, Qt.Key.Key_N)
    type_into(person, "trial_note_field", "Seen", Qt.Key.Key_Escape)
    assert person.store.marks.of(1).note == "Seen"
