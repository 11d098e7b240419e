"""`tuner-gui export` of all its kinds, and `import` of a study."""

from __future__ import annotations

import json
import struct
import sys
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from pathlib import Path

import optuna
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from tests.cli.program import run
from tests.session.documents import forest_session
from tuner_gui.cli import main
from tuner_gui.core.nesting import flatten
from tuner_gui.session.file import read_session

BEST = forest_session(3).records[2]

CONFIG = """\
# mine
n_estimators: 7   # by hand
criterion: 'entropy'
other: 1
"""


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("env", "# Parameters"),
        ("kwargs", "n_estimators=22,\n"),
        ("args", "--n_estimators=22 --criterion=gini --min.impurity=1e-05\n"),
        ("hydra", "n_estimators=22 criterion=gini min.impurity=1e-05\n"),
        ("csv", "number,state,metric,"),
        ("TSV", "number\tstate\tmetric\t"),
        ("jsonl", '{"number": 0,'),
        ("markdown", "| trial |"),
        ("md", "| trial |"),
        ("latex", "% \\usepackage{booktabs}"),
        ("wandb", "# A search space written by tuner-gui."),
    ],
)
def test_that_each_format_goes_to_the_terminal(
    forest: Path, capsys: pytest.CaptureFixture[str], name: str, beginning: str
) -> None:
    assert main(["export", forest.name, "--format", name]) == 0
    assert capsys.readouterr().out.startswith(beginning)


def test_that_the_constructor_of_an_estimator_runs(folder: Path) -> None:
    made = run("new", "SVC", "--data", "iris", "--trials", "2", "--out", "svc.tuner.json")
    assert made.returncode == 0, made.stderr
    assert run("run", "svc.tuner.json", "--quiet").returncode == 0
    text = run("export", "svc.tuner.json", "--format", "sklearn").stdout
    names: dict = {}
    exec(text, names)
    best = read_session(folder / "svc.tuner.json").best()
    given = names["model"].get_params()
    assert {name: given[name] for name in flatten(best.params)} == flatten(best.params)


