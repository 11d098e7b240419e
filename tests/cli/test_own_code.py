"""`tuner-gui new` and `run` with functions, objectives and pipelines of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import run
from tuner_gui.cli import main
from tuner_gui.core.domains import Float, Int
from tuner_gui.core.specs import FunctionSpec, PipelineSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import read_session

FUNCTION = """
import pathlib
from typing import Annotated
from pydantic import Field

pathlib.Path("canary").touch()

def objective(lr: Annotated[float, Field(ge=0.001, le=1.0)], depth: int = 3, *, report) -> dict:
    for step in range(3):
        report(step, loss=lr / (step + 1))
    return {"loss": lr, "depth": depth}
"""

OBJECTIVE = """
import optuna

def objective(trial: optuna.Trial) -> float:
    x = trial.suggest_float("x", -10.0, 10.0)
    if trial.suggest_categorical("shape", ["bowl", "line"]) == "bowl":
        power = trial.suggest_int("power", 2, 4, step=2)
    else:
        power = 1
    if trial.number == 0:
        raise optuna.TrialPruned()
    trial.report(x, 1)
    trial.set_user_attr("power", power)
    return abs(x) ** power

if __name__ == "__main__":
    optuna.create_study().optimize(objective, n_trials=100)
"""

PIPELINE = """
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

def make_pipeline() -> Pipeline:
    return Pipeline([("scale", StandardScaler()), ("svc", SVC())])
"""


def made(folder: Path, text: str, target: str, *words: str) -> None:
    (folder / "mine.py").write_text(text)
    done = run("new", f"mine.py:{target}", "--out", "mine.tuner.json", "--trials", "4", *words)
    assert (done.returncode, done.stderr) == (0, "")


def test_that_a_function_becomes_a_session_that_runs(folder: Path) -> None:
    made(folder, FUNCTION, "objective", "--metric", "loss", "--direction", "minimize")
    config = read_session(folder / "mine.tuner.json").config
    assert config.target == FunctionSpec(path=f"{folder / 'mine.py'}:objective")
    assert {each.name: each.kind for each in config.space} == {
        "lr": Float(0.001, 1.0, log=True),
        "depth": Int(1, 6),
    }
    (folder / "canary").unlink()
    done = run("run", "mine.tuner.json", "--quiet")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("best loss = ")
    for record in read_session(folder / "mine.tuner.json").records:
        assert record.metrics == {"loss": record.params["lr"], "depth": record.params["depth"]}


def test_that_an_objective_of_optuna_becomes_a_session_that_runs(folder: Path) -> None:
    made(folder, OBJECTIVE, "objective", "--direction", "minimize", "--strategy", "tpe")
    space = read_session(folder / "mine.tuner.json").config.space
    assert space.names == ("x", "shape", "power")
    assert space["power"].conditions[0].values == ("bowl",)
    done = run("run", "mine.tuner.json", "--yes", "--quiet")
    assert done.returncode == 0, done.stderr
    pruned, *others = read_session(folder / "mine.tuner.json").records
    assert pruned.metric is None
    assert pruned.error is None or pruned.error.kind == "pruned"
    for record in others:
        assert record.state is TrialState.COMPLETE
        power = record.params.get("power", 1)
        assert record.metrics == {"score": abs(record.params["x"]) ** power, "power": power}


def test_that_a_pipeline_becomes_a_session_that_runs(folder: Path) -> None:
    made(folder, PIPELINE, "make_pipeline", "--data", "iris", "--folds", "2")
    config = read_session(folder / "mine.tuner.json").config
    path = f"{folder / 'mine.py'}:make_pipeline"
    assert config.target == PipelineSpec(path=path, scoring="accuracy", folds=2)
    assert "svc.C" in config.space
    done = run("run", "mine.tuner.json", "--yes", "--quiet")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("best accuracy = 0.9")


@pytest.mark.parametrize(
    ("text", "change", "sentence"),
    [
        (PIPELINE, '"scoring": "acc"', "scikit-learn has no scoring acc."),
        (PIPELINE, '"scoring": "f1_macro"', "The trials return f1_macro, f1_macro_std, fit_s, but"),
    ],
)
def test_that_a_scoring_that_does_not_fit_is_said_before_the_start(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, change: str, sentence: str
) -> None:
    (folder / "mine.py").write_text(text)
    assert main(["new", "mine.py:make_pipeline", "--out", "mine.tuner.json"]) == 0
    file = folder / "mine.tuner.json"
    file.write_text(file.read_text().replace('"scoring": "accuracy"', change))
    capsys.readouterr()
    assert main(["run", "mine.tuner.json", "--yes"]) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_that_what_is_no_target_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.py").write_text("def main(): ...\nNUMBER = 3\n")
    for name, sentence in [
        ("main", "main takes no parameters, so there is nothing to tune. "),
        ("NUMBER", "NUMBER in "),
    ]:
        assert main(["new", f"mine.py:{name}", "--out", "x.tuner.json"]) == 2
        assert capsys.readouterr().err.startswith(sentence)
