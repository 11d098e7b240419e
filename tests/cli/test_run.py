"""`tuner-gui run`: exit codes, what is printed where, interruption."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import program, run
from tests.waiting import wait_until
from tuner_gui.cli import main
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import read_session
from tuner_gui.session.opening import OpenSession


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


def test_that_yes_is_said_once_for_what_runs_and_not_for_where_it_lies(folder: Path) -> None:
    (folder / "copy").mkdir()
    for name in ("target.py", "line.tuner.json"):
        (folder / "copy" / name).write_bytes((folder / name).read_bytes())
    assert run("run", "line.tuner.json", "--yes", "--quiet").returncode == 0
    again = run("run", "copy/line.tuner.json", "--quiet", "--trials", "5")
    assert (again.returncode, again.stderr) == (0, "")
    with (folder / "copy" / "target.py").open("a") as file:
        file.write("print(1)\n")
    refused = run("run", "copy/line.tuner.json", "--quiet", "--trials", "6")
    assert refused.returncode == 2
    assert refused.stderr == (
        f"line.tuner.json runs the class Model in {folder / 'copy' / 'target.py'}. "
        "Changed since you trusted it: the file target.py. "
        "If you trust it, say so with --yes.\n"
    )


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


def test_that_a_sweep_goes_on_with_another_strategy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", "line.tuner.json", "--yes", "--quiet"]
    assert main([*words, "--trials", "2"]) == 0
    first = read_session(folder / "line.tuner.json")
    assert main([*words, "--trials", "5", "--strategy", "qmc"]) == 0
    session = read_session(folder / "line.tuner.json")
    assert (first.config.strategy.kind, session.config.strategy.kind) == ("random", "qmc")
    assert session.records[:2] == first.records
    assert len(session.records) == 5
    before = (folder / "line.tuner.json").read_bytes()
    assert main([*words, "--trials", "9", "--strategy", "luck"]) == 2
    assert "There is no strategy luck. Choose one of grid" in capsys.readouterr().err
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
    assert captured.out.startswith("best score = 1.0000 (trial 2 of 3)\n")


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
    assert reason.startswith("The first 5 trials failed: ")
    assert "no such x" in reason
    assert verdict == "No trial completed, so there is no best one."
    states = {record.state for record in read_session(folder / "line.tuner.json").records}
    assert states == {TrialState.FAILED}


def test_that_few_failures_are_counted_and_the_last_one_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAIL_ABOVE", "-1")
    words = ["run", "line.tuner.json", "--yes", "--quiet", "--trials"]
    assert main([*words, "1"]) == 1
    verdict = "No trial completed, so there is no best one.\n"
    assert capsys.readouterr().err == f"The trial failed: ValueError: no such x\n{verdict}"
    assert main([*words, "3"]) == 1
    sentence = "All 3 trials failed; the last one: ValueError: no such x\n"
    assert capsys.readouterr().err == f"{sentence}{verdict}"
    assert main([*words, "3"]) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("target", "dataset", "space", "sentence"),
    [
        ("SVCC", "iris", "C", "scikit-learn has no classifier or regressor SVCC. Did you mean"),
        ("SVC", "iris", "c", "SVC has no parameter c. "),
        ("VotingClassifier", "iris", "C", "VotingClassifier cannot be tuned here. It combines"),
        ("SVC", "", "C", "SVC needs data to learn from."),
        ("SVC", "gone.csv", "C", "There is no file gone.csv. Choose the CSV file again."),
        ("SVC", "here.csv", "C", "The file {folder}/here.csv has no column why. It has a, what."),
        ("gone.py:Model", "", "x", "There is no file gone.py. "),
        ("target.py:Model", "", "", "The search space has no parameters."),
        ("", "iris", "C", "There is no target to tune."),
    ],
)
def test_that_what_cannot_run_is_refused_before_the_first_trial(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    target: str,
    dataset: str,
    space: str,
    sentence: str,
) -> None:
    (folder / "here.csv").write_text("a,what\n1,2\n")
    specs: dict[str, object] = {"": {"kind": "none"}, "iris": {"kind": "bundled", "name": "iris"}}
    csv = {"kind": "csv", "path": dataset, "target_column": "why"}
    is_class = ":" in target
    own = (
        {"kind": "class", "path": target}
        if is_class
        else {"kind": "estimator"} | {"estimator": target}
    )
    document = json.loads((folder / "line.tuner.json").read_text())
    document["config"]["target"] = own if target else None
    document["config"]["dataset"] = specs.get(dataset, csv)
    document["config"]["objective"]["metric"] = "score" if is_class else "accuracy"
    rows = document["config"]["space"]["parameters"]
    document["config"]["space"]["parameters"] = [rows[0] | {"name": space}] if space else []
    text = json.dumps(document)
    (folder / "line.tuner.json").write_text(text)
    assert main(["run", "line.tuner.json"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(sentence.format(folder=folder))
    assert (folder / "line.tuner.json").read_text() == text
    assert main(["validate", "line.tuner.json"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("line.tuner.json: a valid session, ")
    assert captured.err == f"line.tuner.json: valid, but it cannot run: {err}"


@pytest.mark.parametrize(
    ("scoring", "metric", "sentence"),
    [
        ("acuracy", "acuracy", "scikit-learn has no scoring acuracy. Did you mean accuracy"),
        ("", "score", "The trials return accuracy, accuracy_std, fit_s, but not score."),
    ],
)
def test_that_a_metric_that_no_trial_returns_is_refused(
    forest: Path, capsys: pytest.CaptureFixture[str], scoring: str, metric: str, sentence: str
) -> None:
    document = json.loads(forest.read_text().replace("min", "n_jobs"))
    document["config"]["target"]["scoring"] = scoring
    document["config"]["objective"]["metric"] = metric
    document["config"]["space"]["parameters"].pop()
    forest.write_text(json.dumps(document))
    assert main(["run", forest.name]) == 2
    assert capsys.readouterr().err.startswith(sentence)


@pytest.mark.parametrize(
    ("export", "sentence"),
    [
        ("best", "The name best does not say which format to write."),
        ("best.xml", "The name best.xml does not say which format to write."),
        ("gone/best.yaml", "There is no folder gone. Make it, or name another one."),
        ("folder.yaml", "folder.yaml is a folder. Name a file in it."),
        ("/proc/best.yaml", "/proc/best.yaml cannot be written: "),
    ],
)
def test_that_a_place_that_cannot_take_the_export_is_found_before_the_sweep(
    folder: Path, capsys: pytest.CaptureFixture[str], export: str, sentence: str
) -> None:
    (folder / "folder.yaml").mkdir()
    assert main(["run", "line.tuner.json", "--yes", "--export", export]) == 2
    assert capsys.readouterr().err.startswith(sentence)
    assert not (folder / "canary").exists()


def test_that_a_folder_that_is_missing_is_not_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "line.tuner.json", "--yes", "--out", "gone/line.tuner.json"]) == 2
    assert capsys.readouterr().err == "There is no folder gone. Make it, or name another one.\n"
    assert main(["run", "gone/line.tuner.json", "--yes"]) == 2
    assert capsys.readouterr().err == "line.tuner.json: there is no such file.\n"
    assert not (folder / "gone").exists()


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


def test_that_a_program_that_is_killed_leaves_its_finished_trials(folder: Path) -> None:
    text = (folder / "line.tuner.json").read_text().replace('"trials": 4', '"trials": 1000000')
    (folder / "line.tuner.json").write_text(text)
    process = subprocess.Popen(
        program("run", "line.tuner.json", "--yes", "--quiet"), start_new_session=True
    )
    try:
        wait_until(lambda: len(OpenSession(folder / "line.tuner.json").whole().records) > 10)
        assert process.poll() is None
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert read_session(folder / "line.tuner.json").records == ()
    records = OpenSession(folder / "line.tuner.json").whole().records
    assert [record.number for record in records] == list(range(len(records)))
    unfinished = [record for record in records if record.state is not TrialState.COMPLETE]
    assert len(unfinished) <= 2  # those that were running
    words = ["run", "line.tuner.json", "--yes", "--quiet", "--trials", str(len(records) + 1)]
    assert main(words) == 0


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


def test_that_a_session_that_is_run_already_is_refused(
    folder: Path, slow: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "line.tuner.json", "--yes", "--quiet", "--trials", "1"]) == 2
    assert capsys.readouterr().err.startswith("line.tuner.json is being run already, ")
    slow.kill()
    slow.communicate(timeout=30)
    text = (folder / "line.tuner.json").read_text().replace(":Slow", ":Model")
    (folder / "line.tuner.json").write_text(text)
    assert main(["run", "line.tuner.json", "--yes", "--quiet"]) == 0


def test_that_being_told_to_end_saves_too(folder: Path, slow: subprocess.Popen[str]) -> None:
    slow.terminate()
    slow.communicate(timeout=30)
    assert slow.returncode == 130
    assert len(read_session(folder / "line.tuner.json").records) == 2


@pytest.mark.parametrize(
    ("row", "constraints", "sentence"),
    [
        (
            {"name": "x", "kind": "int", "low": 1, "high": 9},
            ["x > 9"],
            "None of the points of the grid keeps x > 9. Loosen the constraint, or the ranges.",
        ),
        (
            {"name": "x", "kind": "normal", "mean": 0, "deviation": 1},
            [],
            "x: A grid cannot take a bell; choose another strategy or kind.",
        ),
    ],
)
def test_that_a_grid_without_points_is_refused_before_the_first_trial(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    row: dict[str, object],
    constraints: list[str],
    sentence: str,
) -> None:
    document = json.loads((folder / "line.tuner.json").read_text())
    document["config"]["space"] |= {"parameters": [row], "constraints": constraints}
    document["config"]["strategy"] = {"kind": "grid"}
    (folder / "line.tuner.json").write_text(json.dumps(document))
    assert main(["run", "line.tuner.json", "--yes"]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"
    assert main(["validate", "line.tuner.json"]) == 0
    assert f"valid, but it cannot run: {sentence}" in capsys.readouterr().err
