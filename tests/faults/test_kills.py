"""Sweeps that are killed at any moment: what an observer saw as finished is in the session."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.faults.journal_driver import CONCURRENCY, config
from tests.session.journals import trial
from tuner_gui import Budget, TrialState
from tuner_gui.core.events import TrialCompleted
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.headless import run_headless
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession

KILLS = int(os.environ.get("TUNER_GUI_KILLS", "6"))
SLOWEST, FASTEST = 5, 2_000
"""Trials a second."""

FOREVER = 1_000_000

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the kills are those of POSIX")


class Killed:
    """A program that says each finished trial, as another process saw it until the kill."""

    def __init__(self, *words: object) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.journal_driver", *map(str, words)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._said = b""

    def hear(self, trials: int) -> None:
        """Waits until so many more trials have finished."""
        assert self._program.stdout is not None
        for _ in range(trials):
            line = self._program.stdout.readline()
            assert line, "it ended by itself"
            self._said += line

    def kill(self, after_s: float = 0.0) -> dict[int, float]:
        """Kills it with all that it started; returns what was seen as finished, by number."""
        threading.Event().wait(after_s)
        self._program.send_signal(signal.SIGSTOP)  # so that it starts nothing meanwhile
        tree = psutil.Process(self._program.pid)
        for each in [tree, *tree.children(recursive=True)]:
            each.kill()
        said = self._said + self._program.communicate(timeout=30)[0]
        words = [line.split() for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
        seen = {int(number): float(x) for number, x in words}
        assert len(seen) == len(words), "a trial that finished twice"
        return seen


def rate_of(turn: int) -> float:
    """From the slowest to the fastest, evenly on a scale of logarithms, each for both kinds."""
    steps = max(1, KILLS // 2 - 1)
    return SLOWEST * (FASTEST / SLOWEST) ** (min(turn // 2, steps) / steps)


def require_each_once(path: Path, seen: Mapping[int, float]) -> Session:
    """The recovered session holds each trial that was seen, with its value, exactly once."""
    opening = OpenSession(path)
    finished = [
        event.record
        for batch in opening.batches()
        for event in batch
        if isinstance(event, TrialCompleted)
    ]
    assert set(Counter(record.number for record in finished).values()) <= {1}
    recovered = OpenSession(path)
    records = recovered.whole().records
    numbers = [record.number for record in records]
    assert numbers == sorted(set(numbers))
    complete = values_of(records)
    assert {number: complete.get(number) for number in seen} == seen
    assert sum(not record.state.is_finished for record in records) <= CONCURRENCY
    assert recovered.story.damaged == 0
    return recovered.whole()


def values_of(records: Iterable) -> dict[int, float]:
    return {each.number: each.params["x"] for each in records if each.state is TrialState.COMPLETE}


@pytest.mark.parametrize("turn", range(KILLS))
def test_that_what_was_seen_as_finished_outlives_a_kill_exactly_once(
    tmp_path: Path, turn: int
) -> None:
    path = tmp_path / "s.tuner.json"
    program = Killed(("pool", "inline")[turn % 2], path, FOREVER, rate_of(turn))
    program.hear(1)
    seen = program.kill(after_s=random.Random(turn).uniform(0, 0.7))
    assert read_session(path).records == ()
    require_each_once(path, seen)


@pytest.mark.parametrize("turn", range(max(1, KILLS // 20)))
def test_that_a_kill_while_it_is_saved_or_recovered_costs_nothing_either(
    tmp_path: Path, turn: int
) -> None:
    chance = random.Random(turn)
    path = tmp_path / "s.tuner.json"
    earlier = [
        replace(trial(number), params={"x": number / 7, "interval_s": 0.0})
        for number in range(3_000)  # saving them takes a good part of the time
    ]
    write_session(path, replace(Session(config(1)), records=tuple(earlier)))
    seen = values_of(earlier)
    for _ in range(10 if KILLS > 6 else 3):
        program = Killed("go on", path, 3)
        program.hear(1)
        fresh = program.kill(after_s=chance.uniform(0, 0.5))
        assert not seen.keys() & fresh.keys(), "a number that was given twice"
        seen |= fresh
        read_session(path)
        require_each_once(path, seen)


@pytest.mark.parametrize("how", ["pool", "inline"])
def test_that_100_trials_killed_at_37_and_resumed_are_those_of_a_whole_sweep(
    tmp_path: Path, how: str
) -> None:
    path = tmp_path / "s.tuner.json"
    program = Killed(how, path, 100, 50)
    program.hear(37)
    seen = program.kill()
    assert 37 <= len(seen) < 60
    wanted = replace(config(100), budget=Budget(trials=100, concurrency=CONCURRENCY))
    killed = replace(require_each_once(path, seen), config=wanted)
    resumed = run_headless(killed, path, shows_progress=False, is_recovered=True)
    whole = run_headless(Session(wanted), tmp_path / "whole.tuner.json", shows_progress=False)
    ours, theirs = (values_of(each.session.records) for each in (resumed, whole))
    assert sorted(ours.values()) == sorted(theirs.values())
    assert len(set(ours.values())) == 100
    assert {number: ours[number] for number in seen} == seen
    assert seen.items() <= theirs.items()
    assert not journal_file(path).exists()
