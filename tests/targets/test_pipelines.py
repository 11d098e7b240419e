"""Estimators and Pipelines of modules: scored like the listed ones; the space of their steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, PipelineSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.targets.loading import load_target
from tuner_gui.targets.pipeline_space import pipeline_space
from tuner_gui.targets.running import run_trial

pytestmark = pytest.mark.usefixtures("own_imports")

MODULE = """
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.linear_model import Ridge

def make():
    return Pipeline([("scale", StandardScaler()), ("svc", SVC())])

def needy(k): ...
def numeric(): return 3
def broken(): return int("x", "y")

ready = make()
ridge = Ridge()
scaler = StandardScaler()
NUMBER = 5
"""


@pytest.fixture(autouse=True)
def module(own_imports: Path) -> None:
    Path("pipes.py").write_text(MODULE)


def run(name: str, params, data: str = "iris", **options):
    factory = load_target(PipelineSpec(path=f"pipes.py:{name}", folds=2, **options))
    view = dataset_view(BundledSpec(name=data))
    return run_trial(factory, params, view, metric="score", report=None)


@pytest.mark.parametrize("name", ["make", "ready"])
def test_that_dotted_names_reach_the_steps(name):
    good = run(name, {"svc": {"C": 1.0, "kernel": "rbf"}})
    assert good.keys() == {"accuracy", "accuracy_std", "fit_s"}
    assert good["accuracy"] > 0.9
    bad = run(name, {"svc": {"C": 1e-6}})
    assert bad["accuracy"] < good["accuracy"]
    again = run(name, {"svc": {"C": 1.0, "kernel": "rbf"}})
    assert again["accuracy"] == good["accuracy"]


def test_that_the_names_of_scikit_learn_are_known_too():
    assert (
        run("make", {"svc__C": 1e-6})["accuracy"] == run("make", {"svc": {"C": 1e-6}})["accuracy"]
    )


def test_that_scoring_and_kind_are_those_of_the_estimator():
    assert run("ridge", {"alpha": 1.0}, "diabetes").keys() == {"r2", "r2_std", "fit_s"}
    assert "f1_macro" in run("SVC", {}, scoring="f1_macro")


@pytest.mark.parametrize(
    ("name", "params", "sentence"),
    [
        ("make", {"svc": {"c": 1}}, r"^Pipeline has no parameter svc\.c\. Did you mean svc\.C"),
        ("needy", {}, r"^needy cannot be called without arguments: .*Give them defaults\."),
        ("numeric", {}, r"^numeric returned a int, which is no estimator\. Name an estimator"),
        ("NUMBER", {}, r"^NUMBER is not an estimator, but of type int\."),
        ("scaler", {}, r"^scaler is neither a classifier nor a regressor, but a StandardScaler\."),
        ("absent", {}, r"^There is no estimator absent in pipes\.py\."),
        ("make", {"x": 1}, r"^Pipeline has no parameter x"),
    ],
)
def test_that_what_does_not_fit_is_said_in_one_sentence(name, params, sentence):
    with pytest.raises(TrainFailure, match=sentence):
        run(name, params)


def test_that_an_error_inside_the_function_stays_what_it_is():
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        run("broken", {})


def test_that_a_scoring_that_does_not_exist_is_named():
    with pytest.raises(TrainFailure, match=r"no scoring acuracy\. Did you mean accuracy"):
        run("make", {}, scoring="acuracy")


def test_that_the_steps_bring_their_curated_spaces():
    space = pipeline_space(make_pipeline(StandardScaler(), SVC()))
    assert {"svc.C", "svc.kernel", "svc.gamma"} <= set(space.names)
    assert all(name.startswith("svc.") for name in space.names)
    assert space["svc.gamma"].conditions[0].parent == "svc.kernel"


def test_that_an_estimator_alone_has_the_space_of_its_class():
    assert "max_depth" in pipeline_space(RandomForestClassifier()).names
    assert pipeline_space(Ridge()).names[0] == "alpha"


def test_that_the_estimators_inside_others_are_found():
    voting = VotingClassifier([("svm", SVC()), ("line", LogisticRegression())])
    names = pipeline_space(make_pipeline(FeatureUnion([("s", StandardScaler())]), voting)).names
    assert "votingclassifier.svm.C" in names
    assert "votingclassifier.line.C" in names
