"""Estimators as targets: scores, folds, seeds, nested parameters, and what they refuse."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning

from tuner_gui.core.dataset import Dataset, DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, EstimatorSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.targets.counted_warnings import counted_warnings
from tuner_gui.targets.loading import load_target
from tuner_gui.targets.running import run_trial

IRIS = dataset_view(BundledSpec(name="iris"))
DIABETES = dataset_view(BundledSpec(name="diabetes"))


def score(
    name: str, params: dict[str, Any] | None = None, view: DatasetView = IRIS, **spec: Any
) -> dict[str, float]:
    factory = load_target(EstimatorSpec(estimator=name, **spec))
    return run_trial(factory, params or {}, view, metric="score", report=lambda _step, **_: None)


def made(name: str, params: dict[str, Any]) -> Any:
    return load_target(EstimatorSpec(estimator=name))(params).estimator


def view_of(target: list[Any], *, is_class: bool) -> DatasetView:
    features = np.arange(len(target), dtype=float).reshape(-1, 1)
    data = Dataset(features, np.array(target), ("a",), "y", is_class)
    return DatasetView("made", BundledSpec(name="iris"), lambda _spec: data)


def test_that_a_trial_returns_the_score_its_deviation_and_the_time_of_a_fit() -> None:
    metrics = score("GaussianNB")
    assert metrics.keys() == {"accuracy", "accuracy_std", "fit_s"}
    assert 0.9 < metrics["accuracy"] < 1.0
    assert 0 < metrics["fit_s"] < 1


def test_that_a_regressor_is_scored_by_r2_and_a_scoring_can_be_chosen() -> None:
    assert 0.3 < score("Ridge", view=DIABETES)["r2"] < 0.6
    chosen = score("Ridge", view=DIABETES, scoring="neg_mean_absolute_error", folds=3)
    assert chosen["neg_mean_absolute_error"] < -10


def test_that_the_score_is_scikit_learns_own_over_stratified_shuffled_folds() -> None:
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.tree import DecisionTreeClassifier

    data = IRIS.open()
    tree = DecisionTreeClassifier(max_depth=2, random_state=0)
    folds = StratifiedKFold(4, shuffle=True, random_state=0)
    expected = cross_val_score(tree, data.features, data.target, cv=folds)
    metrics = score("DecisionTreeClassifier", {"max_depth": 2}, folds=4)
    assert metrics["accuracy"] == pytest.approx(expected.mean(), abs=1e-12)
    assert metrics["accuracy_std"] == pytest.approx(expected.std(), abs=1e-12)


def test_that_the_same_parameters_give_the_same_score_in_every_trial() -> None:
    params = {"n_estimators": 10, "max_features": 0.3}
    first, second = (score("RandomForestClassifier", params)["accuracy"] for _ in range(2))
    assert first == second
    assert made("RandomForestClassifier", {}).random_state == 0
    assert made("RandomForestClassifier", {"random_state": 7}).random_state == 7
    assert made("BaggingClassifier", {}).estimator.random_state == 0


def test_that_groups_reach_into_the_wrapped_estimator() -> None:
    boost = made("AdaBoostClassifier", {"n_estimators": 5, "estimator": {"max_depth": 4}})
    assert (boost.n_estimators, boost.estimator.max_depth) == (5, 4)
    assert made("AdaBoostClassifier", {}).estimator.max_depth == 1


def test_that_lists_arrive_as_tuples() -> None:
    assert made("MLPClassifier", {"hidden_layer_sizes": (8, 4)}).hidden_layer_sizes == (8, 4)


def test_that_text_classes_are_learned_and_whole_numbers_can_be_regressed() -> None:
    words = view_of(["no"] * 20 + ["yes"] * 20, is_class=True)
    assert score("DecisionTreeClassifier", view=words)["accuracy"] > 0.8
    bits = view_of([False] * 20 + [True] * 20, is_class=True)
    assert score("DecisionTreeRegressor", view=bits)["r2"] > 0.5


@pytest.mark.parametrize(
    ("name", "params", "view", "spec", "sentence"),
    [
        ("RandomForst", {}, IRIS, {}, "no classifier or regressor RandomForst. Did you mean Rand"),
        ("KMeans", {}, IRIS, {}, "no classifier or regressor KMeans"),
        ("VotingClassifier", {}, IRIS, {}, "VotingClassifier cannot be tuned here. It combines"),
        ("SVC", {}, IRIS, {"scoring": "acuracy"}, "no scoring acuracy. Did you mean accuracy"),
        ("SVC", {"c": 1.0}, IRIS, {}, r"SVC has no parameter c\."),
        ("SVC", {"kernl": "rbf"}, IRIS, {}, r"no parameter kernl. Did you mean kernel\?"),
        ("BaggingClassifier", {"estimator": {"depth": 1}}, IRIS, {}, r"parameter estimator\.depth"),
        ("SVC", {}, DIABETES, {}, "SVC predicts classes, but progression is a quantity"),
        ("Ridge", {}, view_of(["a", "b"], is_class=True), {}, "Ridge predicts a quantity, but y"),
    ],
)
def test_that_what_does_not_fit_is_said_in_one_sentence(
    name: str, params: dict[str, Any], view: DatasetView, spec: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(TrainFailure, match=sentence):
        score(name, params, view, **spec)


def test_that_scikit_learns_own_refusals_arrive_as_they_are() -> None:
    with pytest.raises(ValueError, match="'max_depth' parameter of DecisionTreeClassifier must be"):
        score("DecisionTreeClassifier", {"max_depth": -1})
    with pytest.raises(ValueError, match="multi_class must be in"):
        score("GaussianNB", scoring="roc_auc")


def test_that_a_warning_is_said_in_every_trial_but_once_with_its_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(2):
        score("LogisticRegression", {"max_iter": 2})
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1
        assert lines[0].startswith("ConvergenceWarning: lbfgs failed to converge")
        assert lines[0].endswith("(5 times)")


def test_that_warnings_are_said_also_when_a_trial_fails_and_are_cut_short(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def warn_and_fail() -> None:
        with counted_warnings():
            for number in [0, 0, *range(30)]:
                warnings.warn(f"number {number}\nmore", ConvergenceWarning, stacklevel=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        warn_and_fail()
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "ConvergenceWarning: number 0 (3 times)"
    assert lines[1] == "ConvergenceWarning: number 1"
    assert lines[20:] == ["… and 10 other warnings"]
