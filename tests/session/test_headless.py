"""Sweeps without a window, with real trials: saved at the end whatever happens."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.errors import Internal, InvalidSpace
from tuner_gui.core.events import FinishReason
from tuner_gui.core.kinds import ExtensionKind, RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import ClassSpec
from tuner_gui.core.trial import TrialOrigin, TrialState
from tuner_gui.session.document import Session
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session
from tuner_gui.session.headless import HeadlessOutcome, run_headless, settled
from tuner_gui.session.naming import journal_file, logs_folder
from tuner_gui.session.opening import OpenSession
from tuner_gui.sweep.logs import log_path

TARGET = """
import os, pathlib, shutil

class Model:
    def __init__(self, params):
        self.x = params["x"]

    def train(self, dataset):
        print("training with", self.x)
        if os.environ.get("SPOIL"):
            path = pathlib.Path(os.environ["SPOIL"])
            path.unlink()
            path.mkdir()
        if os.environ.get("COPY"):
            source, target = os.environ["COPY"].split(":")
            shutil.copy(source, target)

    def validate(self, dataset):
        return self.x
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "target.py").write_text(TARGET)
    config = SweepConfig(
        "small",
        ClassSpec(path=f"{tmp_path / 'target.py'}:Model"),
        HyperParamSpace().add_float("x", 0, 1),
        RandomKind(),
        budget=Budget(trials=4),
        seed=3,
    )
    return Session(config, notes="kept")


def run(session: Session, path: Path) -> HeadlessOutcome:
    return run_headless(session, path, shows_progress=False)


def with_trials(session: Session, trials: int) -> Session:
    return replace(session, config=replace(session.config, budget=Budget(trials=trials)))


def test_that_a_sweep_is_saved_with_all_its_trials(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    outcome = run(session, path)
    saved = read_session(path)
    assert saved == outcome.session
    assert [record.number for record in saved.records] == [0, 1, 2, 3]
    assert {record.state for record in saved.records} == {TrialState.COMPLETE}
    assert saved.notes == "kept"
    assert saved.environment.versions["python"]
    assert outcome.finished.best == saved.best()
    assert outcome.finished.reason is FinishReason.BUDGET
    assert not outcome.is_interrupted
    output = log_path(logs_folder(path), 2).read_text()
    assert output.startswith("training with 0.")


def test_that_a_resumed_sweep_goes_on_where_it_stood(session: Session, tmp_path: Path) -> None:
    whole = run(with_trials(session, 6), tmp_path / "whole.json").session
    path = tmp_path / "parts.json"
    run(with_trials(session, 2), path)
    parts = run(with_trials(read_session(path), 6), path).session
    assert [record.number for record in parts.records] == [0, 1, 2, 3, 4, 5]
    assert [record.params for record in parts.records] == [
        record.params for record in whole.records
    ]
    assert [record.seed for record in parts.records] == [record.seed for record in whole.records]


def test_that_trials_of_a_program_that_died_are_run_again(session: Session, tmp_path: Path) -> None:
    whole = run(with_trials(session, 5), tmp_path / "whole.json").session
    first, lost = whole.records[0], replace(whole.records[1], state=TrialState.RUNNING, metric=None)
    outcome = run(with_trials(replace(session, records=(first, lost)), 5), tmp_path / "s.json")
    records = outcome.session.records
    assert [record.state for record in records] == [
        TrialState.COMPLETE,
        TrialState.STOPPED,
        *[TrialState.COMPLETE] * 4,
    ]
    again = records[2]
    assert (again.origin, again.source, again.params) == (TrialOrigin.AGAIN, 1, lost.params)
    error = records[1].error
    assert error is not None
    assert error.message == "The program was interrupted before the trial ended."
    complete = [record.params for record in records if record.state is TrialState.COMPLETE]
    assert sorted(map(str, complete)) == sorted(str(record.params) for record in whole.records)
    assert settled(records) == records


def test_that_a_journal_is_there_while_it_runs_and_gone_afterwards(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = tmp_path / "s.tuner.json", tmp_path / "copy"
    monkeypatch.setenv("COPY", f"{journal_file(path)}:{copy}")
    run(with_trials(session, 3), path)
    assert not journal_file(path).exists()
    path.unlink()
    copy.rename(journal_file(path))
    found = OpenSession(path).whole()
    assert [record.state for record in found.records] == [
        TrialState.COMPLETE,
        TrialState.COMPLETE,
        TrialState.RUNNING,
    ]
    assert found.notes == "kept"


def test_that_a_recovered_journal_is_taken_in_and_another_one_is_kept(
    session: Session, tmp_path: Path
) -> None:
    for is_recovered in (True, False):
        path = tmp_path / f"{is_recovered}.tuner.json"
        journal_file(path).write_text("something\n")
        run_headless(session, path, shows_progress=False, is_recovered=is_recovered)
        assert not journal_file(path).exists()
        aside = path.with_name(f"{path.name}.journal-1")
        assert aside.exists() is not is_recovered


def test_that_a_place_that_cannot_be_written_is_found_before_the_first_trial(
    session: Session, tmp_path: Path
) -> None:
    with pytest.raises(SessionError, match="cannot be written"):
        run(session, tmp_path / "target.py" / "s.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["target.py"]


def test_that_results_that_cannot_be_saved_find_a_refuge(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, refuges = tmp_path / "s.tuner.json", tmp_path / "refuges"
    refuges.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(refuges))
    monkeypatch.setenv("SPOIL", str(path))
    with pytest.raises(SessionError, match="cannot be written: Is a directory") as caught:
        run(with_trials(session, 1), path)
    (refuge,) = refuges.glob("*/s.tuner.json")
    assert f"The results are safe in {refuge}." in caught.value.message
    assert len(read_session(refuge).records) == 1


def test_that_a_file_that_was_changed_meanwhile_is_kept(
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path, other = tmp_path / "s.tuner.json", tmp_path / "other.json"
    other.write_text("mine")
    monkeypatch.setenv("COPY", f"{other}:{path}")
    run(with_trials(session, 1), path)
    assert (tmp_path / "s-changed.tuner.json").read_text() == "mine"
    assert len(read_session(path).records) == 1
    assert "was changed meanwhile; that version is kept as s-changed" in capfd.readouterr().err


def test_that_a_sweep_that_cannot_start_changes_no_trial(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    empty = replace(session, config=replace(session.config, space=HyperParamSpace()))
    with pytest.raises(InvalidSpace):
        run(empty, path)
    assert read_session(path).records == ()


def test_that_a_sweep_that_breaks_keeps_what_finished(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "moody.py").write_text(
        "class Moody:\n"
        "    asked = 0\n"
        "    def ask(self):\n"
        "        self.asked += 1\n"
        "        return {'x': 0.1 * self.asked} if self.asked < 3 else 1 / 0\n"
        "    def tell(self, record): pass\n"
        "def make(kind, space, objective): return Moody()\n"
    )
    folder = tmp_path / "moody-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: moody\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[tuner_gui.strategies]\nmoody = moody:make\n")
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "s.json"
    moody = replace(session, config=replace(session.config, strategy=ExtensionKind(kind="moody")))
    with pytest.raises(Internal, match="ZeroDivisionError"):
        run(moody, path)
    sys.modules.pop("moody", None)
    assert [record.state for record in read_session(path).records] == [TrialState.COMPLETE] * 2
