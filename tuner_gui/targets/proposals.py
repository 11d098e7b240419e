"""The search space that is proposed for a scikit-learn estimator; where scikit-learn is loaded.

A curated space comes first. Without one, the space is made from what the estimator says of its
parameters: the options of text, true and false, and numbers from a tenth to ten times the default.
"""

from __future__ import annotations

import inspect
import math
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.targets.curated import CURATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Parameter

_MOST_ROWS = 6

_NOT_TUNED = frozenset(
    {"cache_size", "compute_score", "copy", "copy_X", "copy_X_train", "cv", "fit_intercept"}
    | {"force_alpha", "max_fun", "n_jobs", "n_targets", "oob_score", "precompute", "random_state"}
    | {"scoring", "store_covariance", "store_cv_results", "tol", "verbose", "warm_start"}
)

RETIRED = frozenset({"deprecated", "warn"})
"""Defaults that say that a parameter is about to go."""

_WITHOUT_MEANING = RETIRED | {"precomputed"}

BY_NAME: Mapping[str, ParameterKind] = {
    "C": Float(1e-3, 1e3, log=True),
    "alpha": Float(1e-4, 1e2, log=True),
    "gamma": Float(1e-4, 1e1, log=True),
    "l1_ratio": Float(0.05, 1.0),
    "learning_rate": Float(1e-3, 1.0, log=True),
    "max_depth": Int(2, 32, log=True),
    "max_features": Float(0.1, 1.0),
    "min_samples_leaf": Int(1, 20, log=True),
    "min_samples_split": Int(2, 20),
    "n_estimators": Int(50, 500, log=True),
    "n_neighbors": Int(1, 30),
}
"""Ranges for parameters of scikit-learn's names, whichever estimator has them."""


def propose_estimator_space(estimator_class: type) -> HyperParamSpace:
    """Returns the space to start from; empty where there is nothing to tune.

    Of a curated space, the rows are left out whose parameter or values the installed
    scikit-learn does not know.
    """
    curated = CURATED.get(estimator_class.__name__)
    if curated is None:
        return space_from_constraints(estimator_class)
    rules = _Rules(estimator_class)
    kept: dict[str, Parameter] = {}
    for parameter in curated:
        has_parents = all(condition.parent in kept for condition in parameter.conditions)
        if has_parents and rules.know(parameter):
            kept[parameter.name] = parameter
    return HyperParamSpace(kept.values())


def space_from_constraints(estimator_class: type) -> HyperParamSpace:
    """Returns a space made from an estimator's defaults and `_parameter_constraints`.

    At most six parameters: well-known names first, then numbers, then choices.
    """
    rules = _Rules(estimator_class)
    kinds = {name: rules.kind_of(name) for name in rules.defaults if name not in _NOT_TUNED}
    found = [(name, kind) for name, kind in kinds.items() if kind is not None]
    ranked = sorted(found, key=lambda item: (item[0] not in BY_NAME, isinstance(item[1], Choice)))
    chosen = {name for name, _ in ranked[:_MOST_ROWS]}
    return HyperParamSpace({name: kind for name, kind in found if name in chosen})


class _Rules:
    """What an estimator says of its own parameters."""

    def __init__(self, estimator_class: type) -> None:
        from sklearn.utils._param_validation import make_constraint

        signature = inspect.signature(estimator_class)
        self.defaults = {name: item.default for name, item in signature.parameters.items()}
        stated: Mapping[str, Any] = getattr(estimator_class, "_parameter_constraints", {})
        self._constraints = {
            name: [make_constraint(item) for item in items]
            for name, items in stated.items()
            if isinstance(items, list)
        }

    def know(self, parameter: Parameter) -> bool:
        """Says whether the parameter exists and takes the values."""
        name = parameter.name
        if "." in name:  # of the wrapped estimator
            return True
        if name not in self.defaults or self._is_retired(self.defaults[name]):
            return False
        values = parameter.kind.values if isinstance(parameter.kind, Choice) else ()
        return all(self._accepts(name, value) for value in values)

    def kind_of(self, name: str) -> ParameterKind | None:
        """Returns the kind to propose; None where there is nothing to vary."""
        default = self.defaults[name]
        by_name = BY_NAME.get(name)
        if isinstance(by_name, Float | Int) and self._accepts_range(name, by_name):
            return by_name
        if self._is_retired(default):
            return None
        if isinstance(default, bool):
            return Choice([default, not default])
        if isinstance(default, int | float) and 0 < default < math.inf:
            return self._range_around(name, default)
        options = self._options(name)
        if default not in options:
            return None
        return Choice([default, *sorted(options - {default})]) if len(options) > 1 else None

    def _is_retired(self, default: object) -> bool:
        return isinstance(default, str) and default in _WITHOUT_MEANING

    def _accepts(self, name: str, value: object) -> bool:
        constraints = self._constraints.get(name)
        if constraints is None:
            return True
        if any(value in getattr(item, "deprecated", ()) for item in constraints):
            return False
        return any(item.is_satisfied_by(value) for item in constraints)

    def _accepts_range(self, name: str, kind: Float | Int) -> bool:
        return self._accepts(name, kind.low) and self._accepts(name, kind.high)

    def _range_around(self, name: str, default: float) -> ParameterKind | None:
        """A tenth to ten times the default, or as much of it as is accepted."""
        is_whole = isinstance(default, int) and not self._accepts(name, default + 0.5)
        factors = [(0.1, 10.0), (0.1, 1.0), (0.5, 2.0), (0.5, 1.0), (1.0, 2.0)]
        for low, high in [(default * lower, default * upper) for lower, upper in factors]:
            kind: Float | Int
            if is_whole:
                kind = Int(max(1, round(low)), max(1, round(high)), log=True)
            else:
                kind = Float(float(f"{low:.3g}"), float(f"{high:.3g}"), log=True)
            if kind.low < kind.high and self._accepts_range(name, kind):
                return kind
        return None

    def _options(self, name: str) -> set[Any]:
        options: set[Any] = set()
        for item in self._constraints.get(name, ()):
            options |= set(getattr(item, "options", ())) - set(getattr(item, "deprecated", ()))
        return {option for option in options if isinstance(option, str)} - _WITHOUT_MEANING
