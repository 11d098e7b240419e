"""The line that is copied of a trial runs it again in a terminal, whatever its target."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import run
from tuner_gui.cli import main
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import read_session
from tuner_gui.targets.located import located
from tuner_gui.targets.reproduction import line_of_trial

CODE = """
import os, random
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from tuner_gui.core.errors import TrainFailure

def fit(lr: float = 0.1, kind: str = "it's $(x)", *, dataset, report):
    random.seed(int(os.environ["TUNER_SEED"]))
    for step in range(3):
        report(step, loss=lr + random.random())
    return {"loss": lr * random.random(), "rows": len(dataset.open().target)}

def objective(trial):
    return trial.suggest_float("x", -10, 10) + trial.suggest_int("n", 1, 3) * trial.number

def pipe():
    return make_pipeline(SelectKBest(k=2), LogisticRegression())

class Model:
    def __init__(self, params):
        self.params = params
    def train(self, dataset):
        if self.params["group"]["x"] > 0.99:
            raise ValueError("no such x")
    def validate(self, dataset):
        return self.params["group"]["x"] * 3
"""


@pytest.fixture
def code(folder: Path) -> Path:
    place = folder / "my code"
    place.mkdir()
    (place / "mine.py").write_text(CODE)
    return place


def again(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", line], cwd="/", capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("my code/mine.py:fit", ["--data", "iris", "--metric", "loss"]),
        ("my code/mine.py:objective", []),
        ("my code/mine.py:pipe", ["--data", "iris", "--folds", "2"]),
        ("RandomForestClassifier", ["--data", "iris", "--folds", "2"]),
    ],
)
def test_that_the_line_prints_the_metric_of_the_trial(
    code: Path, target: str, words: list[str]
) -> None:
    assert code.is_dir()
    made = run("new", target, "--out", "s.tuner.json", "--trials", "2", *words)
    assert made.returncode == 0, made.stderr
    done = run("run", "s.tuner.json", "--yes", "--quiet")
    assert done.returncode == 0, done.stderr
    session = read_session(Path("s.tuner.json"))
    record = session.records[1]
    line = line_of_trial(session.config, record)
    assert "s.tuner.json" not in line
    told = again(line)
    assert told.returncode == 0, told.stderr
    printed = dict(each.split("=") for each in told.stdout.splitlines() if ": " not in each)
    assert printed.keys() == record.metrics.keys()
    for name in record.metrics.keys() - {"fit_s"}:
        assert float(printed[name]) == record.metrics[name]
    if target.endswith("fit"):
        reports = [each for each in told.stdout.splitlines() if each.startswith("step ")]
        assert len(reports) == 3


def test_that_a_trial_that_failed_shows_where(code: Path) -> None:
    text = (code.parent / "line.tuner.json").read_text()
    text = text.replace("target.py:Model", "mine.py:Model").replace('"x"', '"group.x"')
    (code / "s.tuner.json").write_text(text)
    done = run("run", "my code/s.tuner.json", "--yes", "--quiet")
    assert done.returncode == 0, done.stderr
    session = read_session(code / "s.tuner.json")
    config = located(session.config, code)
    best = session.best()
    assert best is not None
    exported = run("export", "my code/s.tuner.json", "--format", "command")
    assert exported.stdout == f"{line_of_trial(config, best)}\n"
    told = again(exported.stdout)
    assert told.stdout == f"score={best.metric!r}\n"
    high: dict[str, Any] = {"group": {"x": 1.0}}
    failed = again(line_of_trial(config, replace(best, params=high)))
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "Traceback" in failed.stderr
    assert failed.stderr.endswith("ValueError: no such x\n")
    assert best.state is TrialState.COMPLETE


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["{", "{}"], 2, "TARGET cannot be read: Invalid JSON"),
        (['{"kind": "class", "path": "target.py:Model"}', "[]"], 2, "PARAMS is no JSON object."),
        (['{"kind": "class", "path": "target.py:Model"}', "{"], 2, "PARAMS cannot be read: "),
        (['{"kind": "command", "argv": ["x"]}', "{}"], 2, "A command is run by itself."),
        (
            ['{"kind": "class", "path": "absent.py:Model"}', "{}"],
            1,
            "The trial failed: There is no file ",
        ),
    ],
)
def test_that_a_line_that_was_changed_gives_one_sentence(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    sentence: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["tuner-gui", *words])
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert main(["rerun", *words]) == code
    assert capsys.readouterr().err.startswith(sentence)
