"""Sweeps whose program was killed, sweeps that others run, and places that cannot be written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.flows.conftest import QUICK_TARGET, Person
from tests.flows.test_closing import answer
from tuner_gui import Budget, ClassSpec, HyperParamSpace, RandomKind, SweepConfig, TrialState
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.events import TrialCompleted, TrialReported, TrialStarted
from tuner_gui.core.marks import TrialMark
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialOrigin, TrialRecord
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.journal_lines import SweepBegun, TrialAsked, entry_line, event_line
from tuner_gui.session.lock import RunningLock, is_in_use
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

LOST = "This sweep was interrupted. 3 trials are safe; 2 were running (3, 4)."


def config(trials: int, seconds: float = 0.0) -> SweepConfig:
    return SweepConfig(
        "killed",
        ClassSpec(path=f"{QUICK_TARGET}:Quick"),
        HyperParamSpace().add_int("x", 1, 100).add_constant("seconds", seconds),
        RandomKind(),
        budget=Budget(trials=trials, concurrency=2),
        seed=1,
    )


def trial(number: int, state: TrialState) -> TrialRecord:
    params = {"x": 50 + number, "seconds": 0.0}
    metric = 0.5 if state is TrialState.COMPLETE else None
    return TrialRecord(number, params, state, metric, seed=number)


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """What a killed program leaves of a sweep of 8: three trials done, one begun, one asked for."""
    path = tmp_path / "killed.tuner.json"
    write_session(path, Session(config(8)))
    lines = [entry_line(SweepBegun(config(8)))]
    for number in range(3):
        lines.append(event_line(TrialStarted(trial(number, TrialState.RUNNING))))
        lines.append(event_line(TrialReported(number, 1, {"loss": 0.5})))
        lines.append(event_line(TrialCompleted(trial(number, TrialState.COMPLETE))))
    lines.append(event_line(TrialStarted(trial(3, TrialState.RUNNING))))
    lines.append(event_line(TrialAsked(trial(4, TrialState.RUNNING))))
    journal_file(path).write_bytes(b"".join(lines))
    return path


def open_session(person: Person, path: Path) -> None:
    person.workbench.files.open(path)
    person.wait(lambda: person.workbench.session.path == path)


def banner(person: Person) -> str:
    return person.find(QLabel, "window_banner_text").text()


def states(person: Person) -> list[TrialState]:
    return [person.store.state(row) for row in range(len(person.store))]


DONE, LEFT = [TrialState.COMPLETE] * 3, [TrialState.STOPPED] * 2


def test_that_a_killed_sweep_is_recovered_and_nothing_is_written_by_looking(
    person: Person, killed: Path
) -> None:
    before = killed.read_bytes(), journal_file(killed).read_bytes()
    open_session(person, killed)
    assert banner(person) == LOST
    assert states(person) == [*DONE, *LEFT]
    assert len(person.store.reports(0)) == 1
    assert person.find(QPushButton, "run_button").text() == "Run 5 more trials"
    person.wait(lambda: not person.workbench.session.is_modified)
    assert (killed.read_bytes(), journal_file(killed).read_bytes()) == before


@pytest.mark.parametrize("button", ["lost_again_link", "run_button"])
def test_that_lost_trials_run_again_under_their_own_parameters(
    person: Person, killed: Path, button: str
) -> None:
    open_session(person, killed)
    answer("Run it", [])
    person.click(button)
    person.wait(lambda: person.store.finished == 10)
    person.wait_until_idle()
    records = OpenSession(killed).whole().records
    assert [record.params["x"] for record in records[5:7]] == [53, 54]
    assert [record.origin for record in records[5:7]] == [TrialOrigin.AGAIN] * 2
    assert [record.state for record in records] == [*DONE, *LEFT, *[TrialState.COMPLETE] * 5]
    assert sum(record.counts for record in records) == 8
    assert not journal_file(killed).exists()


@pytest.mark.parametrize(
    ("button", "expected", "run_text"),
    [
        ("lost_failed_link", [*DONE, TrialState.FAILED, TrialState.FAILED], "Run 3 more trials"),
        ("lost_forget_link", DONE, "Run 5 more trials"),
    ],
)
def test_that_lost_trials_end_as_the_person_wishes(
    person: Person, killed: Path, button: str, expected: list[TrialState], run_text: str
) -> None:
    open_session(person, killed)
    person.click(button)
    person.wait(lambda: not journal_file(killed).exists())
    assert states(person) == expected
    assert [record.state for record in read_session(killed).records] == expected
    person.wait(lambda: person.find(QPushButton, "run_button").text() == run_text)
    person.wait(lambda: not person.workbench.session.is_modified)


def test_that_a_journal_without_its_file_is_opened(person: Person, killed: Path) -> None:
    killed.unlink()
    open_session(person, killed)
    assert "The session's file is gone; this is what its journal holds." in banner(person)
    person.workbench.session.save()
    person.wait(lambda: not journal_file(killed).exists())
    assert len(read_session(killed).records) == 5


def test_that_the_journal_of_another_sweep_survives_a_sweep(person: Person, killed: Path) -> None:
    other = replace(config(2), objective=Objective("x"))
    write_session(killed, Session(other))
    lines = journal_file(killed).read_bytes()
    open_session(person, killed)
    assert "is of another sweep and was left as it is." in banner(person)
    person.workbench.session.save()
    person.wait(lambda: not person.workbench.services.keeper.is_writing)
    assert journal_file(killed).read_bytes() == lines
    answer("Run it", [])
    person.click("run_button")
    person.wait(lambda: person.store.finished == 2)
    person.wait_until_idle()
    assert killed.with_name(f"{killed.name}.journal-1").read_bytes() == lines


# a session that another program runs


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A sweep of slow trials that a command runs."""
    path = tmp_path / "elsewhere.tuner.json"
    write_session(path, Session(config(400, seconds=0.05)))
    process = subprocess.Popen(
        [sys.executable, "-m", "tuner_gui", "run", path, "--yes", "--quiet"],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    yield path, process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_that_a_session_that_another_program_runs_is_shown_live(
    person: Person, elsewhere: tuple[Path, subprocess.Popen[bytes]]
) -> None:
    path, process = elsewhere
    person.wait(lambda: is_in_use(path))
    open_session(person, path)
    assert banner(person).startswith("elsewhere.tuner.json is being run by another program; ")
    person.wait(lambda: person.store.finished > 3)
    count = person.store.finished
    person.wait(lambda: person.store.finished > count)
    assert " of 400 · run by another program" in person.find(QLabel, "progress_text").text()
    run = person.find(QPushButton, "run_button")
    assert not run.isEnabled()
    assert run.toolTip() == "Another program runs this session; it is only shown here."
    assert not person.workbench.files.save()
    assert "Another program runs this session" in banner(person)
    copy = path.with_name("copy.tuner.json")
    person.workbench.session.save_to(copy)
    person.wait(lambda: person.workbench.session.path == copy)
    person.wait(lambda: not person.workbench.session.is_followed)
    copied = read_session(copy).records
    assert len(copied) >= count
    assert all(record.state.is_finished for record in copied)
    open_session(person, path)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    person.wait(lambda: not person.workbench.session.is_followed)
    person.wait(run.isEnabled)
    assert len(person.store) == len(read_session(path).records)
    assert person.store.count(TrialState.RUNNING) == 0


def test_that_the_kill_of_a_followed_program_is_seen_and_recovered(
    person: Person, elsewhere: tuple[Path, subprocess.Popen[bytes]]
) -> None:
    path, process = elsewhere
    person.wait(lambda: is_in_use(path))
    open_session(person, path)
    person.wait(lambda: person.store.finished > 3)
    os.killpg(process.pid, signal.SIGKILL)
    person.wait(lambda: person.sees("lost_again_link"))
    assert banner(person).startswith("This sweep was interrupted. ")
    assert person.store.count(TrialState.COMPLETE) > 3


@pytest.mark.parametrize("deed", ["save", "mark"])
def test_that_what_another_program_finished_is_not_replaced_by_an_older_view(
    person: Person, tmp_path: Path, deed: str
) -> None:
    path = tmp_path / "theirs.tuner.json"
    done = [trial(number, TrialState.COMPLETE) for number in range(40)]
    write_session(path, Session(config(60), done[:3]))
    lock = RunningLock()
    lock.hold(path)
    open_session(person, path)
    person.wait(lambda: person.workbench.session.is_followed)

    def do(_path: Path) -> None:  # while the session is read again
        if deed == "save":
            person.workbench.files.save()
        else:
            person.workbench.services.live.mark({1: TrialMark(is_starred=True)})

    person.workbench.session._follower.ended.connect(do)
    write_session(path, Session(config(60), done))
    lock.release()
    person.wait(lambda: not person.workbench.session.is_followed)
    person.wait_until_idle()
    assert len(person.store) == 40
    assert len(read_session(path).records) == 40


def test_that_lost_trials_are_not_run_in_another_session(person: Person, killed: Path) -> None:
    open_session(person, killed)
    assert person.workbench.session.lost_count == 2
    person.show_quick_setup(trials=3)
    assert person.workbench.session.lost_count == 0


# places that cannot be written


def test_that_a_sweep_whose_place_vanishes_pauses_and_goes_on_elsewhere(
    person: Person, tmp_path: Path
) -> None:
    folder, away, other = tmp_path / "folder", tmp_path / "away", tmp_path / "other.tuner.json"
    folder.mkdir()
    person.show_quick_setup(trials=40, seconds=0.05)
    person.workbench.session.save_to(folder / "s.tuner.json")
    person.wait(lambda: person.workbench.session.path is not None)
    person.click("run_button")
    person.wait(lambda: person.store.finished > 2)
    folder.rename(away)
    folder.write_text("no longer a folder")
    person.wait(lambda: person.sees("save_as_now_link"))
    assert banner(person).startswith(f"Paused. Nothing can be written to {folder}: ")
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 0)
    person.workbench.session.save_to(other)
    person.wait(lambda: person.workbench.session.path == other)
    person.wait(lambda: person.phase is SweepPhase.RUNNING)
    on_disk = OpenSession(other).whole().records
    assert len(on_disk) >= person.store.finished
    person.wait_until_idle()
    records = OpenSession(other).whole().records
    assert [record.number for record in records] == list(range(40))
    assert {record.state for record in records} == {TrialState.COMPLETE}
    assert not journal_file(other).exists()


def test_that_a_sweep_goes_on_by_itself_once_its_place_is_back(
    person: Person, tmp_path: Path
) -> None:
    folder, away = tmp_path / "folder", tmp_path / "away"
    folder.mkdir()
    path = folder / "s.tuner.json"
    person.show_quick_setup(trials=30, seconds=0.05)
    person.workbench.session.save_to(path)
    person.wait(lambda: person.workbench.session.path is not None)
    person.click("run_button")
    person.wait(lambda: person.store.finished > 2)
    folder.rename(away)
    folder.write_text("no longer a folder")
    person.wait(lambda: person.sees("save_as_now_link"))
    folder.unlink()
    away.rename(folder)
    person.wait_until_idle()
    assert len(read_session(path).records) == 30
