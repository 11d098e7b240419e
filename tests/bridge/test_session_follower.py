"""A session that another program runs, followed through its journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.session.journals import empty_session, events, write_journal
from tests.waiting import wait_until
from tuner_gui.bridge.session_follower import SessionFollower
from tuner_gui.core.marks import UNMARKED, TrialMark
from tuner_gui.session.file import write_session
from tuner_gui.session.journal_lines import SweepNoted, TrialMarked, entry_line, event_line
from tuner_gui.session.journal_reading import JournalReading
from tuner_gui.session.lock import RunningLock
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

STAR = TrialMark(is_starred=True)


@pytest.fixture
def path(tmp_path: Path):
    """A session that somebody runs, with two trials by now."""
    path = tmp_path / "s.tuner.json"
    write_session(path, empty_session())
    write_journal(path, events([0, 1]))
    lock = RunningLock()
    lock.hold(path)
    yield path
    lock.release()


@pytest.fixture
def follower(qtbot, path: Path):
    opening = OpenSession(path)
    opening.whole()
    follower = SessionFollower()
    follower.follow(path, opening.journal)
    yield follower
    follower.stop()


def add(path: Path, *lines: bytes) -> None:
    with journal_file(path).open("ab") as journal:
        journal.write(b"".join(lines))


def test_that_only_what_is_new_arrives(qtbot, path: Path, follower: SessionFollower) -> None:
    start, end = events([2])
    with qtbot.waitSignal(follower.events_arrived, timeout=10_000) as arrived:
        add(path, *map(event_line, [start, end]))
    assert arrived.args == [[end]]


def test_that_what_a_person_says_there_is_heard(
    qtbot, path: Path, follower: SessionFollower
) -> None:
    with qtbot.waitSignal(follower.remarked, timeout=10_000) as heard:
        add(path, entry_line(TrialMarked(1, STAR)))
    assert heard.args == [{1: STAR}, None]
    with qtbot.waitSignal(follower.remarked, timeout=10_000) as heard:
        add(path, entry_line(TrialMarked(1, UNMARKED)), entry_line(SweepNoted("Odd.")))
    assert heard.args == [{1: UNMARKED}, "Odd."]


def test_that_nothing_is_heard_of_a_session_that_was_left(
    qtbot, path: Path, follower: SessionFollower
) -> None:
    add(path, entry_line(TrialMarked(1, STAR)))
    with qtbot.assertNotEmitted(follower.remarked, wait=600):
        follower.stop()


def test_that_what_was_on_its_way_is_not_taken_for_another_session(
    qtbot, tmp_path: Path, path: Path, follower: SessionFollower
) -> None:
    reading = JournalReading(journal_file(path))
    follower.follow(path, reading)
    other, lock = tmp_path / "other.tuner.json", RunningLock()
    write_session(other, empty_session())
    lock.hold(other)
    add(path, entry_line(TrialMarked(1, STAR)))
    wait_until(lambda: 1 in reading.story.marks)  # heard by the thread; no slot was called yet
    with qtbot.assertNotEmitted(follower.remarked, wait=300):
        follower.follow(other, None)
    follower.stop()
    lock.release()
