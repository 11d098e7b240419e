"""What was noted and marked in a killed sweep, and what becomes of it in what follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.flows.conftest import Person
from tests.flows.test_closing import answer
from tests.flows.test_recovery import config, killed, open_session, trial
from tuner_gui import TrialState
from tuner_gui.core.events import TrialCompleted, TrialStarted
from tuner_gui.core.marks import UNMARKED, TrialMark
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.journal_lines import (
    SweepBegun,
    SweepNoted,
    TrialMarked,
    entry_line,
    event_line,
)
from tuner_gui.session.lock import RunningLock
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

__all__ = ["killed"]  # a fixture

STAR, TAG = TrialMark(is_starred=True), TrialMark(tags=("odd",))


def say(path: Path, *lines: bytes) -> None:
    with journal_file(path).open("ab") as journal:
        journal.write(b"".join(lines))


def test_that_what_is_said_after_a_kill_survives_the_next_one(
    person: Person, tmp_path: Path
) -> None:
    path, left = tmp_path / "s.tuner.json", tmp_path / "left.tuner.json"
    write_session(path, Session(config(60, seconds=0.1)))
    say(path, entry_line(SweepBegun(config(60, seconds=0.1))))
    say(path, event_line(TrialCompleted(trial(0, TrialState.COMPLETE))))
    say(path, event_line(TrialStarted(trial(1, TrialState.RUNNING))))
    say(path, entry_line(SweepNoted("Before.")), entry_line(TrialMarked(0, STAR)))
    open_session(person, path)
    person.workbench.session.set_notes("After.")
    person.workbench.services.live.mark({0: UNMARKED, 1: TAG})
    answer("Run it", [])
    person.click("run_button")
    person.wait(lambda: person.store.finished > 3)
    shutil.copy(journal_file(path), journal_file(left))  # as a kill leaves them
    shutil.copy(path, left)
    recovered = OpenSession(left).whole()
    assert (recovered.notes, recovered.marks) == ("After.", {1: TAG})


@pytest.mark.parametrize(
    ("button", "kept"),
    [("lost_failed_link", {0: STAR, 3: TAG}), ("lost_forget_link", {0: STAR})],
)
def test_that_marks_stay_with_the_trials_that_stay(
    person: Person, killed: Path, button: str, kept: dict[int, TrialMark]
) -> None:
    say(killed, entry_line(TrialMarked(0, STAR)), entry_line(TrialMarked(3, TAG)))
    open_session(person, killed)
    assert person.store.marks.by_number() == {0: STAR, 3: TAG}
    person.click(button)
    person.wait(lambda: not journal_file(killed).exists())
    assert person.store.marks.by_number() == kept
    assert read_session(killed).marks == kept


def test_that_what_another_person_says_of_a_followed_session_is_shown(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.tuner.json"
    write_session(path, Session(config(8), [trial(0, TrialState.COMPLETE)]))
    lock = RunningLock()
    lock.hold(path)
    try:
        open_session(person, path)
        person.wait(lambda: person.workbench.session.is_followed)
        say(path, entry_line(SweepBegun(config(8))), entry_line(TrialMarked(0, STAR)))
        person.wait(lambda: person.store.marks.of(0) == STAR)
        say(path, entry_line(SweepNoted("Theirs.")))
        person.wait(lambda: person.workbench.panels.note.note() == "Theirs.")
        assert not person.workbench.session.is_modified
    finally:
        lock.release()
        person.wait(lambda: not person.workbench.session.is_followed)
        person.wait_until_idle()
