"""The sweep that is proposed for a target named in one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.domains import Float, Int
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import GridKind, RandomKind, TpeKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    CsvSpec,
    EstimatorSpec,
    FunctionSpec,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.session.proposal import (
    DEFAULT_TRIALS,
    propose,
    propose_config,
    with_overrides,
)
from tuner_gui.session.script_answer import read_script
from tuner_gui.session.script_draft import ScriptDraft
from tuner_gui.session.wishes import SweepWishes

SCRIPT = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--lr", type=float, default=0.01)
parser.add_argument("--nesterov", action="store_true")
args = parser.parse_args()
print(f"val_loss={args.lr}")
"""
STUDY = """
import optuna
def size(trial):
    return trial.suggest_int("size", 1, 8)
def tuned(trial):
    return size(trial)
if __name__ == "__main__":
    optuna.create_study(direction="minimize").optimize(tuned, n_trials=10**9)
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a class and a table."""
    (tmp_path / "rows.csv").write_text("a,b,y\n1,2,0\n3,4,1\n")
    (tmp_path / "model.py").write_text(
        "from typing import Literal\n"
        "from pydantic import BaseModel, Field\n"
        "class Model:\n"
        "    class HyperParams(BaseModel):\n"
        "        lr: float = Field(0.1, ge=0.001, le=1.0)\n"
        "        loss: Literal['a', 'b'] = 'a'\n"
        "    def train(self, dataset): pass\n"
        "    def validate(self, dataset): return 0.0\n"
        "class Bare:\n"
        "    def train(self, dataset): pass\n"
        "    def validate(self, dataset): return 0.0\n"
        "def tuned(lr: float = 0.1): return lr\n"
        "def needy(anything): return 1\n"
        "def objective(trial): return trial.suggest_int('n', 1, 5)\n"
        "def make():\n"
        "    from sklearn.pipeline import make_pipeline\n"
        "    from sklearn.svm import SVR\n"
        "    return make_pipeline(SVR())\n"
        "def many():\n"
        "    from sklearn.svm import SVC\n"
        "    return SVC()\n"
    )
    (tmp_path / "script.py").write_text(SCRIPT)
    (tmp_path / "study.py").write_text(STUDY)
    (tmp_path / "alone.yaml").write_text("lr: 0.1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def proposed(cache: Path, target: str, **wishes: Any) -> SweepConfig:
    return propose_config(SweepWishes(target, **wishes), "name", cache)


def test_that_a_classifier_gets_its_space_and_data_with_two_classes(cache: Path) -> None:
    config = proposed(cache, "RandomForestClassifier", folds=3, workers=2, seed=5)
    assert config.name == "name"
    assert config.target == EstimatorSpec(
        estimator="RandomForestClassifier", scoring="accuracy", folds=3
    )
    assert "n_estimators" in config.space
    assert config.dataset == BundledSpec(name="breast_cancer")
    assert config.objective == Objective("accuracy")
    assert config.strategy == RandomKind()
    assert config.budget == Budget(trials=DEFAULT_TRIALS, concurrency=2)
    assert config.seed == 5


def test_that_a_regressor_gets_a_quantity_to_predict(cache: Path) -> None:
    config = proposed(cache, "sklearn.linear_model.Ridge", strategy="tpe", trials=7)
    assert config.target == EstimatorSpec(estimator="Ridge", scoring="r2")
    assert config.dataset == BundledSpec(name="diabetes")
    assert config.strategy == TpeKind()
    assert config.budget.trials == 7


def test_that_the_scorer_is_the_objective(cache: Path) -> None:
    config = proposed(cache, "SVC", metric="f1_macro", direction=Direction.MINIMIZE, data="wine")
    assert config.target == EstimatorSpec(estimator="SVC", scoring="f1_macro")
    assert config.objective == Objective("f1_macro", Direction.MINIMIZE)
    assert config.dataset == BundledSpec(name="wine")


def test_that_a_grid_gets_points_and_runs_whole(cache: Path) -> None:
    config = proposed(cache, "RandomForestClassifier", strategy="grid")
    assert config.strategy == GridKind()
    assert config.budget.trials is None
    assert config.space.grid_size() is not None
    kind = config.space["max_features"].kind
    assert isinstance(kind, Float)
    assert kind.points == 5


def test_that_a_table_is_named_by_its_whole_path(cache: Path, folder: Path) -> None:
    config = proposed(cache, "Ridge", data="rows.csv")
    assert config.dataset == CsvSpec(path=str(folder / "rows.csv"), target_column="y")
    config = proposed(cache, "Ridge", data="rows.csv", target_column="a")
    assert config.dataset == CsvSpec(path=str(folder / "rows.csv"), target_column="a")


def test_that_a_class_is_asked_for_its_space(cache: Path, folder: Path) -> None:
    config = proposed(cache, "model.py:Model", metric="loss", direction=Direction.MINIMIZE)
    assert config.target == ClassSpec(path=f"{folder / 'model.py'}:Model")
    assert config.space.names == ("lr", "loss")
    assert config.objective == Objective("loss", Direction.MINIMIZE)
    assert config.dataset == NoDataSpec()
    assert proposed(cache, "model:Model", data="iris").dataset == BundledSpec(name="iris")


def test_that_a_function_and_an_objective_are_recognised(cache: Path, folder: Path) -> None:
    config = proposed(cache, "model.py:tuned", metric="loss")
    assert config.target == FunctionSpec(path=f"{folder / 'model.py'}:tuned")
    assert config.space.names == ("lr",)
    assert config.objective.metric == "loss"
    config = proposed(cache, "model:objective")
    assert config.target == FunctionSpec(path="model:objective")
    assert config.space["n"].kind == Int(1, 5)
    assert config.dataset == NoDataSpec()


def test_that_a_pipeline_gets_a_scorer_and_data(cache: Path, folder: Path) -> None:
    config = proposed(cache, "model.py:make", folds=3)
    path = f"{folder / 'model.py'}:make"
    assert config.target == PipelineSpec(path=path, scoring="r2", folds=3)
    assert config.dataset == BundledSpec(name="diabetes")
    assert config.objective == Objective("r2")
    assert "svr.C" in config.space


def test_that_a_script_is_proposed_as_the_window_proposes_it(cache: Path, folder: Path) -> None:
    proposal = propose(SweepWishes("script.py"), "name", cache)
    config = proposal.config
    assert config.target == CommandSpec(
        argv=("{python}", "script.py", "--lr", "{lr}", "{nesterov?--nesterov}", "{data}"),
        cwd=str(folder),
    )
    assert config.space.names == ("lr", "nesterov")
    assert config.objective == Objective("val_loss", Direction.MINIMIZE)
    assert config.dataset == NoDataSpec()
    (note,) = proposal.notes
    assert note.startswith("The script needs data: write the value in the command in place of {da")
    window = ScriptDraft.of(folder / "script.py", read_script(folder / "script.py"))
    assert window.config(config) == config


@pytest.mark.usefixtures("folder")
def test_that_the_direction_follows_the_metric_unless_it_is_said(cache: Path) -> None:
    config = proposed(cache, "script.py", metric="acc")
    assert config.objective == Objective("acc")
    config = proposed(cache, "script.py", metric="acc", direction=Direction.MINIMIZE)
    assert config.objective == Objective("acc", Direction.MINIMIZE)
    assert not proposed(cache, "model.py:tuned", metric="loss").objective.is_maximized
    assert proposed(cache, "Ridge", metric="neg_mean_squared_error").objective.is_maximized


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("target", ["study.py", "study.py:tuned"])
def test_that_a_study_says_itself_which_function_and_direction(
    cache: Path, folder: Path, target: str
) -> None:
    config = proposed(cache, target)
    assert config.target == FunctionSpec(path=f"{folder / 'study.py'}:tuned")
    assert config.space["size"].kind == Int(1, 8)
    assert config.objective == Objective("score", Direction.MINIMIZE)


def test_that_a_configuration_is_read_by_the_script_beside_it(cache: Path, folder: Path) -> None:
    (folder / "train.py").write_text("import sys")
    config = proposed(cache, "alone.yaml")
    assert config.target == CommandSpec(
        argv=("{python}", "train.py", "--config", "{config}"), cwd=str(folder)
    )
    assert config.space.names == ("lr",)


@pytest.mark.usefixtures("folder")
def test_that_what_a_signature_does_not_say_is_told(cache: Path) -> None:
    proposal = propose(SweepWishes("model.py:needy"), "name", cache)
    (note,) = proposal.notes
    assert note.startswith("Nothing says which values anything can have")
    assert len(proposal.config.space) == 0


@pytest.mark.usefixtures("folder")
def test_that_a_class_without_hyper_params_leaves_the_space_empty(cache: Path) -> None:
    assert len(proposed(cache, "model.py:Bare").space) == 0


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        (
            {"target": "RandomForestClasifier"},
            "scikit-learn has no classifier or regressor RandomForestClasifier. Did you mean R",
        ),
        (
            {"target": "sklearn.svm.RandomForestClassifier"},
            "RandomForestClassifier is not in sklearn.svm. It is in sklearn.ensemble.",
        ),
        (
            {"target": "train.py"},
            "There is no file /",
        ),
        ({"target": "VotingClassifier"}, "VotingClassifier cannot be tuned here. It combines"),
        ({"target": "absent.py:Model"}, "There is no file /"),
        ({"target": "absent:Model"}, "There is no module absent."),
        ({"target": "model.py:Nobody"}, "There is no Nobody in "),
        (
            {"target": "SVC", "metric": "accurracy"},
            "accurracy is no scorer for a classifier. Did you mean accuracy",
        ),
        ({"target": "model:many", "metric": "r2"}, "r2 is no scorer for a classifier."),
        (
            {"target": "model:many", "data": "diabetes"},
            "many is a classifier, and the target of diabetes is a quantity.",
        ),
        ({"target": "Ridge", "metric": "accuracy"}, "accuracy is no scorer for a regressor."),
        (
            {"target": "SVC", "data": "diabetes"},
            "SVC is a classifier, and the target of diabetes is a quantity.",
        ),
        (
            {"target": "SVC", "data": "cars"},
            "cars is neither a bundled data set nor a file or server that can be read. Bund",
        ),
        ({"target": "SVC", "data": "absent.csv"}, "There is no file /"),
        (
            {"target": "SVC", "data": "rows.csv", "target_column": "yy"},
            "rows.csv has no column yy. Did you mean y?",
        ),
        (
            {"target": "SVC", "data": "iris", "target_column": "y"},
            "iris has a target of its own; a column is named for tables.",
        ),
        (
            {"target": "script.py", "data": "iris"},
            "script.py is run as a program, which brings its own data. Leave --data out",
        ),
        (
            {"target": "alone.yaml"},
            "Nothing says which command runs alone.yaml. Put it beside its train.py, or",
        ),
        (
            {"target": "SVC", "strategy": "annealing"},
            "There is no strategy annealing. Choose one of grid, random, ",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_that_what_does_not_exist_or_fit_is_named(
    cache: Path, wishes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(TuningError) as caught:
        proposed(cache, **wishes)
    assert str(caught.value).startswith(sentence)


def test_that_overrides_replace_only_what_they_name(cache: Path) -> None:
    config = proposed(cache, "Ridge", trials=7)
    assert with_overrides(config, trials=None, workers=None, seed=None) == config
    changed = with_overrides(config, trials=9, workers=3, seed=None)
    assert changed == replace(config, budget=Budget(trials=9, concurrency=3))


def test_that_another_strategy_replaces_the_sweeps_and_the_same_one_keeps_its_settings(
    cache: Path,
) -> None:
    config = replace(proposed(cache, "Ridge"), strategy=RandomKind(seed=1))
    as_it_is = with_overrides(config, trials=None, workers=None, seed=None, strategy="random")
    assert as_it_is == config
    other = with_overrides(config, trials=None, workers=None, seed=7, strategy="tpe")
    assert other == replace(config, strategy=TpeKind(), seed=7)
    with pytest.raises(TuningError, match="There is no strategy annealing"):
        with_overrides(config, trials=None, workers=None, seed=None, strategy="annealing")


def test_that_a_seed_on_the_command_line_wins_over_the_strategys_own(cache: Path) -> None:
    config = replace(proposed(cache, "Ridge"), strategy=RandomKind(seed=1))
    changed = with_overrides(config, trials=None, workers=None, seed=5)
    assert changed.strategy.seeded(changed.seed) == RandomKind(seed=5)