def test_that_the_table_is_named_by_its_file(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", forest.name, "--out", "t.csv"]) == 0
    assert capsys.readouterr().out == "t.csv: 3 trials\n"
    assert list(pd.read_csv("t.csv")["number"]) == [0, 1, 2]
    assert main(["export", forest.name, "--out", "t.csv"]) == 2
    assert capsys.readouterr().err == "t.csv is there already. --force replaces it.\n"
    assert main(["export", forest.name, "--out", "t.parquet"]) == 0
    assert pq.read_table("t.parquet").num_rows == 3
    assert main(["export", forest.name, "--format", "csv", "--trial", "1"]) == 2
    assert capsys.readouterr().err == "csv is a format of all trials, not of one.\n"


def test_that_a_table_can_be_piped(forest: Path) -> None:
    piped = run("export", forest.name, "--format", "csv")
    assert len(pd.read_csv(StringIO(piped.stdout))) == 3


def test_that_a_configuration_file_changes_only_when_it_is_wanted(
    forest: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = folder / "config.yaml"
    config.write_text(CONFIG)
    words = ["export", forest.name, "--into", "config.yaml"]
    assert main(words) == 2
    told = capsys.readouterr()
    assert "-n_estimators: 7   # by hand\n" in told.out
    assert "+n_estimators: 22   # by hand\n" in told.out
    assert told.err == "Nothing was written, because nobody can be asked. --yes writes it.\n"
    assert config.read_text() == CONFIG

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("n\ny\n"))
    assert main(words) == 0
    assert capsys.readouterr().err == "Nothing was written.\n"
    assert config.read_text() == CONFIG
    assert main(words) == 0
    assert capsys.readouterr().out.endswith("config.yaml: 3 values of trial 2\n")
    assert yaml.safe_load(config.read_text()) == {**BEST.params, "other": 1}
    assert "# mine\nn_estimators: 22   # by hand\ncriterion: 'gini'\n" in config.read_text()
    assert main([*words, "--yes"]) == 0
    assert capsys.readouterr().out == "config.yaml: nothing to change\n"
    assert main([*words, "--format", "yaml"]) == 2


def test_that_a_study_is_written_and_gone_on_with(
    forest: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", forest.name, "--format", "optuna-study", "--out", "s.log"]
    assert main(words) == 0
    assert capsys.readouterr().out == "s.log: 3 trials added to the study forest\n"
    assert main(words) == 0
    assert capsys.readouterr().out == "s.log: 0 trials added to the study forest, 3 were there\n"
    assert main([*words, "--study", "again"]) == 0
    assert main(["import", "s.log", "--out", "back.tuner.json"]) == 2
    assert "Name one of forest, again" in capsys.readouterr().err
    words = ["import", "s.log", "--study", "forest", "--out", "back.tuner.json"]
    assert main([*words, "--target", "RandomForestClassifier"]) == 0
    assert capsys.readouterr().out == "back.tuner.json: 3 parameters, 3 trials\n"
    back = read_session(folder / "back.tuner.json")
    assert back.best().params == BEST.params
    assert back.config.target.estimator == "RandomForestClassifier"
    assert main(["import", "s.log", "--study", "again", "--out", "b.tuner.json"]) == 0
    assert "no target yet" in capsys.readouterr().err


OBJECTIVE = """
def objective(trial):
    x = trial.suggest_float("x", -10, 10)
    return (x - 2) ** 2
"""


def test_that_a_study_of_optuna_is_run_on_and_written_back(folder: Path) -> None:
    (folder / "tune.py").write_text(OBJECTIVE)
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    names: dict = {}
    exec(OBJECTIVE, names)
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    storage = JournalStorage(JournalFileBackend(str(folder / "study.log")))
    study = optuna.create_study(storage=storage, study_name="quadratic")
    study.optimize(names["objective"], 4)
    made = run("import", "study.log", "--target", "tune.py:objective", "--out", "q.tuner.json")
    assert made.returncode == 0, made.stderr
    done = run("run", "q.tuner.json", "--yes", "--quiet", "--trials", "7")
    assert done.returncode == 0, done.stderr
    back = run("export", "q.tuner.json", "--format", "optuna-study", "--out", "study.log")
    assert back.stdout == "study.log: 3 trials added to the study quadratic, 4 were there\n"
    fresh = optuna.load_study(study_name="quadratic", storage=storage)
    assert len(fresh.trials) == 7
    assert all(trial.value == (trial.params["x"] - 2) ** 2 for trial in fresh.trials)


def test_that_a_session_goes_to_mlflow(forest: Path, folder: Path) -> None:
    done = run("export", forest.name, "--format", "mlflow", "--out", "mlruns")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("mlruns: 3 trials in the run ")
    values = {path.read_text() for path in (folder / "mlruns").rglob("params/n_estimators")}
    assert values == {"20", "22"}


def test_that_a_run_is_logged_to_mlflow_while_it_runs(folder: Path) -> None:
    done = run("run", "line.tuner.json", "--yes", "--quiet", "--mlflow", "mlruns")
    assert done.returncode == 0, done.stderr
    states = [path.read_text() for path in (folder / "mlruns").rglob("tags/state")]
    assert states == ["complete"] * 4
    best = read_session(folder / "line.tuner.json").best()
    (told,) = (folder / "mlruns").rglob("params/best x")
    assert float(told.read_text()) == best.params["x"]


@pytest.mark.parametrize("name", ["png", "svg"])
def test_that_the_chart_is_drawn_without_a_display(forest: Path, folder: Path, name: str) -> None:
    done = run("export", forest.name, "--out", f"chart.{name}")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"chart.{name}: the chart of 3 trials\n"
    content = (folder / f"chart.{name}").read_bytes()
    if name == "png":
        assert content.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", content[16:24])
        assert width > 600 < height * 2
    else:
        root = ET.parse(BytesIO(content)).getroot()
        assert root.tag.endswith("svg")
        assert b"forest.tuner.json" in content


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--format", "optuna-study"], "An Optuna study goes into a file."),
        (["--format", "mlflow"], "MLflow has to be told where."),
        (["--format", "png"], "A chart goes into a file."),
        (["--format", "png", "--out", "a.svg"], "a.svg is no name of a png file."),
        (["--format", "csv", "--out", "http://x"], "http://x is no file."),
        (["--into", "c.ini"], "c.ini is no configuration file."),
        (["--into", "c.yaml", "--out", "x"], "--into changes a file of yours"),
    ],
)
def test_that_what_makes_no_sense_is_said(
    forest: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["export", forest.name, *words]) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_that_exporting_and_importing_run_nothing_of_a_session(folder: Path) -> None:
    document = json.loads((folder / "line.tuner.json").read_text())
    document["trials"] = [
        {"number": 0, "params": {"x": 0.5}, "state": "complete", "metric": 0.5, "metrics": {}}
    ]
    (folder / "line.tuner.json").write_text(json.dumps(document))
    for words in (
        *(["--format", name] for name in ("yaml", "command", "csv", "hydra", "optuna")),
        ["--format", "optuna-study", "--out", "s.db"],
        ["--out", "chart.svg"],
    ):
        done = run("export", "line.tuner.json", *words)
        assert done.returncode == 0, done.stderr
    assert run("import", "s.db", "--out", "back.tuner.json").returncode == 0
    assert not (folder / "canary").exists()
