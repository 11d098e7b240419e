"""Session files and journals that were damaged: a value, or one sentence that says where."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.mutations import (
    HARMS,
    LONGEST_S,
    LONGEST_SENTENCE,
    MOST_MEMORY,
    Memory,
    harmed,
    harmed_lines,
)
from tests.session.documents import MORNING, written
from tests.session.journals import empty_session, events, trial, write_journal
from tuner_gui.cli import main
from tuner_gui.core.events import (
    FinishReason,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TuningFinished,
)
from tuner_gui.core.marks import TrialMark
from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.resources import resource_path
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session, write_session
from tuner_gui.session.interrupted import LostTrials, without_running
from tuner_gui.session.journal_lines import (
    SweepMoved,
    SweepNoted,
    SweepSteered,
    TrialAsked,
    TrialMarked,
    entry_line,
    event_line,
)
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession
from tuner_gui.sweep.control import ControlEntry

MUTATIONS = int(os.environ.get("TUNER_GUI_MUTATIONS", "300"))
SOUND = [
    path.read_bytes()
    for folder in (Path(__file__).parents[1] / "session" / "versions", resource_path("examples"))
    for path in sorted(folder.glob("*.tuner.json"))
]
PLACE = re.compile(r"(?!the file\b)\S|the file .*(line \d+, column \d+|byte [\d,]+)")
WHOLE = (
    "the file is empty.",
    "the file is no session: it has no format_version.",
    "the file is no session: its JSON is not an object.",
    "the file was written by a newer tuner-gui",
    "the journal beside it was written by a newer tuner-gui",
)
"""What is wrong with all of a file."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the memory is asked for as POSIX has it")


def harm_all(of: Callable[[int, str], str], expected: set[str]) -> None:
    """Does each harm many times; what comes of it is a word, and these have to come."""
    memory, harms, outcomes = Memory(), set[str](), set[str]()
    for seed in range(MUTATIONS):
        harm = HARMS[seed % len(HARMS)]
        began = time.monotonic()
        try:
            outcomes.add(of(seed, harm))
        except Exception as error:
            raise AssertionError(f"{harm}, seed {seed}") from error
        assert time.monotonic() - began < LONGEST_S, f"{harm}, seed {seed}"
        harms.add(harm)
    assert memory.grown() < MOST_MEMORY
    assert harms == set(HARMS)
    assert outcomes >= expected


def require_sentence(said: str, file_name: str) -> None:
    assert len(said) <= LONGEST_SENTENCE, said
    assert said.isprintable(), said
    assert said.startswith(f"{file_name}: "), said
    rest = said.removeprefix(f"{file_name}: ")
    assert rest.startswith(WHOLE) or PLACE.match(rest), said


def test_that_a_mutated_document_ends_in_a_session_or_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    estimator_cache: Path,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(estimator_cache))
    path = tmp_path / "mutated.json"

    def outcome(seed: int, harm: str) -> str:
        chance = random.Random(seed)
        path.write_bytes(harmed(chance.choice(SOUND), harm, chance))
        try:
            session = read_session(path)
        except SessionError as error:
            require_sentence(error.message, path.name)
            return "sentence"
        assert written(session, tmp_path / "again.json") == session
        assert main(["validate", str(path)]) == 0
        capsys.readouterr()
        return "value"

    harm_all(outcome, {"value", "sentence"})


def whole_journal(path: Path) -> bytes:
    """One of each sort of line."""
    failed = trial(9, TrialState.FAILED)
    happened = [
        *events(range(4)),
        TrialReported(3, 1, {"loss": 0.5, "worst": float("inf")}),
        TrialFailed(replace(failed, error=TrialError("died", "no more"))),
        TrialPruned(trial(10, TrialState.PRUNED)),
        TuningFinished(None, FinishReason.BUDGET, "Done."),
    ]
    session = empty_session()
    said = [
        TrialMarked(1, TrialMark(is_starred=True, tags=("a",), note="Odd.")),
        SweepNoted("Over night."),
        SweepSteered(session.config, (ControlEntry(MORNING, "Paused. Lunch."),)),
        SweepMoved("other.tuner.json"),
    ]
    asked = event_line(TrialAsked(trial(11, TrialState.RUNNING)))
    return write_journal(path, happened) + asked + b"".join(map(entry_line, said))


def test_that_a_mutated_journal_ends_in_a_session_or_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    whole = whole_journal(path)
    write_session(path, empty_session())
    sound = path.read_bytes()

    def outcome(seed: int, harm: str) -> str:
        chance = random.Random(seed)
        path.unlink(missing_ok=True)
        if chance.random() < 0.5:  # else the journal stands alone
            path.write_bytes(sound)
        journal_file(path).write_bytes(harmed_lines(whole, harm, chance))
        try:
            reading = OpenSession(path)
            session = reading.whole()
        except SessionError as error:
            require_sentence(error.message, path.name)
            return "sentence"
        assert len(session.records) <= 12 + 1
        damage = reading.damage()
        assert len(damage) <= LONGEST_SENTENCE
        assert "could not be read" not in damage or re.search(r"[Ll]ine [1-9]", damage)
        settled = replace(session, records=without_running(session.records, LostTrials.FAILED)[0])
        assert written(settled, tmp_path / "again.json") == settled
        return "damaged" if reading.story.damaged else "value"

    harm_all(outcome, {"value", "damaged", "sentence"})
