"""Disks that fill up, journals that are cut off by a power loss, two programs at one session."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.journal_driver import config
from tests.session.journals import empty_session, trial, write_journal
from tests.waiting import wait_until
from tuner_gui import TrialState
from tuner_gui.core.events import (
    ExperimentEvent,
    TrialCompleted,
    TrialFailed,
    TrialReported,
    TrialStarted,
)
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.journal_lines import TrialAsked, event_line
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

LAST = 4096
CUT_EVERY = 1 if int(os.environ.get("TUNER_GUI_KILLS", "0")) else 37
"""Bytes."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills and limits are those of POSIX")


def start(*words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.journal_driver", *map(str, words)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> bytes:
    """Kills the whole process group at once; returns what it had said until then."""
    os.killpg(process.pid, signal.SIGKILL)
    return process.communicate(timeout=30)[0]


def test_that_a_full_disk_pauses_the_sweep_until_there_is_room(tmp_path: Path) -> None:
    path, trials = tmp_path / "s.tuner.json", 80
    process = start("full", path, trials)
    try:
        assert process.stderr is not None
        said = process.stderr.readline() + process.stderr.readline()
        assert b"Paused. Nothing can be written to " in said
        assert b"No space left on device" in said or b"File too large" in said
        on_disk = OpenSession(path)
        assert len(on_disk.whole().records) < trials
        assert not on_disk.story.is_torn
        process.send_signal(signal.SIGUSR1)
        _, rest = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            kill(process)
    assert b"going on" in rest
    assert process.returncode == 0
    records = read_session(path).records
    assert [record.number for record in records] == list(range(trials))
    assert {record.state for record in records} == {TrialState.COMPLETE}
    assert not journal_file(path).exists()


def lived(number: int) -> list[ExperimentEvent | TrialAsked]:
    """All that happens to a trial."""
    running = trial(number, TrialState.RUNNING)
    ended = [TrialCompleted(trial(number)), TrialFailed(trial(number, TrialState.FAILED))]
    reports = [TrialReported(number, step, {"loss": 1 / (step + 1)}) for step in range(3)]
    return [TrialAsked(running), TrialStarted(running), *reports, ended[number % 2]]


@pytest.mark.parametrize("has_file", [True, False], ids=["with its file", "alone"])
def test_that_a_journal_cut_anywhere_loses_its_torn_line_only(
    tmp_path: Path, *, has_file: bool
) -> None:
    path = tmp_path / "s.tuner.json"
    if has_file:
        write_session(path, empty_session())
    happened = [event for number in range(20) for event in lived(number)]
    begun = write_journal(path, [])
    whole = begun + b"".join(map(event_line, happened))
    assert len(whole) > len(begun) + LAST
    for cut in range(len(whole), len(whole) - LAST, -CUT_EVERY):
        journal_file(path).write_bytes(whole[:cut])
        kept = happened[: whole[:cut].count(b"\n") - 1]
        reading = OpenSession(path)
        told = [event for batch in reading.batches() for event in batch]
        reports = [event for event in kept if isinstance(event, TrialReported)]
        assert [event for event in told if isinstance(event, TrialReported)] == reports
        records = {each.number: each for each in OpenSession(path).whole().records}
        expected = [event.record for event in kept if not isinstance(event, TrialReported)]
        assert records == {record.number: record for record in expected}
        assert reading.story.is_torn == (whole[cut - 1 : cut] != b"\n")
        assert reading.story.damaged == 0


def test_that_two_programs_never_write_one_journal(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, Session(config(1_000_000, 200)))
    words = [sys.executable, "-m", "tuner_gui", "run", str(path), "--yes", "--quiet"]
    first = subprocess.Popen(words, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: len(OpenSession(path).whole().records) > 3)
        second = subprocess.run(words, capture_output=True, timeout=60, check=False)
        assert second.returncode == 2
        assert b"is being run already" in second.stderr
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(timeout=30)
    reading = OpenSession(path)
    assert reading.whole().records
    assert reading.story.damaged == 0
