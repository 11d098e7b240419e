"""`tuner-gui new`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.program import run
from tuner_gui.cli import main
from tuner_gui.session.file import read_session
from tuner_gui.ui.formats import format_value


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
    assert first == f"best accuracy = {best.metric:.4f} (trial {best.number} of 3)"
    assert dict(line.strip().split(" = ") for line in rest) == {
        name: format_value(value) for name, value in best.params.items()
    }
    assert yaml.safe_load((folder / "best.yaml").read_text()) == best.params
    assert "100%" in done.stderr


SCRIPT = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.01, help="learning rate")
parser.add_argument("--layers", type=int, default=2)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()
for epoch in range(3):
    print(f"epoch {epoch} acc={args.lr * args.layers / (epoch + 1)}")
"""


def test_that_a_script_becomes_a_session_that_runs(folder: Path) -> None:
    (folder / "train.py").write_text(SCRIPT)
    made = run("new", "train.py", "--metric", "acc", "--out", "s.tuner.json", "--trials", "3")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "s.tuner.json: 2 parameters, 3 trials that maximize acc\n"
    done = run("run", "s.tuner.json", "--yes", "--quiet")
    assert done.returncode == 0, done.stderr
    for record in read_session(folder / "s.tuner.json").records:
        params: dict[str, Any] = dict(record.params)
        assert record.metric == params["lr"] * params["layers"] / 3


def test_that_one_parameter_and_one_trial_are_counted_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "one.py").write_text(SCRIPT.replace('"--layers"', '"--log-dir"'))
    assert main(["new", "one.py", "--out", "one.tuner.json", "--trials", "1"]) == 0
    said = capsys.readouterr().out
    assert said == "one.tuner.json: 1 parameter, 1 trial that maximizes acc\n"
    assert main(["validate", "one.tuner.json"]) == 0
    assert "1 parameter, 0 trials\n" in capsys.readouterr().out


def test_that_columns_and_a_split_of_a_table_are_kept(folder: Path) -> None:
    (folder / "rows.csv").write_text("a,b,c,part,y\n" + "1,2,3,train,0\n3,4,5,test,1\n" * 4)
    words = ["--data", "rows.csv", "--columns", "a, b", "--split", "part=train"]
    assert main(["new", "SVC", "--out", "s.tuner.json", *words]) == 0
    dataset = read_session(folder / "s.tuner.json").config.dataset
    assert dataset.model_dump(exclude_defaults=True) == {
        "path": str(folder / "rows.csv"),
        "target_column": "y",
        "columns": ("a", "b"),
        "split": {"column": "part", "values": ("train",)},
    }


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


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("gone/x.tuner.json", "There is no folder gone. Make it, or name another one.\n"),
        ("folder", "folder is a folder. Name a file in it.\n"),
    ],
)
def test_that_a_place_for_no_file_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], out: str, sentence: str
) -> None:
    (folder / "folder").mkdir()
    assert main(["new", "target.py:Model", "--out", out, "--force"]) == 2
    assert capsys.readouterr().err == sentence
    assert not (folder / "gone").exists()


def test_that_an_empty_target_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for target in ("", "  "):
        assert main(["new", target, "--out", "x.tuner.json"]) == 2
        assert capsys.readouterr().err == (
            "The TARGET is empty. "
            "Name a script, an estimator such as SVC, or code of your own as module:name or "
            "FILE.py:name.\n"
        )
