"""`tuner-gui` and `tuner-gui --demo`, as far as they go without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.cli.program import CHECKOUT, program
from tests.session.documents import forest_session
from tuner_gui.cli import main
from tuner_gui.commands import window
from tuner_gui.core.budget import Budget
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import EstimatorSpec
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session

STALE_DISPLAY = ":59999"
EXAMPLE = "four-quick-trials.tuner.json"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "There is no display to open a window on. Use tuner-gui run SESSION without one."),
        (["line.tuner.json"], "There is no display to open a window on."),
        (["runn"], "runn is neither a file nor a command. Commands are new, run, "),
        (["runn", "line.tuner.json"], "runn is neither a file nor a command."),
        (["."], ". is a folder. Name a session file in it."),
        (["line.tuner.json", "--demo"], "A window shows one session."),
        (["line.tuner.json", "line.tuner.json"], "A window shows one session."),
    ],
)
def test_that_a_window_that_cannot_open_is_explained(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_that_a_display_that_does_not_answer_is_as_good_as_none(folder: Path) -> None:
    for words in ([], ["line.tuner.json"]):
        done = subprocess.run(
            program(*words),
            env={**os.environ, "DISPLAY": STALE_DISPLAY},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "There is no display to open a window on. Use tuner-gui run SESSION without one.\n"
        )


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
    write_session(examples / EXAMPLE, Session(config))
    monkeypatch.setattr(window, "demo_session", lambda: examples / EXAMPLE)


@pytest.mark.usefixtures("small_example")
def test_that_the_demo_runs_where_a_display_does_not_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", STALE_DISPLAY)
    assert main(["--demo"]) == 0
    assert (folder / "demo-output" / "window.png").exists()


@pytest.mark.usefixtures("small_example")
def test_that_the_demo_without_a_display_leaves_its_results_in_place_of_earlier_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = folder / "demo-output"
    left.mkdir()
    write_session(left / EXAMPLE, forest_session(3))
    assert main(["--demo"]) == 0
    captured = capsys.readouterr()
    sentence = "There is no display, so the example runs without a window.\n"
    assert captured.err.startswith(sentence)
    session = read_session(left / EXAMPLE)
    assert [record.number for record in session.records] == [0, 1, 2, 3]
    best = session.best()
    assert best is not None
    assert yaml.safe_load((left / "best-parameters.yaml").read_text()) == best.params
    assert (left / "window.png").read_bytes().startswith(b"\x89PNG")
    assert captured.out.startswith(f"best accuracy = {best.metric:.4f} ")
    assert captured.out.splitlines()[-1] == (
        f"Left in demo-output: {EXAMPLE}, best-parameters.yaml, window.png"
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
    assert len(read_session(folder / "demo-output" / EXAMPLE).records) == 4


def test_that_the_command_line_loads_in_60_ms() -> None:
    code = (
        "import time; start = time.process_time(); import tuner_gui.cli;"
        "print((time.process_time() - start) * 1000)"
    )
    fastest_ms = min(
        float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(5)
    )
    assert fastest_ms < 60
