"""What a line of a journal holds, read back as it was said."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from math import isnan

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.session.documents import complete, failed, sessions
from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.marks import UNMARKED, TrialMark
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.session.document import Session
from tuner_gui.session.faults import DocumentFault
from tuner_gui.session.journal_lines import (
    SweepBegun,
    SweepMoved,
    SweepNoted,
    SweepSteered,
    TrialMarked,
    entry_line,
    event_line,
)
from tuner_gui.session.journal_parsing import DamagedLine, entry_of

EVENTS = {
    TrialState.RUNNING: TrialStarted,
    TrialState.COMPLETE: TrialCompleted,
    TrialState.PRUNED: TrialPruned,
    TrialState.FAILED: TrialFailed,
    TrialState.STOPPED: TrialFailed,
}


@settings(suppress_health_check=[HealthCheck.too_slow])  # whole sessions take their time
@given(sessions())
def test_that_events_and_definitions_are_read_back_as_they_were(session: Session) -> None:
    for record in session.records:
        event = EVENTS[record.state](record)
        assert entry_of(event_line(event)) == event
    last = session.records[-1] if session.records else None
    for entry in (
        SweepBegun(session.config, session.notes, last),
        SweepSteered(session.config, tuple(session.history)),
        SweepMoved(session.notes),
        SweepNoted(session.notes),
        TrialMarked(10**7, UNMARKED),
        *(TrialMarked(number, mark) for number, mark in session.marks.items()),
    ):
        assert entry_of(entry_line(entry)) == entry


@given(st.integers(0, 2**62), st.integers(), st.dictionaries(st.text(max_size=4), st.floats()))
def test_that_reports_are_read_back_with_what_is_no_number(
    number: int, step: int, metrics: dict[str, float]
) -> None:
    line = event_line(TrialReported(number, step, metrics))
    assert line.count(b"\n") == 1
    if any(0xD800 <= ord(letter) < 0xE000 for name in metrics for letter in name):
        return  # half a character becomes a question mark
    read = entry_of(line)
    assert isinstance(read, TrialReported)
    assert (read.number, read.step, list(read.metrics)) == (number, step, list(metrics))
    for name, value in metrics.items():
        assert read.metrics[name] == value or isnan(value)


def test_that_the_end_is_read_back_without_its_best_trial() -> None:
    end = TuningFinished(complete(0, 1.0), FinishReason.BUDGET, "Done.")
    assert entry_of(event_line(end)) == replace(end, best=None)


@given(st.binary(max_size=200))
def test_that_any_bytes_are_an_entry_or_a_damaged_line(line: bytes) -> None:
    with pytest.raises(DamagedLine):
        entry_of(line)


LINES = [
    event_line(TrialCompleted(complete(0, 0.5))),
    event_line(TrialFailed(failed(1))),
    event_line(TrialReported(3, 4, {"loss": 0.5})),
    event_line(TuningFinished(None, FinishReason.TIME, "Over.")),
    entry_line(TrialMarked(3, TrialMark(is_starred=True, tags=("a",), note="Odd."))),
    entry_line(SweepNoted("Over night.")),
]


@given(st.sampled_from(LINES), st.data())
def test_that_changed_bytes_never_escape(line: bytes, data: st.DataObject) -> None:
    bad = bytearray(line)
    for _ in range(data.draw(st.integers(1, 4))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DamagedLine):
        entry_of(bytes(bad))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"event":[]}',
        b'{"event":"launched"}',
        b'{"event":"started"}',
        b'{"event":"reported","trial":true,"step":1,"metrics":{}}',
        b'{"event":"reported","trial":1,"step":1.5,"metrics":{}}',
        b'{"event":"reported","trial":1,"step":1,"metrics":{"a":NaN}}',
        b'{"event":"reported","trial":1,"step":1,"metrics":{"a":true}}',
        b'{"event":"reported","trial":1,"step":1,"metrics":{"a":1' + b"0" * 400 + b"}}",
        b'{"event":"finished","reason":"whim","message":""}',
        b'{"event":"moved","file":"\\ud800"}',
        b'{"event":"moved","file":3}',
        b'{"event":"noted","notes":3}',
        b'{"event":"marked","mark":{}}',
        b'{"event":"marked","mark":{"trial":-1,"star":true}}',
        b'{"event":"marked","mark":{"trial":1,"mood":"good"}}',
        b'{"event":"marked","mark":{"trial":1,"star":"yes"}}',
        b'{"event":"marked","mark":{"trial":1,"hide":1}}',
        b"[" * 100_000,
        b'{"event":"begun","format_version":1.5}',
        event_line(TrialCompleted(complete(0, 0.5))).replace(b"completed", b"started"),
        event_line(TrialCompleted(complete(0, 0.5))).replace(b'"number":0', b'"number":-1'),
        b"\0" * 4096,
    ],
)
def test_that_what_is_no_entry_is_damaged(line: bytes) -> None:
    with pytest.raises(DamagedLine):
        entry_of(line)


def test_that_a_journal_of_a_newer_program_is_refused() -> None:
    with pytest.raises(DocumentFault, match="newer tuner-gui"):
        entry_of(b'{"event":"begun","format_version":3}')


def test_that_a_trial_that_no_json_can_say_raises() -> None:
    record = TrialRecord(0, {"x": float("nan")}, TrialState.RUNNING)
    with pytest.raises(ValueError, match="JSON compliant"):
        event_line(TrialStarted(record))
