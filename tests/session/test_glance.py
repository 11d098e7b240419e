"""What is seen of a session without reading it."""

from __future__ import annotations

from pathlib import Path

from tests.session.journals import events, write_journal
from tuner_gui.core.events import FinishReason, TuningFinished
from tuner_gui.session.glance import was_interrupted
from tuner_gui.session.journal_lines import SweepMoved, entry_line, event_line
from tuner_gui.session.lock import SessionLock
from tuner_gui.session.naming import journal_file


def test_that_an_interruption_is_seen_at_a_glance(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    assert not was_interrupted(path)
    whole = write_journal(path, events(range(2)))
    assert was_interrupted(path)
    with SessionLock(path):
        assert not was_interrupted(path)
    end = event_line(TuningFinished(None, FinishReason.BUDGET))
    journal_file(path).write_bytes(whole + end)
    assert not was_interrupted(path)
    journal_file(path).write_bytes(whole + entry_line(SweepMoved("other")))
    assert not was_interrupted(path)
    journal_file(path).write_bytes(whole + end[:-5])
    assert was_interrupted(path)
    journal_file(path).write_bytes(b"")
    assert not was_interrupted(path)
