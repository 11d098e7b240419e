"""The journal of a running sweep: written at once, and what it does where that does not work."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.session.journals import Troubles, empty_session, events, observer, opened, trial
from tests.waiting import wait_until
from tuner_gui.core.events import FinishReason, TrialStarted, TuningFinished
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.marks import UNMARKED, TrialMark
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.session.file import write_session
from tuner_gui.session.journal_file import JournalFile
from tuner_gui.session.journal_lines import Remark, SweepNoted, TrialMarked
from tuner_gui.session.naming import journal_file
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.sweep.control import SweepControl

END = TuningFinished(None, FinishReason.BUDGET, "Done.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.tuner.json"
    write_session(path, empty_session())
    return path


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


def states(path: Path) -> dict[int, TrialState]:
    return {number: record.state for number, record in opened(path)[1].items()}


def test_that_each_event_is_in_the_file_when_the_call_returns(
    path: Path, troubles: Troubles
) -> None:
    with observer(path, troubles) as journal:
        for event in events([0, 1]):
            journal.on_event(event)
            number, state = event.record.number, event.record.state
            assert states(path)[number] is state
    assert troubles.said == []


def test_that_a_session_is_recovered_up_to_the_kill(path: Path, troubles: Troubles) -> None:
    journal = observer(path, troubles).__enter__()
    for event in [*events(range(3)), TrialStarted(trial(3, TrialState.RUNNING))]:
        journal.on_event(event)
    reading, records = opened(path)  # nothing was closed
    assert [records[number].state for number in range(4)] == [TrialState.COMPLETE] * 3 + [
        TrialState.RUNNING
    ]
    assert not reading.story.has_ended
    journal.remove()
    assert not journal_file(path).exists()
    assert states(path) == {}


def test_that_the_end_of_a_sweep_is_known(path: Path, troubles: Troubles) -> None:
    with observer(path, troubles) as journal:
        journal.on_event(END)
        assert opened(path)[0].story.has_ended
    with observer(path, troubles, continues=True):
        assert not opened(path)[0].story.has_ended


def test_that_a_torn_line_is_cut_before_the_next_one(path: Path, troubles: Troubles) -> None:
    with observer(path, troubles) as journal:
        journal.on_event(events([0])[1])
    with journal_file(path).open("ab") as file:
        file.write(b'{"event":"comp')
    assert "torn" in opened(path)[0].damage()
    with observer(path, troubles, continues=True) as journal:
        journal.on_event(events([1])[1])
    reading, records = opened(path)
    assert sorted(records) == [0, 1]
    assert reading.damage() == ""


def test_that_the_journal_of_another_sweep_is_set_aside(path: Path, troubles: Troubles) -> None:
    for _ in range(2):
        with observer(path, troubles) as journal:
            journal.on_event(events([0])[1])
    names = sorted(each.name for each in path.parent.iterdir())
    assert names == ["s.tuner.json", "s.tuner.json.journal", "s.tuner.json.journal-1"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_that_a_deleted_journal_is_written_anew_with_all_of_it(
    path: Path, troubles: Troubles
) -> None:
    with observer(path, troubles) as journal:
        journal.on_event(events([0])[1])
        journal_file(path).unlink()
        journal.on_event(events([1])[1])
        wait_until(lambda: sorted(states(path)) == [0, 1])
        journal_file(path).rename(path.parent / "away")
        journal_file(path).write_text("something else")
        journal.on_event(events([2])[1])
    assert sorted(states(path)) == [0, 1, 2]
    assert troubles.said == []


def test_that_a_deleted_folder_is_made_anew(tmp_path: Path, troubles: Troubles) -> None:
    path = tmp_path / "folder" / "s.tuner.json"
    path.parent.mkdir()
    with observer(path, troubles) as journal:
        journal.on_event(events([0])[1])
        journal_file(path).unlink()
        path.parent.rmdir()
    assert sorted(states(path)) == [0]


def test_that_a_share_that_is_gone_is_not_replaced_by_a_folder(path: Path) -> None:
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == path.parent.stat().st_dev:
        pytest.skip("there is no second disk")
    file = JournalFile(journal_file(path))
    file.require_its_disk()
    file.path = elsewhere / "no such folder" / "s.tuner.json.journal"
    with pytest.raises(OSError, match="its disk or share is gone"):
        file.require_its_disk()
    file.close()


def test_that_what_cannot_be_written_waits_and_is_written_in_order(
    tmp_path: Path, troubles: Troubles
) -> None:
    path = tmp_path / "folder" / "s.tuner.json"
    with observer(path, troubles) as journal:
        assert journal.has_trouble
        for event in events(range(3)):
            journal.on_event(event)
        assert len(troubles.said) == 1
        assert "folder: No such file or directory." in troubles.said[0]
        path.parent.mkdir()
        wait_until(lambda: not journal.has_trouble)
    assert troubles.said[1:] == ["relief"]
    assert states(path) == dict.fromkeys(range(3), TrialState.COMPLETE)


def test_that_relief_is_said_also_where_nothing_was_to_be_written(
    tmp_path: Path, troubles: Troubles
) -> None:
    folder, away = tmp_path / "folder", tmp_path / "away"
    folder.mkdir()
    with observer(folder / "s.tuner.json", troubles) as journal:
        folder.rename(away)
        folder.write_text("no longer a folder")
        wait_until(lambda: journal.has_trouble)
        folder.unlink()
        away.rename(folder)
        wait_until(lambda: not journal.has_trouble)
    assert "folder: Not a directory." in troubles.said[0]
    assert troubles.said[1:] == ["relief"]


def test_that_a_sweep_stays_paused_while_nothing_can_be_written(tmp_path: Path) -> None:
    path, control = tmp_path / "folder" / "s.tuner.json", SweepControl()
    with JournalOrder(path).observer(empty_session().config, control):
        assert "Nothing can be written to " in control.pause_reason
        control.resume()
        wait_until(lambda: control.is_paused)
        assert "Nothing can be written to " in control.pause_reason
        control.pause()
        path.parent.mkdir()
        wait_until(journal_file(path).exists)
        assert control.is_paused, "a person paused it"


def test_that_closing_says_whether_all_is_safe(tmp_path: Path, troubles: Troubles) -> None:
    journal = observer(tmp_path / "folder" / "s.tuner.json", troubles).__enter__()
    assert not journal.close()
    (tmp_path / "folder").mkdir()
    journal = observer(tmp_path / "folder" / "s.tuner.json", troubles).__enter__()
    assert journal.close()
    assert journal.close()


def test_that_a_journal_never_follows_a_link(path: Path, troubles: Troubles) -> None:
    victim = path.parent / "victim"
    victim.write_text("mine\n")
    journal_file(path).symlink_to(victim)
    with observer(path, troubles, continues=True) as journal:
        journal.on_event(events([0])[1])
    assert victim.read_text() == "mine\n"
    assert troubles.said


@pytest.mark.parametrize("has_trouble", [False, True])
def test_that_a_sweep_goes_on_beside_another_file(
    tmp_path: Path, troubles: Troubles, *, has_trouble: bool
) -> None:
    old, new = tmp_path / "old" / "s.tuner.json", tmp_path / "new.tuner.json"
    if not has_trouble:
        old.parent.mkdir()
    with observer(old, troubles) as journal:
        journal.on_event(events([0])[1])
        journal.move_to(new)
        assert not journal.has_trouble
        journal.on_event(events([1])[1])
    assert sorted(states(new)) == [0, 1]
    if not has_trouble:
        reading, records = opened(old)
        assert sorted(records) == [0]
        assert reading.story.has_ended
    assert troubles.said[1:] == (["relief"] if has_trouble else [])


def test_that_a_place_that_cannot_be_written_is_not_moved_to(
    path: Path, troubles: Troubles
) -> None:
    with observer(path, troubles) as journal:
        with pytest.raises(OSError, match="No such file"):
            journal.move_to(path.parent / "missing" / "s.tuner.json")
        journal.on_event(events([0])[1])
    assert sorted(states(path)) == [0]


def test_that_what_was_asked_of_the_sweep_is_kept(path: Path, troubles: Troubles) -> None:
    control = SweepControl()
    config = [empty_session().config]
    with observer(path, troubles, standing=lambda: (config[0], control.history)) as journal:
        control.pause("Lunch.")
        wait_until(lambda: len(opened(path)[0].session.history) == 1)
        control.resume()
        config[0] = replace(config[0], strategy=GridKind())
        journal.on_event(END)
    session = opened(path)[0].session
    assert session.history == control.history
    assert session.config.strategy == GridKind()


def test_that_an_event_that_cannot_be_said_costs_only_itself(
    path: Path, troubles: Troubles, caplog: pytest.LogCaptureFixture
) -> None:
    with observer(path, troubles) as journal:
        journal.on_event(TrialStarted(TrialRecord(0, {"x": float("inf")}, TrialState.RUNNING)))
        journal.on_event(events([1])[1])
    assert sorted(states(path)) == [1]
    assert "cannot be written to the journal" in caplog.text


def test_that_two_threads_never_mix_their_lines(path: Path, troubles: Troubles) -> None:
    with observer(path, troubles) as journal:
        threads = [
            threading.Thread(
                target=lambda n=n: [journal.on_event(e) for e in events(range(n, 400, 4))]
            )
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    reading, records = opened(path)
    assert len(records) == 400
    assert reading.story.damaged == 0


def test_that_what_a_person_said_is_in_the_file_soon(path: Path, troubles: Troubles) -> None:
    said = TrialMark(is_starred=True, note="Odd.")
    with observer(path, troubles) as journal:
        for event in events([0, 1]):
            journal.on_event(event)
        journal.take_remarks([TrialMarked(0, said), TrialMarked(1, said)])
        journal.take_remarks([SweepNoted("Over night."), TrialMarked(1, UNMARKED)])
        wait_until(lambda: opened(path)[0].story.marks.get(1) == UNMARKED)
        session = opened(path)[0].session
    assert session.marks == {0: said}
    assert session.notes == "Over night."


def test_that_what_a_person_said_last_is_written_when_the_journal_closes(
    path: Path, troubles: Troubles
) -> None:
    journal = observer(path, troubles).__enter__()
    journal.take_remarks([SweepNoted("Good night.")])
    journal.close()
    assert opened(path)[0].session.notes == "Good night."


def test_that_whoever_says_much_does_not_wait_for_its_lines(path: Path, troubles: Troubles) -> None:
    threads: list[str] = []

    def remarks() -> Iterator[Remark]:
        threads.append(threading.current_thread().name)
        yield SweepNoted("Over night.")

    with observer(path, troubles) as journal:
        journal.take_remarks(remarks())
        wait_until(lambda: opened(path)[0].session.notes == "Over night.")
    assert threads == ["journal"]
