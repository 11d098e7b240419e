"""`tuner-gui run`: exit codes, what is printed where, interruption."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import program, run
from tuner_gui.cli import main
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import read_session


def test_that_code_is_not_run_before_it_is_trusted(folder: Path) -> None:
    refused = run("run", "line.tuner.json")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr == (
        f"line.tuner.json runs the class Model in {folder / 'target.py'}. "
        "If you trust it, say so with --yes.\n"
    )
    assert not (folder / "canary").exists()
    trusted = run("run", "line.tuner.json", "--yes", "--quiet")
    assert (trusted.returncode, trusted.stderr) == (0, "")
    assert (folder / "canary").exists()


def test_that_a_session_runs_from_another_folder_with_its_script_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert main(["run", "../line.tuner.json", "--yes", "--quiet", "--trials", "1"]) == 0
    assert capsys.readouterr().out.startswith("best score = 0.")


def test_that_a_sweep_goes_on_and_says_when_its_budget_is_used_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", "line.tuner.json", "--yes", "--quiet"]
    assert main([*words, "--trials", "2"]) == 0
    assert main([*words, "--trials", "5"]) == 0
    session = read_session(folder / "line.tuner.json")
    assert sorted(record.number for record in session.records) == [0, 1, 2, 3, 4]
    before = (folder / "line.tuner.json").read_bytes()
    capsys.readouterr()
    assert main(words) == 0
    captured = capsys.readouterr()
    assert captured.err == "All 5 trials are done already; --trials N gives the sweep more.\n"
    assert captured.out.startswith("best score = ")
    assert (folder / "line.tuner.json").read_bytes() == before


def test_that_a_grid_that_was_walked_whole_is_said_to_be_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "line.tuner.json").read_text().replace('"high": 1', '"high": 1, "points": 3')
    (folder / "line.tuner.json").write_text(text.replace('"random"', '"grid"'))
    words = ["run", "line.tuner.json", "--yes", "--quiet"]
    assert main(words) == 0
    assert capsys.readouterr().err == ""
    assert main(words) == 0
    captured = capsys.readouterr()
    assert captured.err == "All 3 trials are done already.\n"
    assert captured.out.startswith("best score = 1.0 (trial 2 of 3)\n")


def test_that_out_keeps_the_session_it_started_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "line.tuner.json").read_bytes()
    words = ["run", "line.tuner.json", "--yes", "--quiet", "--out", "other.json", "--seed", "9"]
    assert main(words) == 0
    assert (folder / "line.tuner.json").read_bytes() == before
    other = read_session(folder / "other.json")
    assert len(other.records) == 4
    assert other.config.seed == 9
    capsys.readouterr()
    assert main(words) == 2
    assert capsys.readouterr().err == "other.json is there already. --force replaces it.\n"
    assert main([*words, "--force"]) == 0


def test_that_a_sweep_without_a_best_trial_ends_with_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAIL_ABOVE", "-1")
    assert main(["run", "line.tuner.json", "--yes", "--quiet", "--trials", "9"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    reason, verdict = captured.err.splitlines()
    assert reason.startswith("The first 5 trials failed; the last one: ")
    assert "no such x" in reason
    assert verdict == "No trial completed, so there is no best one."
    states = {record.state for record in read_session(folder / "line.tuner.json").records}
    assert states == {TrialState.FAILED}


def test_that_a_bad_name_for_the_export_is_found_before_the_sweep(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "line.tuner.json", "--yes", "--export", "best"]) == 2
    assert "does not say which format" in capsys.readouterr().err
    assert not (folder / "canary").exists()


@pytest.fixture
def slow(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A sweep of slow trials in a process group of its own, its first trials running."""
    text = (folder / "line.tuner.json").read_text().replace(":Model", ":Slow")
    (folder / "line.tuner.json").write_text(text)
    process = subprocess.Popen(
        program("run", "line.tuner.json", "--yes"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    while "0/4" not in (read := process.stderr.read(1) + process.stderr.read(40)):
        assert process.poll() is None, read
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_that_interrupting_twice_kills_the_trials_saves_and_ends_with_130(
    folder: Path, slow: subprocess.Popen[str]
) -> None:
    assert slow.stderr is not None
    os.killpg(slow.pid, signal.SIGINT)  # as the terminal does it: to the trials as well
    while "Ctrl-C again" not in slow.stderr.readline():
        assert slow.poll() is None
    assert all(
        record.state is not TrialState.COMPLETE
        for record in read_session(folder / "line.tuner.json").records
    )
    os.killpg(slow.pid, signal.SIGINT)
    out, err = slow.communicate(timeout=30)
    assert slow.returncode == 130
    assert out == ""
    assert err.splitlines()[-1] == "Interrupted; 2 trials are saved in line.tuner.json."
    assert "Traceback" not in err
    records = read_session(folder / "line.tuner.json").records
    assert {record.state for record in records} == {TrialState.STOPPED}


def test_that_being_told_to_end_saves_too(folder: Path, slow: subprocess.Popen[str]) -> None:
    slow.terminate()
    slow.communicate(timeout=30)
    assert slow.returncode == 130
    assert len(read_session(folder / "line.tuner.json").records) == 2
