"""Sweeps that are killed at any moment, disks that fill up, journals that are damaged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.journal_driver import config
from tests.session.journals import events, write_journal
from tests.waiting import wait_until
from tuner_gui import Budget, TrialState
from tuner_gui.session.document import Session
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.headless import run_headless
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

KILLS = int(os.environ.get("TUNER_GUI_KILLS", "6"))
MUTATIONS = int(os.environ.get("TUNER_GUI_MUTATIONS", "300"))
_SPEEDS = (0.0, 0.0005, 0.01, 0.2)

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


@pytest.mark.parametrize("turn", range(KILLS))
def test_that_what_was_seen_as_finished_outlives_a_kill_exactly_once(
    tmp_path: Path, turn: int
) -> None:
    chance = random.Random(turn)
    path = tmp_path / "s.tuner.json"
    process = start(("pool", "inline")[turn % 2], path, chance.choice(_SPEEDS))
    assert process.stdout is not None
    first = process.stdout.readline()
    threading.Event().wait(chance.uniform(0, 0.7))
    said = (first + kill(process)).splitlines(keepends=True)
    seen = [int(line) for line in said if line.endswith(b"\n")]
    assert read_session(path).records == ()
    reading = OpenSession(path)
    recovered = reading.whole().records
    numbers = [record.number for record in recovered]
    assert numbers == sorted(set(numbers))
    complete = {each.number for each in recovered if each.state is TrialState.COMPLETE}
    assert complete >= set(seen)
    assert len(seen) == len(set(seen))
    assert sum(not record.state.is_finished for record in recovered) <= 2
    assert reading.story.damaged == 0


def test_that_a_killed_sweep_tries_what_a_whole_one_would_have(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    process = start("pool", path, 0.0)
    assert process.stdout is not None
    for _ in range(37):
        process.stdout.readline()
    kill(process)
    opening = OpenSession(path)
    killed = opening.whole()
    trials = max(100, len(killed.records) + 10)
    wanted = replace(killed.config, budget=Budget(trials=trials, concurrency=2))
    resumed = run_headless(
        replace(killed, config=wanted), path, shows_progress=False, is_recovered=True
    )
    whole = run_headless(Session(wanted), tmp_path / "whole.tuner.json", shows_progress=False)
    ours, theirs = (
        sorted(each.params["x"] for each in outcome.session.records if each.metric is not None)
        for outcome in (resumed, whole)
    )
    assert ours == theirs
    assert len(ours) == trials
    assert not journal_file(path).exists()


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


def test_that_a_journal_cut_anywhere_loses_its_torn_line_only(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, Session(config(10, 0.0)))
    whole = write_journal(path, events(range(40)))
    path.unlink()
    for cut in range(len(whole), len(whole) - 4096, -1 if KILLS > 6 else -37):
        journal_file(path).write_bytes(whole[:cut])
        ended = OpenSession(path).whole().records
        lines = whole[:cut].count(b"\n") - 1
        assert sum(each.state.is_finished for each in ended) == lines // 2


def test_that_a_mutated_journal_ends_in_a_value_or_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    whole = write_journal(path, events(range(6)))
    for seed in range(MUTATIONS):
        journal_file(path).write_bytes(mutated(whole, random.Random(seed)))
        sentence = said_of(path)
        assert len(sentence) <= 200, seed
        assert not sentence or "journal" in sentence or sentence.startswith("s.tuner.json: "), seed


def said_of(path: Path) -> str:
    try:
        reading = OpenSession(path)
        reading.whole()
    except SessionError as error:
        return error.message
    return reading.damage()


JUNK = (
    b"[" * 3000,
    b"9" * 5000,
    b"1e999",
    b"-0",
    b"NaN",
    b'"\\ud800"',
    b"\0",
    b"\xff\xfe",
    b"{}",
    b"null",
    b"\n",
    b'"number":0,"number":1',
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some flipped, cut out, doubled or replaced by what no line should hold."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.randrange(200)]
            case 2:
                changed[at:at] = changed[max(0, at - 50) : at]
            case _:
                changed[at : at + chance.randrange(20)] = chance.choice(JUNK)
    return bytes(changed)


def test_that_two_programs_never_write_one_journal(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, Session(config(1_000_000, 0.01)))
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
