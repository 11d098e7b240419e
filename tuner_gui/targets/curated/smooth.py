"""Proposed spaces of kernel machines, Gaussian processes and neural networks; data only."""

from __future__ import annotations

from tuner_gui.core.space import HyperParamSpace

_WEIGHTS = [None, "balanced"]
_LAYERS = [[50], [100], [200], [50, 50], [100, 50]]


def _with_kernel(space: HyperParamSpace, *kernels: str) -> HyperParamSpace:
    """Adds a kernel (rbf, linear, poly or more) and what belongs to it.

    libsvm may take hours on unscaled features with a large C: its iterations are bounded.
    """
    return (
        space.add_choice("kernel", ["rbf", "linear", "poly", *kernels])
        .add_float("gamma", 1e-4, 1e1, log=True, when={"kernel": ["rbf", "poly", *kernels]})
        .add_int("degree", 2, 5, when={"kernel": "poly"})
        .add_constant("max_iter", 100_000)
    )


def _c() -> HyperParamSpace:
    return HyperParamSpace().add_float("C", 1e-3, 1e3, log=True)


def _nu() -> HyperParamSpace:
    # above twice the share of the rarest class there is no solution
    return HyperParamSpace().add_float("nu", 0.05, 0.6)


def _perceptron() -> HyperParamSpace:
    return (
        HyperParamSpace()
        .add_choice("hidden_layer_sizes", _LAYERS)
        .add_choice("activation", ["relu", "tanh", "logistic"])
        .add_choice("solver", ["adam", "lbfgs"])
        .add_float("learning_rate_init", 1e-4, 1e-1, log=True, when={"solver": "adam"})
        .add_float("alpha", 1e-6, 1e-1, log=True)
        .add_int("max_iter", 100, 500, log=True)
    )


SMOOTH = {
    "SVC": _with_kernel(_c(), "sigmoid").add_choice("class_weight", _WEIGHTS),
    "SVR": _with_kernel(_c(), "sigmoid").add_float("epsilon", 1e-3, 1.0, log=True),
    "NuSVC": _with_kernel(_nu()).add_choice("class_weight", _WEIGHTS),
    "NuSVR": _with_kernel(HyperParamSpace((*_nu(), *_c()))),
    "KernelRidge": (
        HyperParamSpace()
        .add_float("alpha", 1e-3, 1e3, log=True)
        .add_choice("kernel", ["linear", "rbf", "laplacian", "poly"])
        .add_float("gamma", 1e-4, 1e1, log=True, when={"kernel": ["rbf", "laplacian", "poly"]})
        .add_int("degree", 2, 5, when={"kernel": "poly"})
    ),
    "GaussianProcessClassifier": (
        HyperParamSpace()
        .add_int("n_restarts_optimizer", 0, 3)
        .add_choice("multi_class", ["one_vs_rest", "one_vs_one"])
    ),
    "GaussianProcessRegressor": (
        HyperParamSpace()
        .add_float("alpha", 1e-10, 1.0, log=True)
        .add_choice("normalize_y", [False, True])
        .add_int("n_restarts_optimizer", 0, 3)
    ),
    "MLPClassifier": _perceptron(),
    "MLPRegressor": _perceptron(),
}
