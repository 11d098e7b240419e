"""`tuner-gui inspect`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import run
from tuner_gui.cli import main

SCRIPT = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.01, help="learning rate")
parser.add_argument("--opt", choices=["sgd", "adam"], default="sgd")
parser.add_argument("--width", type=int, default=64)
parser.add_argument("--out")
args = parser.parse_args()
"""
OF_SCRIPT = [
    {
        "name": "lr",
        "kind": "float",
        "default": 0.01,
        "low": 0.0001,
        "high": 0.1,
        "log": True,
        "help": "learning rate",
        "flag": "--lr",
        "selected": True,
        "reason": "A learning rate: varied in the logarithm around its default.",
    },
    {
        "name": "opt",
        "kind": "choice",
        "default": "sgd",
        "values": ["sgd", "adam"],
        "flag": "--opt",
        "selected": True,
        "reason": "The script lists its values.",
    },
    {
        "name": "width",
        "kind": "choice",
        "default": 64,
        "values": [16, 32, 64, 128, 256],
        "flag": "--width",
        "selected": True,
        "reason": "A width: varied in powers of two around its default.",
    },
    {
        "name": "out",
        "kind": "constant",
        "default": None,
        "flag": "--out",
        "selected": False,
        "reason": "A path or a data set is no hyper-parameter.",
    },
]
MODULE = """
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

pipe = Pipeline([("scale", StandardScaler()), ("svc", SVC(C=7))])

def steps():
    return pipe

def fit(lr: float = 0.01, *, data="x.csv"):
    return lr

def late(trial):
    for name in ["a", "b"]:
        trial.suggest_float(name, 0, 1)
    return 1.0
"""


def inspected(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["inspect", *words]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    found: dict[str, Any] = json.loads(captured.out)
    assert list(found) == ["target", "parameters"]
    return found


def names(found: dict[str, Any], *, selected: bool = True) -> list[str]:
    return [each["name"] for each in found["parameters"] if each["selected"] is selected]


def test_that_a_script_is_printed_as_one_object(folder: Path) -> None:
    (folder / "train.py").write_text(SCRIPT)
    for words in ([], ["--exact"]):
        done = run("inspect", "train.py", *words)
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout) == {"target": "train.py", "parameters": OF_SCRIPT}


def test_that_an_estimator_is_printed_with_its_defaults(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = inspected(capsys, "SVC")
    by_name = {each["name"]: each for each in found["parameters"]}
    assert by_name["C"] == {
        "name": "C",
        "kind": "float",
        "default": 1.0,
        "low": 0.001,
        "high": 1000.0,
        "log": True,
        "selected": True,
        "reason": "Its range for this estimator is known from use.",
    }
    assert by_name["gamma"]["default"] == "scale"
    assert by_name["max_iter"]["default"] == -1
    assert by_name["max_iter"]["values"] == [100000]
    assert by_name["random_state"]["selected"] is False
    assert "seed" in by_name["random_state"]["reason"]
    found = inspected(capsys, "sklearn.linear_model.RidgeCV")
    assert found["target"] == "sklearn.linear_model.RidgeCV"


@pytest.mark.parametrize("target", ["mine.py:pipe", "mine.py:steps", "mine:pipe"])
def test_that_a_pipeline_is_loaded_for_its_steps(
    folder: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    (folder / "mine.py").write_text(MODULE)
    found = inspected(capsys, target)
    assert found["target"] == target
    by_name = {each["name"]: each for each in found["parameters"]}
    assert by_name["svc.C"]["default"] == 7
    assert by_name["svc.C"]["selected"]
    assert not by_name["scale.with_mean"]["selected"]


def test_that_a_function_is_read_and_with_exact_loaded(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.py").write_text(f"import pathlib\npathlib.Path('canary').touch()\n{MODULE}")
    read = inspected(capsys, "mine:fit")
    assert not (folder / "canary").exists()
    assert names(read) == ["lr"]
    assert names(read, selected=False) == ["data"]
    assert inspected(capsys, "mine:fit", "--exact") == read
    assert (folder / "canary").exists()


def test_that_an_objective_is_run_where_its_source_does_not_tell(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.py").write_text(MODULE)
    found = inspected(capsys, "mine.py:late", "--exact")
    assert names(found) == ["a", "b"]
    assert found["parameters"][0]["high"] == 1.0
    (folder / "study.py").write_text(
        "def objective(trial): return trial.suggest_int('n', 1, 9)\n"
        "if __name__ == '__main__':\n    while True: pass\n"
    )
    for words in ([], ["--exact"]):
        found = inspected(capsys, "study.py", *words)
        assert found["target"] == "study.py"
        assert names(found) == ["n"]


def test_that_a_configuration_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "conf.yaml").write_text("model: {lr: 0.01}\nname: first\n")
    for words in ([], ["--exact"]):
        found = inspected(capsys, "conf.yaml", *words)
        assert names(found) == ["model.lr"]
        assert names(found, selected=False) == ["name"]


def test_that_what_is_not_read_is_told_beside_the_object(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "train.py").write_text(
        "from dataclasses import dataclass\n@dataclass\nclass Config:\n    lr: float = 0.1\n"
    )
    assert main(["inspect", "train.py"]) == 0
    captured = capsys.readouterr()
    assert names(json.loads(captured.out)) == ["lr"]
    assert captured.err.startswith("Nothing passes the parameters of Config on the command line")


@pytest.mark.parametrize(
    ("script", "words", "sentence"),
    [
        (
            "import argparse\nparser = argparse.ArgumentParser(\nprint(1)\n",
            [],
            "There is a syntax error in line ",
        ),
        (
            "import argparse\nparser = argparse.ArgumentParser(\nprint(1)\n",
            ["--exact"],
            "There is a syntax error in line ",
        ),
        (
            f"import no_such_library\n{SCRIPT}",
            ["--exact"],
            f"train.py imports no_such_library, which is not installed in {sys.executable}. Choo",
        ),
        (
            f"while True: pass\n{SCRIPT}",
            ["--exact", "--timeout", "1"],
            "train.py did not read its command line within 1 s. What takes long belongs after the",
        ),
        (
            "print('score: 1')\n",
            [],
            "train.py has no parameters that can be read. Looked for argparse, click, typer, ",
        ),
        (
            "print('score: 1')\n",
            ["--exact"],
            "train.py came to its end without reading a command line. Looked for argparse, click",
        ),
    ],
    ids=["syntax", "syntax-exact", "missing", "never", "none", "none-exact"],
)
def test_that_a_script_that_cannot_be_read_gives_one_sentence(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    script: str,
    words: list[str],
    sentence: str,
) -> None:
    (folder / "train.py").write_text(script)
    assert main(["inspect", "train.py", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(sentence)
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("absent.py", "There is no file /"),
        ("absent.py:fit", "There is no file /"),
        ("absent:fit", "There is no module absent."),
        ("Nobody", "scikit-learn has no classifier or regressor Nobody."),
        ("mine.py:nobody", "There is no nobody in "),
        (" ", "The TARGET is empty."),
    ],
)
def test_that_what_is_not_there_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], target: str, sentence: str
) -> None:
    (folder / "mine.py").write_text(MODULE)
    assert main(["inspect", target]) == 2
    assert capsys.readouterr().err.startswith(sentence)
