"""Calls and commands of a trial, run: each gives what the trial had."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.session.documents import complete, forest_session
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, CommandSpec, EstimatorSpec, PipelineSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.exchange.best import export_best, formats_for
from tuner_gui.exchange.best_text import env_name
from tuner_gui.exchange.errors import ExportError
from tuner_gui.targets.loading import load_target

CONFIG = forest_session(0).config


def record_of(**params: Any):
    return replace(complete(17, 0.97), params=params)


def of_target(target: Any) -> SweepConfig:
    return replace(CONFIG, target=target)


def made_by(text: str) -> Any:
    names: dict[str, Any] = {}
    exec(text, names)
    return names["model"]


@pytest.mark.parametrize(
    ("estimator", "params"),
    [
        ("RandomForestClassifier", {"n_estimators": 3, "min_impurity_decrease": 1e-300}),
        ("SVC", {"C": 0.1 + 0.2, "kernel": "rbf", "gamma": 5e-324}),
        ("AdaBoostClassifier", {"n_estimators": 2, "estimator": {"max_depth": 3}}),
        ("MLPClassifier", {"hidden_layer_sizes": (8, 4), "max_iter": 7}),
        ("BaggingRegressor", {"n_estimators": 4, "bootstrap": True}),
        ("LogisticRegression", {"C": 2.0, "class_weight": None}),
    ],
)
def test_that_the_constructor_makes_the_estimator_of_the_trial(
    estimator: str, params: dict[str, Any]
) -> None:
    config = of_target(EstimatorSpec(estimator=estimator))
    text = export_best(record_of(**params), config, "sklearn")
    made = made_by(text).get_params()
    trained = load_target(config.target)(params).estimator.get_params()
    assert {name: repr(value) for name, value in made.items()} == {
        name: repr(value) for name, value in trained.items()
    }
    assert "._" not in text, "only what scikit-learn shows is imported"
    assert all(f"{name}=" in text for name in params)


def test_that_what_a_constructor_makes_can_be_fitted() -> None:
    text = export_best(record_of(n_estimators=3), CONFIG, "sklearn")
    data = dataset_view(BundledSpec(name="iris")).open()
    assert made_by(text).fit(data.features, data.target).score(data.features, data.target) > 0.9


PIPELINE = """
from pathlib import Path
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

Path(__file__).with_name("canary").touch()


def make():
    return make_pipeline(StandardScaler(), DecisionTreeClassifier())


made = make()
"""


@pytest.mark.parametrize("name", ["make", "made"])
def test_that_a_pipeline_is_set_up_but_not_imported_by_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    script = tmp_path / f"{name}_pipeline.py"
    script.write_text(PIPELINE)
    config = of_target(PipelineSpec(path=f"{script}:{name}"))
    params = {"decisiontreeclassifier": {"max_depth": 3, "ccp_alpha": 1e-05}}
    text = export_best(record_of(**params), config, "sklearn")
    assert not (tmp_path / "canary").exists()
    monkeypatch.syspath_prepend(tmp_path)
    made = made_by(text).get_params()
    assert (tmp_path / "canary").exists()
    trained = load_target(config.target)(params).estimator.get_params()
    assert {name: repr(value) for name, value in made.items()} == {
        name: repr(value) for name, value in trained.items()
    }


def test_that_a_sweep_of_no_estimator_has_no_constructor() -> None:
    config = of_target(CommandSpec(argv=("solver",)))
    assert "sklearn" not in formats_for(config)
    with pytest.raises(ExportError, match="no scikit-learn estimator"):
        export_best(record_of(), config, "sklearn")
    with pytest.raises(TrainFailure, match="has no parameter nothing"):
        export_best(record_of(nothing=1), CONFIG, "sklearn")


SCRIPT = """
import argparse, json
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--name")
parser.add_argument("--offset", type=int)
parser.add_argument("--amp", action="store_true")
print(json.dumps(vars(parser.parse_args())))
"""


@pytest.fixture
def command(tmp_path: Path) -> CommandSpec:
    folder = tmp_path / "with space"
    folder.mkdir()
    (folder / "train.py").write_text(SCRIPT)
    words = ("{python}", "train.py", "--lr={lr}", "--name={name}", "--offset={offset}")
    return CommandSpec(argv=(*words, "{amp?--amp}"), cwd=str(folder))


VALUES = {"lr": 5e-324, "name": 'it\'s a "näme" $HOME\n`x`', "offset": -3, "amp": True}


def test_that_the_command_of_a_script_runs_it_with_the_values(command: CommandSpec) -> None:
    line = export_best(record_of(**VALUES), of_target(command), "command")
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == VALUES


def test_that_the_arguments_are_those_of_the_command(command: CommandSpec) -> None:
    text = export_best(record_of(**VALUES), of_target(command), "args")
    line = f"{sys.executable} train.py {text}"
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=True, cwd=command.cwd
    )
    assert json.loads(done.stdout) == VALUES


def test_that_a_command_that_takes_a_file_has_the_usual_arguments() -> None:
    config = of_target(CommandSpec(argv=("solver", "--config", "{config}")))
    assert export_best(record_of(lr=0.1, amp=False), config, "args") == "--lr=0.1 --no-amp\n"


def test_that_a_sweep_without_a_target_has_no_command() -> None:
    config = replace(CONFIG, target=None)
    assert "command" not in formats_for(config)
    with pytest.raises(ExportError, match="no target"):
        export_best(record_of(lr=1), config, "command")


def test_that_two_parameters_are_never_one_variable() -> None:
    assert env_name("svm.C") == "SVM__C"
    with pytest.raises(ExportError, match="a-b and a_b would both be the variable A_B"):
        export_best(record_of(**{"a-b": 1, "a_b": 2}), CONFIG, "env")
    with pytest.raises(ExportError, match=r"name holds \$\{HOME\}"):
        export_best(record_of(name="${HOME}"), CONFIG, "env")


def test_that_a_name_that_hydra_cannot_read_is_refused() -> None:
    with pytest.raises(ExportError, match="Hydra takes no key größe"):
        export_best(record_of(größe=1), CONFIG, "hydra")
