"""A sweep on a disk that fills up; run by tests/faults/test_small_disk.py, which makes the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.flows.conftest import Person
from tuner_gui import TrialState
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.trial import TrialRecord
from tuner_gui.session.file import read_session
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

SMALL = Path(os.environ["TUNER_GUI_SMALL_DISK"])


@pytest.fixture(autouse=True)
def _room() -> Iterator[None]:
    yield
    for each in SMALL.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()


def said(person: Person) -> str:
    return person.find(QLabel, "window_banner_text").text()


def begin(person: Person, name: str, trials: int) -> Path:
    path = SMALL / f"{name}.tuner.json"
    person.show_quick_setup(trials=trials, seconds=0.03)
    person.workbench.session.save_to(path)
    person.wait(lambda: person.workbench.session.path == path)
    person.click("run_button")
    return path


def fill(room: int) -> Path:
    """Leaves so many bytes of room."""
    status = os.statvfs(SMALL)
    filler = SMALL / "filler"
    filler.write_bytes(b"x" * (status.f_bavail * status.f_frsize - room))
    return filler


def wait_for(person: Person, holds: Callable[[], bool]) -> None:
    """Waits, and goes on without the output of trials where that cannot be written."""

    def holds_by_now() -> bool:
        if person.sees("resume_link"):
            assert "The output of trial " in said(person)
            person.click("resume_link")
        return holds()

    person.wait(holds_by_now)


def wait_for_pause(person: Person) -> None:
    sentence = f"Paused. Nothing can be written to {SMALL}: No space left on device."
    wait_for(person, lambda: person.sees("save_as_now_link") and said(person).startswith(sentence))


def finished_in(records: Iterable[TrialRecord]) -> dict[int, TrialRecord]:
    return {record.number: record for record in records if record.state.is_finished}


def require_all(path: Path, trials: int) -> None:
    records = read_session(path).records
    assert sorted(record.number for record in records) == list(range(trials))
    assert {record.state for record in records} == {TrialState.COMPLETE}
    assert not journal_file(path).exists()


def test_that_a_sweep_on_a_full_disk_pauses_and_goes_on_where_it_is_saved(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.tuner.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    path = begin(person, "full", 50)
    person.wait(lambda: person.store.finished > 2)
    fill(room=8_192)
    wait_for_pause(person)
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 0)
    assert person.phase is SweepPhase.PAUSED
    on_disk = OpenSession(path)
    assert 2 < len(finished_in(on_disk.whole().records)) < 50
    assert on_disk.damage() == ""
    person.click("save_as_now_link")
    seen = finished_in(person.store.records())
    person.wait(lambda: person.workbench.session.path == other)
    in_other = finished_in(OpenSession(other).whole().records)
    assert {number: in_other.get(number) for number in seen} == seen
    wait_for(person, lambda: not person.phase.is_active)
    person.wait_until_idle()
    require_all(other, 50)


def test_that_a_sweep_on_a_full_disk_goes_on_by_itself_once_there_is_room(person: Person) -> None:
    path = begin(person, "room", 40)
    person.wait(lambda: person.store.finished > 2)
    filler = fill(room=0)
    wait_for_pause(person)
    filler.unlink()
    wait_for(person, lambda: not person.phase.is_active)
    person.wait_until_idle()
    require_all(path, 40)


def test_that_a_session_that_its_disk_cannot_take_at_the_end_is_offered_elsewhere(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.tuner.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    path = begin(person, "last", 100)
    person.wait(lambda: person.store.finished > 20)
    person.click("pause_button")
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 0)
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    finished = person.store.finished
    fill(room=4_096)  # for the end of the journal; the file needs more
    person.click("stop_button")
    person.wait(lambda: person.sees("save_as_link"))
    assert "cannot be written: No space left on device." in said(person)
    assert read_session(path).records == ()
    assert len(OpenSession(path).whole().records) == finished
    person.click("save_as_link")
    person.wait(lambda: person.workbench.session.path == other)
    person.wait_until_idle()
    require_all(other, finished)
