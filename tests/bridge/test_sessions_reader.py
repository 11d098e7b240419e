"""Several sessions are read in order, off the GUI thread, as they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.session.journals import Troubles, empty_session, events, observer
from tests.ui.compare.sessions import sweep, write
from tuner_gui.bridge.sessions_reader import ReadSession, SessionsReader, read_to_compare
from tuner_gui.session.file import write_session
from tuner_gui.session.lock import SessionLock


@pytest.fixture
def reader(qtbot: QtBot) -> SessionsReader:
    return SessionsReader()


def test_that_sessions_are_read_in_order_and_a_broken_one_stops_nothing(
    qtbot: QtBot, reader: SessionsReader, tmp_path: Path
) -> None:
    told: list[str] = []
    reader.read.connect(lambda session: told.append(session.path.name))
    reader.failed.connect(lambda path, sentence: told.append(sentence))
    one = write(tmp_path / "one.tuner.json", sweep([0.5]))
    broken = tmp_path / "broken.tuner.json"
    broken.write_text("{")
    two = write(tmp_path / "two.tuner.json", sweep([0.6]))
    with qtbot.waitSignal(reader.finished):
        for path in (one, broken, two, one):
            reader.ask(path)
    assert (told[0], told[2:]) == ("one.tuner.json", ["two.tuner.json"])
    assert told[1].startswith("broken.tuner.json")
    assert reader.waiting == ()
    reader.close()


def test_that_what_is_forgotten_is_not_told(
    qtbot: QtBot, reader: SessionsReader, tmp_path: Path
) -> None:
    told: list[ReadSession] = []
    reader.read.connect(told.append)
    paths = [write(tmp_path / f"{name}.tuner.json", sweep([0.5])) for name in "abc"]
    with qtbot.waitSignal(reader.finished):
        for path in paths:
            reader.ask(path)
        reader.forget(paths[0])
        reader.forget(paths[1])
    assert [session.path for session in told] == [paths[2]]
    reader.close()


def test_that_forgetting_the_last_one_ends_the_reading(
    qtbot: QtBot, reader: SessionsReader, tmp_path: Path
) -> None:
    path = write(tmp_path / "one.tuner.json", sweep([0.5]))
    reader.ask(path)
    with qtbot.waitSignal(reader.finished), qtbot.assertNotEmitted(reader.read, wait=200):
        reader.forget(path)
    with qtbot.waitSignal(reader.read):
        reader.ask(path)
    reader.close()


def test_that_a_session_that_is_being_written_is_read_with_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "live.tuner.json"
    write_session(path, empty_session())
    with SessionLock(path), observer(path, Troubles()) as journal:
        for event in events(range(3)):
            journal.on_event(event)
        read = read_to_compare(path)
    assert (read.summary.trials, read.summary.best_number) == (3, 2)
    assert read.is_running
    assert not read_to_compare(path).is_running


def test_that_what_trials_reported_is_left_out(tmp_path: Path) -> None:
    (record,) = sweep([0.5])
    path = write(tmp_path / "one.tuner.json", [replace(record, curve=((0, 0.1), (1, 0.5)))])
    store = read_to_compare(path).store
    assert len(store.reporting_rows()) == 0
    assert store.metric.tolist() == [0.5]
