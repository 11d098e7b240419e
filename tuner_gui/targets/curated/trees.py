"""Proposed spaces of trees, forests, boosting and what wraps a tree; data only."""

from __future__ import annotations

from tuner_gui.core.space import HyperParamSpace

_CLASS_CRITERIA = ("gini", "entropy", "log_loss")
_QUANTITY_CRITERIA = ("squared_error", "absolute_error")


def _tree(criteria: tuple[str, ...]) -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_choice("criterion", criteria)
        .add_int("max_depth", 2, 32, log=True)
        .add_int("min_samples_split", 2, 20)
        .add_int("min_samples_leaf", 1, 20, log=True)
        .add_float("max_features", 0.1, 1.0)
        .add_float("ccp_alpha", 1e-6, 1e-1, log=True)
    )


def _forest() -> HyperParamSpace:
    # for a quantity no criterion: absolute_error is quadratic in the rows, too slow for a forest
    return (
        HyperParamSpace()
        .add_int("n_estimators", 50, 500, log=True)
        .add_int("max_depth", 3, 32, log=True)
        .add_float("max_features", 0.1, 1.0)
        .add_int("min_samples_split", 2, 20)
        .add_int("min_samples_leaf", 1, 20, log=True)
    )


def _class_forest() -> HyperParamSpace:
    first, *others = _forest()
    criterion = HyperParamSpace().add_choice("criterion", _CLASS_CRITERIA)
    return HyperParamSpace((first, *criterion, *others))


def _gradient_boosting() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_float("learning_rate", 0.01, 0.5, log=True)
        .add_int("n_estimators", 50, 500, log=True)
        .add_int("max_depth", 2, 8)
        .add_float("subsample", 0.5, 1.0)
        .add_float("max_features", 0.1, 1.0)
        .add_int("min_samples_leaf", 1, 20, log=True)
    )


def _hist_gradient_boosting() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_float("learning_rate", 0.01, 0.5, log=True)
        .add_int("max_iter", 50, 500, log=True)
        .add_int("max_leaf_nodes", 7, 127, log=True)
        .add_int("min_samples_leaf", 5, 100, log=True)
        .add_float("l2_regularization", 1e-6, 10.0, log=True)
        .add_float("max_features", 0.2, 1.0)
    )


def _ada_boost() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_int("n_estimators", 25, 400, log=True)
        .add_float("learning_rate", 0.01, 2.0, log=True)
        .add_int("estimator.max_depth", 1, 5)
    )


def _bagging() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_int("n_estimators", 10, 200, log=True)
        .add_float("max_samples", 0.3, 1.0)
        .add_float("max_features", 0.3, 1.0)
        .add_choice("bootstrap", [True, False])
        .add_int("estimator.max_depth", 2, 32, log=True)
    )


def _wrapped_tree() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_choice("estimator.criterion", _CLASS_CRITERIA)
        .add_int("estimator.max_depth", 2, 32, log=True)
        .add_int("estimator.min_samples_leaf", 1, 20, log=True)
    )


TREES = {
    "DecisionTreeClassifier": _tree(_CLASS_CRITERIA),
    "DecisionTreeRegressor": _tree(_QUANTITY_CRITERIA),
    "ExtraTreeClassifier": _tree(_CLASS_CRITERIA),
    "ExtraTreeRegressor": _tree(_QUANTITY_CRITERIA),
    "RandomForestClassifier": _class_forest(),
    "RandomForestRegressor": _forest(),
    "ExtraTreesClassifier": _class_forest(),
    "ExtraTreesRegressor": _forest(),
    "GradientBoostingClassifier": _gradient_boosting(),
    "GradientBoostingRegressor": _gradient_boosting().add_choice(
        "loss", ["squared_error", "absolute_error", "huber"]
    ),
    "HistGradientBoostingClassifier": _hist_gradient_boosting(),
    "HistGradientBoostingRegressor": _hist_gradient_boosting().add_choice(
        "loss", ["squared_error", "absolute_error"]
    ),
    "AdaBoostClassifier": _ada_boost(),
    "AdaBoostRegressor": _ada_boost().add_choice("loss", ["linear", "square", "exponential"]),
    "BaggingClassifier": _bagging(),
    "BaggingRegressor": _bagging(),
    "OneVsRestClassifier": _wrapped_tree(),
    "OneVsOneClassifier": _wrapped_tree(),
    "OutputCodeClassifier": _wrapped_tree().add_float("code_size", 1.0, 4.0),
}
