"""Sessions with a journal beside them: what is recovered, what is passed by, what is refused."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.session.documents import complete, forest_session
from tests.session.journals import empty_session, events, opened, trial, write_journal
from tuner_gui.core.events import (
    ExperimentEvent,
    FinishReason,
    TrialCompleted,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.marks import UNMARKED, TrialMark
from tuner_gui.core.specs import EstimatorSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.interrupted import LostTrials, without_running
from tuner_gui.session.journal_lines import (
    SweepBegun,
    SweepMoved,
    SweepNoted,
    TrialAsked,
    TrialMarked,
    entry_line,
    event_line,
)
from tuner_gui.session.journal_reading import JournalReading
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.sweep.control import SweepControl

EVENTS = events(range(8))
BEGUN = SweepBegun(empty_session().config)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.tuner.json"
    write_session(path, empty_session())
    return path


def test_that_a_session_without_a_journal_is_as_its_file_says(path: Path) -> None:
    reading, _ = opened(path)
    assert reading.session == read_session(path)
    assert reading.journal is None
    assert reading.damage() == ""


def test_that_the_journal_knows_better_than_the_file(path: Path) -> None:
    write_session(path, replace(empty_session(), records=(trial(0, TrialState.RUNNING),)))
    write_journal(path, EVENTS)
    _, records = opened(path)
    assert [records[number] for number in range(8)] == [trial(number) for number in range(8)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_that_a_cut_costs_the_torn_line_only(path: Path, data: st.DataObject) -> None:
    whole = write_journal(path, EVENTS)
    cut = data.draw(st.integers(len(whole.split(b"\n")[0]) + 1, len(whole)))
    journal_file(path).write_bytes(whole[:cut])
    reading, records = opened(path)
    lines = whole[:cut].count(b"\n") - 1
    assert sorted(records) == list(range((lines + 1) // 2))
    assert sum(record.state.is_finished for record in records.values()) == lines // 2
    assert reading.story.is_torn == (not whole[:cut].endswith(b"\n"))
    assert reading.story.damaged == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_that_damage_in_the_middle_costs_its_own_lines_only(
    path: Path, data: st.DataObject
) -> None:
    whole = write_journal(path, EVENTS)
    lines = whole.splitlines(keepends=True)
    bad = data.draw(st.sets(st.integers(1, len(lines) - 1), max_size=5))
    junk = st.binary(min_size=1, max_size=30).map(lambda each: each.replace(b"\n", b"") or b"\0")
    for index in bad:
        lines[index] = data.draw(junk) + b"\n"
    journal_file(path).write_bytes(b"".join(lines))
    reading, records = opened(path)
    assert reading.story.damaged == len(bad)
    for number in range(8):
        is_started, is_ended = 1 + 2 * number not in bad, 2 + 2 * number not in bad
        assert (number in records) == (is_started or is_ended)
        if is_ended:
            assert records[number] == trial(number)
    first = min(bad, default=-1) + 1
    some = f"{len(bad)} lines of s.tuner.json.journal could not be read; the first is line {first}."
    one = f"Line {first} of s.tuner.json.journal could not be read."
    assert reading.damage() == {0: "", 1: one}.get(len(bad), some)


def test_that_a_line_without_an_end_fills_no_memory(path: Path) -> None:
    whole = write_journal(path, EVENTS[:4])
    journal_file(path).write_bytes(whole + b"x" * (9 << 20) + b"\n" + event_line(EVENTS[-1]))
    reading, records = opened(path)
    assert sorted(records) == [0, 1, 7]
    assert reading.damage() == "Line 6 of s.tuner.json.journal could not be read."


def test_that_damage_is_numbered_over_all_that_is_read(path: Path) -> None:
    whole = write_journal(path, events(range(1_250)))
    with journal_file(path).open("ab") as journal:
        journal.write(b"{}\n" + b"x" * (9 << 20) + b"\n\0\n")
    reading, records = opened(path)
    assert len(records) == 1_250
    assert reading.story.damaged == 3
    assert reading.story.first_damaged == whole.count(b"\n") + 1


def test_that_a_journal_alone_is_a_session(path: Path) -> None:
    write_journal(path, EVENTS)
    path.unlink()
    reading, records = opened(path)
    assert sorted(records) == list(range(8))
    assert reading.session.config == empty_session().config
    assert reading.session.notes == "First try."
    assert reading.damage() == "The session's file is gone; this is what its journal holds."


def test_that_a_file_that_cannot_be_read_is_no_reason_to_guess(path: Path) -> None:
    write_journal(path, EVENTS)
    path.write_text("{")
    with pytest.raises(SessionError, match="cut off"):
        OpenSession(path)


def test_that_the_journal_of_another_sweep_is_not_mixed_in(path: Path) -> None:
    write_journal(path, EVENTS)
    session = empty_session()
    config = replace(session.config, target=EstimatorSpec(estimator="SVC"))
    write_session(path, replace(session, config=config))
    reading, records = opened(path)
    assert not records
    assert reading.damage() == "s.tuner.json.journal is of another sweep and was left as it is."


@pytest.mark.parametrize(("last", "belongs"), [(2, True), (0, False)])
def test_that_the_trials_before_tell_one_sweep_from_another(
    path: Path, *, last: int, belongs: bool
) -> None:
    session = forest_session(3)
    write_session(path, session)
    begun = SweepBegun(session.config, "", replace(session.records[last], number=2))
    line = event_line(TrialCompleted(complete(3, 0.5)))
    journal_file(path).write_bytes(entry_line(begun) + line)
    _, records = opened(path)
    assert (3 in records) == belongs


def test_that_a_journal_that_cannot_be_read_is_said(path: Path) -> None:
    journal_file(path).mkdir()
    reading, records = opened(path)
    assert not records
    assert reading.damage() == "s.tuner.json.journal cannot be read: Is a directory."


def test_that_a_newer_journal_is_refused(path: Path) -> None:
    journal_file(path).write_bytes(b'{"event":"begun","format_version":99}\n')
    with pytest.raises(SessionError, match=r"s\.tuner\.json: the journal beside it was written by"):
        OpenSession(path)


def test_that_reading_goes_on_where_it_stopped(path: Path) -> None:
    whole = write_journal(path, EVENTS)
    journal = journal_file(path)
    journal.write_bytes(whole[:-20])
    reading = JournalReading(journal)
    *ended, begun = next(reading.batches())
    assert ended == EVENTS[1:-2:2]
    assert begun == EVENTS[-2]
    assert not list(reading.batches())
    with journal.open("ab") as file:
        file.write(whole[-20:])
    assert reading.has_more()
    assert list(reading.batches()) == [[EVENTS[-1]]]
    assert not reading.has_more()
    assert not reading.is_replaced()
    journal.write_bytes(b"")
    assert reading.is_replaced()
    journal.unlink()
    assert reading.is_replaced()
    assert not reading.has_more()


def test_that_many_events_come_in_batches(path: Path) -> None:
    reports = [TrialReported(0, step, {"loss": 0.5}) for step in range(2500)]
    write_journal(path, [*EVENTS[:1], *reports])
    assert [len(batch) for batch in OpenSession(path).batches()] == [999, 1000, 502]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations([*range(8), *range(8), 0, 3, 3]))
def test_that_what_is_left_out_of_a_batch_changes_no_trial(path: Path, turns: list[int]) -> None:
    happened: list[ExperimentEvent] = []
    for at, number in enumerate(turns):  # each starts at its first turn and ends at its last one
        if number not in turns[:at]:
            happened.append(EVENTS[2 * number])
        elif number in turns[at + 1 :]:
            happened.append(TrialReported(number, at, {"loss": 0.5}))
        else:
            happened.append(EVENTS[2 * number + 1])
    write_journal(path, happened)
    found, expected = (TrialStore(empty_session().config.objective) for _ in range(2))
    expected.apply(happened)
    for batch in JournalReading(journal_file(path)).batches():
        found.apply(batch)
    assert list(found.records()) == list(expected.records())
    assert [found.reports(row) for row in range(8)] == [expected.reports(row) for row in range(8)]


def test_that_the_damaged_start_of_a_trial_that_ended_is_counted(path: Path) -> None:
    lines = list(map(event_line, EVENTS))
    lines[4] = lines[4].replace(b'"x":0.2', b'"x":1e999')
    lines[6] = lines[6].replace(b'"worker":""', b'"worker":7')
    journal_file(path).write_bytes(entry_line(BEGUN) + b"".join(lines))
    reading, records = opened(path)
    assert reading.story.damaged == 2
    assert [records[number] for number in range(8)] == [trial(number) for number in range(8)]


def test_that_a_clock_that_goes_back_changes_no_order(path: Path) -> None:
    late, early = complete(0, 0.1), replace(complete(1, 0.2), started_at=None)
    early = replace(early, started_at=late.started_at.replace(year=2001))  # type: ignore[union-attr]
    write_journal(path, [TrialCompleted(late), TrialCompleted(early)])
    _, records = opened(path)
    assert [records[0], records[1]] == [late, early]


@pytest.mark.parametrize(
    ("entry", "has_ended"),
    [
        (event_line(TuningFinished(None, FinishReason.BUDGET)), True),
        (entry_line(SweepMoved("other.tuner.json")), True),
        (event_line(TrialStarted(trial(9, TrialState.RUNNING))), False),
        (event_line(TuningFinished(None, FinishReason.BUDGET)) + entry_line(BEGUN), False),
    ],
)
def test_that_an_end_is_told_from_a_kill(path: Path, entry: bytes, *, has_ended: bool) -> None:
    with journal_file(path).open("wb") as file:
        file.write(entry_line(BEGUN) + entry)
    assert opened(path)[0].story.has_ended is has_ended


def test_that_a_trial_that_was_lost_before_it_began_is_known(path: Path) -> None:
    asked = [TrialAsked(trial(number, TrialState.RUNNING)) for number in (8, 9)]
    whole = write_journal(path, EVENTS) + b"".join(map(event_line, asked))
    journal_file(path).write_bytes(whole + event_line(TrialCompleted(trial(9))))
    reading, records = opened(path)
    assert sorted(reading.story.asked) == [8]
    assert records[8].state is TrialState.RUNNING
    assert records[9].state is TrialState.COMPLETE


def test_that_lost_trials_are_ended_as_the_person_wishes() -> None:
    records = [trial(0), trial(1, TrialState.RUNNING), trial(2)]
    kept, lost = without_running(records, LostTrials.AGAIN)
    assert lost == (1,)
    assert [record.counts for record in kept] == [True, False, True]
    kept, lost = without_running(records, LostTrials.FAILED)
    assert [record.state for record in kept][1] is TrialState.FAILED
    assert all(record.counts for record in kept)
    kept, lost = without_running(records, LostTrials.FORGET)
    assert [record.number for record in kept] == [0, 2]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_that_a_pipe_in_the_place_of_a_journal_is_not_waited_for(path: Path) -> None:
    os.mkfifo(journal_file(path))
    reading, records = opened(path)
    assert records == {}
    assert reading.damage() == "s.tuner.json.journal cannot be read: it is no file."


def test_that_marks_of_the_journal_come_after_those_of_the_file(path: Path) -> None:
    star, hide = TrialMark(is_starred=True), TrialMark(is_hidden=True)
    write_session(path, replace(empty_session(), marks={0: star, 1: star}, notes="Before."))
    write_journal(path, EVENTS)
    with journal_file(path).open("ab") as journal:
        journal.write(entry_line(TrialMarked(0, UNMARKED)) + entry_line(TrialMarked(2, hide)))
    session = opened(path)[0].whole()
    assert session.marks == {1: star, 2: hide}
    assert session.notes == "Before."


def test_that_what_was_said_between_two_parts_of_a_sweep_is_newer_than_the_first(
    path: Path,
) -> None:
    star, hide = TrialMark(is_starred=True), TrialMark(is_hidden=True)
    write_journal(path, EVENTS)
    with journal_file(path).open("ab") as journal:
        journal.write(entry_line(TrialMarked(0, star)) + entry_line(TrialMarked(1, star)))
        journal.write(entry_line(SweepNoted("Before the kill.")))
    config = empty_session().config
    said = {0: UNMARKED, 1: star, 2: hide}
    order = JournalOrder(path, "After the kill.", continues=True, marks=said)
    with order.observer(config, SweepControl()):
        session = opened(path)[0].session  # as the next kill leaves it
    assert session.notes == "After the kill."
    assert session.marks == {1: star, 2: hide}
