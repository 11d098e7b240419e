"""Proposed spaces: what a practitioner would tune, valid in the installed scikit-learn, and run."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest

from tuner_gui.core.dataset import Dataset, DatasetView
from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.nesting import flatten
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import BundledSpec, EstimatorSpec
from tuner_gui.datasets.views import open_dataset
from tuner_gui.targets import proposals
from tuner_gui.targets.curated import CURATED
from tuner_gui.targets.loading import load_target
from tuner_gui.targets.offered import (
    WITHHELD,
    estimator_kind,
    find_estimator,
    offered_estimators,
)
from tuner_gui.targets.proposals import propose_estimator_space, space_from_constraints
from tuner_gui.targets.running import run_trial

WELL_KNOWN = [
    "AdaBoostClassifier",
    "DecisionTreeRegressor",
    "ElasticNet",
    "ExtraTreesClassifier",
    "GaussianNB",
    "GradientBoostingRegressor",
    "HistGradientBoostingClassifier",
    "KNeighborsClassifier",
    "Lasso",
    "LinearSVC",
    "LogisticRegression",
    "MLPRegressor",
    "RandomForestClassifier",
    "Ridge",
    "SGDClassifier",
    "SVC",
    "SVR",
]
OFFERED = sorted(offered_estimators())


def every_third_row(name: str) -> DatasetView:
    data = open_dataset(BundledSpec.model_validate({"name": name}))
    small = Dataset(
        data.features[::3], data.target[::3], data.feature_names, "y", data.is_classification
    )
    return DatasetView(name, BundledSpec(name="iris"), lambda _spec: small)


VIEWS = {"classifier": every_third_row("iris"), "regressor": every_third_row("diabetes")}


def run_draws(name: str, draws: int) -> None:
    kind = find_estimator(name)
    space = propose_estimator_space(kind)
    factory = load_target(EstimatorSpec(estimator=name, folds=2))
    for seed in range(draws):
        params = space.pick_random(np.random.default_rng(seed))
        view = VIEWS[estimator_kind(kind)]
        metrics = run_trial(factory, params, view, metric="score", report=lambda _step, **_: None)
        assert np.isfinite(list(metrics.values())).all(), params


@pytest.mark.parametrize("name", OFFERED)
def test_that_a_draw_from_every_proposed_space_trains(name: str) -> None:
    run_draws(name, 4 if name in WELL_KNOWN else 1)


@pytest.mark.parametrize("name", OFFERED)
def test_that_no_curated_row_is_unknown_to_the_installed_scikit_learn(name: str) -> None:
    kind = find_estimator(name)
    assert propose_estimator_space(kind) == CURATED[name]


def test_that_every_listed_estimator_is_offered_or_withheld_with_a_reason() -> None:
    from sklearn.utils import all_estimators

    listed = {name for name, _ in all_estimators(type_filter=["classifier", "regressor"])}
    assert listed == set(OFFERED) | set(WITHHELD)
    assert all(reason.endswith(".") for reason in WITHHELD.values())
    assert set(CURATED) == set(OFFERED)


def test_that_a_forest_is_proposed_what_a_practitioner_tunes() -> None:
    space = propose_estimator_space(find_estimator("RandomForestClassifier"))
    assert space["n_estimators"].kind == Int(50, 500, log=True)
    assert space["criterion"].kind == Choice(["gini", "entropy", "log_loss"])
    assert space["max_features"].kind == Float(0.1, 1.0)


def test_that_parameters_of_a_kernel_are_active_with_it_alone() -> None:
    space = propose_estimator_space(find_estimator("SVC"))
    for seed in range(40):
        params = flatten(space.pick_random(np.random.default_rng(seed)))
        assert ("degree" in params) == (params["kernel"] == "poly")
        assert ("gamma" in params) == (params["kernel"] != "linear")


class NewInScikitLearn:
    """An estimator that no table knows, with parameters of every sort."""

    _parameter_constraints: ClassVar[dict[str, object]] = {}

    def __init__(
        self,
        alpha: float = 1.0,
        depth: int = 8,
        decay: float = 0.5,
        rounds: int = 1,
        mode: str = "fast",
        shuffle: bool = False,
        penalty: str = "deprecated",
        random_state: int | None = None,
        callback: object = None,
        limit: float = float("inf"),
    ) -> None: ...


@pytest.fixture
def stated_constraints(monkeypatch: pytest.MonkeyPatch) -> None:
    from numbers import Integral, Real

    from sklearn.utils._param_validation import Interval, StrOptions

    stated = {
        "alpha": [Interval(Real, 0, None, closed="left")],
        "depth": [Interval(Integral, 1, None, closed="left")],
        "decay": [Interval(Real, 0, 1, closed="both")],
        "rounds": [Interval(Integral, 1, None, closed="left")],
        "mode": [StrOptions({"fast", "exact", "old"}, deprecated={"old"})],
        "shuffle": ["boolean"],
        "penalty": [StrOptions({"l1", "l2"})],
        "callback": "no_validation",
        "limit": [Interval(Real, 0, None, closed="left")],
    }
    monkeypatch.setattr(NewInScikitLearn, "_parameter_constraints", stated)


@pytest.mark.usefixtures("stated_constraints")
def test_that_a_space_is_made_from_constraints_where_none_is_curated() -> None:
    space = space_from_constraints(NewInScikitLearn)
    assert {item.name: item.kind for item in space} == {
        "alpha": Float(1e-4, 1e2, log=True),
        "depth": Int(1, 80, log=True),
        "decay": Float(0.05, 0.5, log=True),
        "rounds": Int(1, 10, log=True),
        "mode": Choice(["fast", "exact"]),
        "shuffle": Choice([False, True]),
    }
    assert propose_estimator_space(NewInScikitLearn) == space


@pytest.mark.usefixtures("stated_constraints")
def test_that_curated_rows_that_scikit_learn_gave_up_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    curated = (
        HyperParamSpace()
        .add_choice("mode", ["fast", "old"])
        .add_float("alpha", 0.1, 1.0)
        .add_float("decay", 0.1, 1.0, when={"mode": "old"})
        .add_choice("penalty", ["l1", "l2"])
        .add_int("gone", 1, 3)
        .add_int("depth", 1, 9)
    )
    monkeypatch.setattr(proposals, "CURATED", {"NewInScikitLearn": curated})
    assert propose_estimator_space(NewInScikitLearn).names == ("alpha", "depth")


def test_that_spaces_from_constraints_hold_values_that_the_estimators_accept() -> None:
    from sklearn.utils._param_validation import validate_parameter_constraints

    for name, kind in offered_estimators().items():
        space = space_from_constraints(kind)
        assert len(space) <= 6
        if not len(space):
            continue
        for seed in range(3):
            params = dict(space.pick_random(np.random.default_rng(seed)))
            validate_parameter_constraints(kind._parameter_constraints, params, name)


def test_that_curated_spaces_have_few_rows_and_no_plumbing() -> None:
    for name, space in CURATED.items():
        tuned = [item for item in space if not isinstance(item.kind, Constant)]
        assert 1 <= len(tuned) <= 7, name
        assert not {"random_state", "n_jobs", "verbose", "warm_start"} & set(space.names)
