"""The command line: exit codes, what is printed where, and what is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.session.documents import failed, forest_session
from tuner_gui import cli
from tuner_gui.cli import has_display, main
from tuner_gui.core.budget import Budget
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import EstimatorSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session

CHECKOUT = Path(__file__).parents[1]

TARGET = """
import os, pathlib, time

class Model:
    def __init__(self, params):
        self.x = params["x"]

    def train(self, dataset):
        pathlib.Path("canary").touch()
        if self.x > float(os.environ.get("FAIL_ABOVE", "inf")):
            raise ValueError("no such x")

    def validate(self, dataset):
        return self.x

class Slow(Model):
    def train(self, dataset, report):
        for step in range(2000):
            report(step, seen=step)
            time.sleep(0.01)
"""

DOCUMENT = {
    "format_version": 1,
    "config": {
        "name": "line",
        "target": {"kind": "class", "path": "target.py:Model"},
        "dataset": {"kind": "none"},
        "objective": {"metric": "score", "direction": "maximize"},
        "space": {
            "revision": 1,
            "parameters": [{"name": "x", "kind": "float", "low": 0, "high": 1}],
        },
        "strategy": {"kind": "random"},
        "budget": {"trials": 4, "concurrency": 2},
        "seed": 1,
    },
    "environment": {},
    "trials": [],
    "notes": "",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a target and a session of it; there is no display."""
    (tmp_path / "target.py").write_text(TARGET)
    (tmp_path / "line.tuner.json").write_text(json.dumps(DOCUMENT))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def forest(folder: Path) -> Path:
    """A session with three trials, the second of them failed."""
    write_session(folder / "forest.tuner.json", forest_session(3))
    return folder / "forest.tuner.json"


def program(*words: str) -> list[str]:
    return [sys.executable, "-m", "tuner_gui", *words]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The real program, in a process of its own, with nobody at the keyboard."""
    return subprocess.run(
        program(*words),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


# new


def test_that_an_estimator_becomes_a_session_that_runs(folder: Path) -> None:
    made = run(
        *("new", "RandomForestClassifier", "--out", "iris.tuner.json", "--data", "iris"),
        *("--trials", "3", "--folds", "2", "--workers", "2", "--seed", "4"),
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "iris.tuner.json: 6 parameters, 3 trials on iris\n"
    session = read_session(folder / "iris.tuner.json")
    assert session.config.name == "iris"
    assert session.records == ()
    assert session.environment.versions["python"]

    done = run("run", "iris.tuner.json", "--export", "best.yaml")
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    saved = read_session(folder / "iris.tuner.json")
    best = saved.best()
    assert best is not None
    assert first == f"best accuracy = {best.metric!r} (trial {best.number} of 3)"
    assert dict(line.strip().split(" = ") for line in rest) == {
        name: str(value) for name, value in best.params.items()
    }
    assert yaml.safe_load((folder / "best.yaml").read_text()) == best.params
    assert "100%" in done.stderr


def test_that_an_existing_file_is_only_replaced_by_force(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = forest.read_bytes()
    words = ["new", "target.py:Model", "--out", forest.name]
    assert main(words) == 2
    assert capsys.readouterr().err == "forest.tuner.json is there already. --force replaces it.\n"
    assert forest.read_bytes() == before
    assert main([*words, "--force"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "The search space is empty; add parameters in the window.\n"
    assert read_session(forest).records == ()


# run


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


# export and validate


def test_that_the_best_is_printed_in_any_format(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    best = {"n_estimators": 22, "criterion": "gini", "min": {"impurity": 1e-05}}
    readers = {"json": json.loads, "yaml": yaml.safe_load, "toml": tomllib.loads, "python": eval}
    for name, read in readers.items():
        assert main(["export", forest.name, "--format", name]) == 0
        assert read(capsys.readouterr().out) == best
    assert main(["export", forest.name]) == 0
    assert json.loads(capsys.readouterr().out) == best


def test_that_any_trial_can_be_exported_to_a_file(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", forest.name, "--trial", "1", "--out", "one.yaml"]) == 0
    assert capsys.readouterr() == ("", "")
    assert yaml.safe_load(forest.with_name("one.yaml").read_text()) == failed(1).params
    assert main(["export", forest.name, "--trial", "7"]) == 2
    assert capsys.readouterr().err == "forest has no trial 7.\n"


def test_that_a_session_without_a_complete_trial_has_nothing_to_export(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "line.tuner.json"]) == 2
    assert capsys.readouterr().err == "line has no complete trial to export.\n"


def test_that_a_valid_session_is_said_to_be_one(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", forest.name]) == 0
    assert capsys.readouterr().out == (
        "forest.tuner.json: a valid session, 3 parameters, 3 trials\n"
    )


def test_that_a_fault_is_one_sentence_on_stderr_and_exit_code_2(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forest.write_text(forest.read_text().replace('"high": 200', '"high": "200"'))
    assert main(["validate", forest.name]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "forest.tuner.json: config.space.parameters[0].high is the text “200”, "
        "but must be a whole number.\n"
    )


def test_that_debug_adds_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "absent.json", "--debug"]) == 2
    *traceback, sentence = capsys.readouterr().err.splitlines()
    assert traceback[0] == "Traceback (most recent call last):"
    assert sentence == "absent.json: there is no such file."


def test_that_nothing_named_in_a_file_is_run_by_looking_at_it(folder: Path) -> None:
    for words in (["validate", "line.tuner.json"], ["export", "line.tuner.json"]):
        main(words)
    assert not (folder / "canary").exists()


def test_that_a_defect_is_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: object) -> int:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setitem(cli._COMMANDS, "validate", broken)
    assert main(["validate", "s"]) == 2
    assert capsys.readouterr().err == (
        "Internal error: ZeroDivisionError: division by zero (--debug shows where).\n"
    )


def test_that_a_reader_who_has_had_enough_is_no_error(forest: Path) -> None:
    process = subprocess.Popen(
        program("export", forest.name),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 0


# the window


@pytest.mark.parametrize(
    ("platform", "environment", "has"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen:size=1x1"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, False),
        ("linux", {"QT_QPA_PLATFORM": "wayland;xcb"}, False),
        ("linux", {"QT_QPA_PLATFORM": "wayland-egl", "DISPLAY": ":0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_that_a_display_is_looked_for(
    platform: str, environment: dict[str, str], has: bool
) -> None:
    assert has_display(platform, environment) is has


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "There is no display to open a window on. Use tuner-gui run SESSION without one."),
        (["line.tuner.json"], "There is no display to open a window on."),
        (["runn"], "runn is neither a file nor a command. Commands are new, run, export, valid"),
        (["runn", "line.tuner.json"], "runn is neither a file nor a command."),
        (["line.tuner.json", "--demo"], "A window shows one session."),
        (["line.tuner.json", "line.tuner.json"], "A window shows one session."),
    ],
)
def test_that_a_window_that_cannot_open_is_explained(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(sentence)


@pytest.fixture
def small_example(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled example of four quick trials."""
    examples = folder / "examples"
    examples.mkdir()
    config = replace(
        forest_session(0).config,
        target=EstimatorSpec(estimator="GaussianNB", scoring="accuracy", folds=2),
        space=HyperParamSpace().add_float("var_smoothing", 1e-9, 1e-3, log=True),
        budget=Budget(trials=4, concurrency=2),
    )
    write_session(examples / cli.DEMO_SESSION, Session(config))
    monkeypatch.setattr(cli, "resource_path", folder.joinpath)


