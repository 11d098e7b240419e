"""Proposed spaces of neighbours, naive Bayes, discriminants, baselines and the rest; data only."""

from __future__ import annotations

from tuner_gui.core.space import HyperParamSpace


def _neighbours() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_int("n_neighbors", 1, 30)
        .add_choice("weights", ["uniform", "distance"])
        .add_choice("metric", ["minkowski", "chebyshev"])
        .add_choice("p", [1, 2], when={"metric": "minkowski"})
    )


def _radius() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_float("radius", 1.0, 100.0, log=True)
        .add_choice("weights", ["uniform", "distance"])
        .add_choice("p", [1, 2])
    )


def _spreading() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_choice("kernel", ["knn", "rbf"])
        .add_int("n_neighbors", 3, 20, when={"kernel": "knn"})
        .add_float("gamma", 1e-2, 1e2, log=True, when={"kernel": "rbf"})
    )


def _counting() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_float("alpha", 1e-3, 1e1, log=True)
        .add_choice("fit_prior", [True, False])
    )


NEIGHBOURS = {
    "KNeighborsClassifier": _neighbours(),
    "KNeighborsRegressor": _neighbours(),
    "RadiusNeighborsClassifier": _radius().add_constant("outlier_label", "most_frequent"),
    "RadiusNeighborsRegressor": _radius(),
    "NearestCentroid": (
        HyperParamSpace()
        .add_choice("metric", ["euclidean", "manhattan"])
        .add_float("shrink_threshold", 1e-2, 1e1, log=True)
    ),
    "LabelPropagation": _spreading(),
    "LabelSpreading": _spreading().add_float("alpha", 0.01, 0.99),
    "GaussianNB": HyperParamSpace().add_float("var_smoothing", 1e-12, 1e-1, log=True),
    "BernoulliNB": _counting().add_float("binarize", 0.0, 1.0),
    "MultinomialNB": _counting(),
    "ComplementNB": _counting().add_choice("norm", [False, True]),
    "LinearDiscriminantAnalysis": (
        HyperParamSpace()
        .add_choice("solver", ["svd", "lsqr"])
        .add_float("shrinkage", 0.0, 1.0, when={"solver": "lsqr"})
    ),
    "QuadraticDiscriminantAnalysis": HyperParamSpace().add_float("reg_param", 0.0, 1.0),
    "CalibratedClassifierCV": (
        HyperParamSpace()
        .add_choice("method", ["sigmoid", "isotonic"])
        .add_float("estimator.C", 1e-3, 1e3, log=True)
    ),
    # more components than features are refused, and the data are not known here
    "PLSRegression": (
        HyperParamSpace().add_int("n_components", 1, 4).add_choice("scale", [True, False])
    ),
    "DummyClassifier": HyperParamSpace().add_choice(
        "strategy", ["prior", "stratified", "uniform", "most_frequent"]
    ),
    "DummyRegressor": HyperParamSpace().add_choice("strategy", ["mean", "median"]),
}
