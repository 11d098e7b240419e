"""Proposed spaces of linear models; data only."""

from __future__ import annotations

from tuner_gui.core.space import HyperParamSpace

_WEIGHTS = [None, "balanced"]


def _alpha(low: float = 1e-4, high: float = 1e2) -> HyperParamSpace:
    return HyperParamSpace().add_float("alpha", low, high, log=True)


def _sgd(losses: list[str], schedules: list[str]) -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_choice("loss", losses)
        .add_choice("penalty", ["l2", "l1", "elasticnet"])
        .add_float("l1_ratio", 0.05, 0.95, when={"penalty": "elasticnet"})
        .add_float("alpha", 1e-6, 1e-1, log=True)
        .add_choice("learning_rate", schedules)
        .add_float(
            "eta0",
            1e-4,
            1e-1,
            log=True,
            when={"learning_rate": [name for name in schedules if name != "optimal"]},
        )
        .add_choice("average", [False, True])
    )


def _passive_aggressive(losses: list[str]) -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_float("C", 1e-4, 1.0, log=True)
        .add_choice("loss", losses)
        .add_choice("average", [False, True])
    )


def _bayesian() -> HyperParamSpace:
    space = HyperParamSpace()
    for name in ("alpha_1", "alpha_2", "lambda_1", "lambda_2"):
        space = space.add_float(name, 1e-8, 1e-3, log=True)
    return space


def _general(*solvers: str) -> HyperParamSpace:
    return _alpha(1e-4, 1e2).add_choice("solver", solvers).add_int("max_iter", 100, 1000, log=True)


def _lars_path() -> HyperParamSpace:
    return (
        HyperParamSpace().add_int("max_iter", 50, 500, log=True).add_int("max_n_alphas", 100, 1000)
    )


def _own_search() -> HyperParamSpace:
    """For estimators that search their penalty themselves."""
    return (
        HyperParamSpace()
        .add_float("eps", 1e-4, 1e-2, log=True)
        .add_choice("positive", [False, True])
        .add_choice("selection", ["cyclic", "random"])
    )


LINEAR = {
    "LogisticRegression": (
        HyperParamSpace()
        .add_float("C", 1e-3, 1e3, log=True)
        .add_choice("solver", ["lbfgs", "newton-cg", "newton-cholesky"])
        .add_choice("class_weight", _WEIGHTS)
        .add_int("max_iter", 100, 1000, log=True)
    ),
    "LogisticRegressionCV": (
        HyperParamSpace()
        .add_int("Cs", 5, 20)
        .add_choice("solver", ["lbfgs", "newton-cholesky"])
        .add_choice("class_weight", _WEIGHTS)
    ),
    "RidgeClassifier": _alpha(1e-3, 1e3).add_choice("class_weight", _WEIGHTS),
    "RidgeClassifierCV": (
        HyperParamSpace()
        .add_choice("fit_intercept", [True, False])
        .add_choice("class_weight", _WEIGHTS)
    ),
    "Perceptron": (
        HyperParamSpace()
        .add_choice("penalty", [None, "l2", "l1", "elasticnet"])
        .add_float("alpha", 1e-6, 1e-1, log=True, when={"penalty": ["l2", "l1", "elasticnet"]})
        .add_float("l1_ratio", 0.05, 0.95, when={"penalty": "elasticnet"})
        .add_float("eta0", 1e-2, 1e1, log=True)
    ),
    "SGDClassifier": _sgd(
        ["hinge", "log_loss", "modified_huber"], ["optimal", "invscaling", "adaptive"]
    ),
    "PassiveAggressiveClassifier": _passive_aggressive(["hinge", "squared_hinge"]),
    "LinearSVC": (
        HyperParamSpace()
        .add_float("C", 1e-3, 1e3, log=True)
        .add_choice("loss", ["squared_hinge", "hinge"])
        .add_choice("class_weight", _WEIGHTS)
    ),
    "LinearRegression": (
        HyperParamSpace()
        .add_choice("fit_intercept", [True, False])
        .add_choice("positive", [False, True])
    ),
    "Ridge": _alpha(1e-3, 1e3).add_choice("positive", [False, True]),
    "RidgeCV": HyperParamSpace().add_choice("gcv_mode", ["auto", "svd", "eigen"]),
    "Lasso": (
        _alpha(1e-4, 1e1)
        .add_choice("positive", [False, True])
        .add_choice("selection", ["cyclic", "random"])
    ),
    "ElasticNet": (
        _alpha(1e-4, 1e1)
        .add_float("l1_ratio", 0.05, 1.0)
        .add_choice("positive", [False, True])
        .add_choice("selection", ["cyclic", "random"])
    ),
    "LassoCV": _own_search(),
    "ElasticNetCV": HyperParamSpace(
        (*HyperParamSpace().add_float("l1_ratio", 0.05, 1.0), *_own_search())
    ),
    "Lars": HyperParamSpace().add_int("n_nonzero_coefs", 1, 50, log=True),
    "LarsCV": _lars_path(),
    "LassoLars": _alpha(1e-4, 1e1).add_choice("positive", [False, True]),
    "LassoLarsCV": _lars_path().add_choice("positive", [False, True]),
    "LassoLarsIC": (
        HyperParamSpace()
        .add_choice("criterion", ["aic", "bic"])
        .add_choice("positive", [False, True])
    ),
    # more components than features are refused, and the data are not known here
    "OrthogonalMatchingPursuit": HyperParamSpace().add_int("n_nonzero_coefs", 1, 4),
    "OrthogonalMatchingPursuitCV": HyperParamSpace().add_int("max_iter", 1, 4),
    "BayesianRidge": _bayesian(),
    "ARDRegression": _bayesian().add_float("threshold_lambda", 1e3, 1e5, log=True),
    "HuberRegressor": (
        HyperParamSpace()
        .add_float("epsilon", 1.01, 3.0)
        .add_float("alpha", 1e-6, 1e-1, log=True)
        .add_int("max_iter", 100, 1000, log=True)
    ),
    "QuantileRegressor": _alpha(1e-4, 1e1).add_float("quantile", 0.1, 0.9),
    "RANSACRegressor": (
        HyperParamSpace()
        .add_int("max_trials", 50, 500, log=True)
        .add_float("min_samples", 0.2, 0.9)
        .add_choice("loss", ["absolute_error", "squared_error"])
    ),
    "TheilSenRegressor": (
        HyperParamSpace()
        .add_int("max_subpopulation", 500, 5000, log=True)
        .add_int("max_iter", 100, 1000, log=True)
    ),
    "SGDRegressor": _sgd(
        ["squared_error", "huber", "epsilon_insensitive"], ["invscaling", "adaptive", "optimal"]
    ),
    "PassiveAggressiveRegressor": _passive_aggressive(
        ["epsilon_insensitive", "squared_epsilon_insensitive"]
    ).add_float("epsilon", 1e-3, 1.0, log=True),
    "LinearSVR": (
        HyperParamSpace()
        .add_float("C", 1e-3, 1e3, log=True)
        .add_float("epsilon", 1e-3, 1.0, log=True)
        .add_choice("loss", ["epsilon_insensitive", "squared_epsilon_insensitive"])
    ),
    "PoissonRegressor": _general("lbfgs", "newton-cholesky"),
    "GammaRegressor": _general("lbfgs", "newton-cholesky"),
    "TweedieRegressor": _general("lbfgs", "newton-cholesky").add_choice("power", [0, 1, 1.5, 2]),
}
