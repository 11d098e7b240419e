"""`tuner-gui new`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.program import run
from tuner_gui.cli import main
from tuner_gui.session.file import read_session


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