@pytest.mark.usefixtures("small_example")
def test_that_the_demo_without_a_display_leaves_its_results_in_place_of_earlier_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = folder / "demo-output"
    left.mkdir()
    write_session(left / cli.DEMO_SESSION, forest_session(3))
    assert main(["--demo"]) == 0
    captured = capsys.readouterr()
    sentence = "There is no display, so the example runs without a window.\n"
    assert captured.err.startswith(sentence)
    session = read_session(left / cli.DEMO_SESSION)
    assert [record.number for record in session.records] == [0, 1, 2, 3]
    best = session.best()
    assert best is not None
    assert yaml.safe_load((left / "best-parameters.yaml").read_text()) == best.params
    assert (left / "window.png").read_bytes().startswith(b"\x89PNG")
    assert captured.out.startswith(f"best accuracy = {best.metric!r} ")
    assert captured.out.splitlines()[-1] == (
        f"Left in demo-output: {cli.DEMO_SESSION}, best-parameters.yaml, window.png"
    )


@pytest.mark.usefixtures("small_example")
def test_that_a_demo_without_its_picture_keeps_the_rest_and_says_why(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "PySide6.py").write_text("raise ImportError('libEGL.so.1 is missing')")
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{CHECKOUT}")
    assert main(["--demo"]) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith("best accuracy = ")
    assert captured.err.splitlines()[-1].startswith("The picture of the window could not be made: ")
    assert "libEGL.so.1 is missing" in captured.err
    assert len(read_session(folder / "demo-output" / cli.DEMO_SESSION).records) == 4


def test_that_the_command_line_loads_in_60_ms() -> None:
    code = (
        "import time; start = time.process_time(); import tuner_gui.cli;"
        "print((time.process_time() - start) * 1000)"
    )
    fastest_ms = min(
        float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(5)
    )
    assert fastest_ms < 60
