"""The parameters of a trial as Python that makes its estimator; any thread.

scikit-learn is imported for one that it lists. What a user's own module defines is named, never
imported: exporting runs no code of a session.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tuner_gui.core.nesting import flatten
from tuner_gui.core.specs import EstimatorSpec, PipelineSpec
from tuner_gui.exchange.best_text import keyword_argument
from tuner_gui.exchange.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Collection

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord

_STEP = "    "


def estimator_text(record: TrialRecord, config: SweepConfig) -> str:
    """Returns a statement that makes the estimator of a trial, with the imports that it needs.

    Raises:
        ExportError: the sweep is of no scikit-learn estimator.
        TrainFailure: scikit-learn does not list the estimator, or it has no such parameter.
    """
    match config.target:
        case EstimatorSpec() as spec:
            return _constructor_text(record, spec)
        case PipelineSpec() as spec:
            return _set_params_text(record, spec)
        case _:
            raise ExportError("This sweep is of no scikit-learn estimator.")


def estimator_obstacle(config: SweepConfig) -> str:
    """Says why there is no such statement, or nothing."""
    is_estimator = isinstance(config.target, EstimatorSpec | PipelineSpec)
    return "" if is_estimator else "This sweep is of no scikit-learn estimator."


def _constructor_text(record: TrialRecord, spec: EstimatorSpec) -> str:
    from tuner_gui.targets.estimators import EstimatorFactory

    estimator = EstimatorFactory.listed(spec)(record.params).estimator
    given = {name.replace(".", "__") for name in flatten(record.params)}
    call = _ConstructorCall()
    made = call.of(estimator, given)
    return f"{call.imports()}\n\nmodel = {made}\n"


class _ConstructorCall:
    """Writes estimators as calls, and keeps the imports that these need."""

    def __init__(self) -> None:
        self._imported: dict[str, str] = {}

    def imports(self) -> str:
        lines = (f"from {module} import {name}" for name, module in self._imported.items())
        return "\n".join(sorted(lines))

    def of(self, estimator: Any, given: Collection[str], indent: str = "") -> str:
        """The call; it names what a trial gave and what is no default."""
        kind = type(estimator)
        self._imported[kind.__name__] = public_module(kind)
        inner = indent + _STEP
        lines = []
        for name, value in estimator.get_params(deep=False).items():
            deeper = {each.partition("__")[2] for each in given if each.startswith(f"{name}__")}
            if name in given or deeper or not _is_default(kind, name, value):
                lines.append(f"{inner}{name}={self._value(value, deeper, inner)},\n")
        return f"{kind.__name__}(\n{''.join(lines)}{indent})" if lines else f"{kind.__name__}()"

    def _value(self, value: Any, given: Collection[str], indent: str) -> str:
        is_estimator = hasattr(value, "get_params") and not isinstance(value, type)
        return self.of(value, given, indent) if is_estimator else repr(value)


def _is_default(kind: type, name: str, value: Any) -> bool:
    default = inspect.signature(kind).parameters[name].default
    return value is default or (type(value) is type(default) and bool(value == default))


def public_module(kind: type) -> str:
    """Returns where a class is meant to be imported from: `sklearn.svm`, not `sklearn.svm._x`."""
    whole = kind.__module__
    public = whole.partition("._")[0]
    return public if getattr(import_module(public), kind.__name__, None) is kind else whole


def _set_params_text(record: TrialRecord, spec: PipelineSpec) -> str:
    source, _, name = spec.path.rpartition(":")
    module = PurePath(source).stem if source.endswith(".py") else source
    settings = ((each.replace(".", "__"), value) for each, value in flatten(record.params).items())
    lines = "".join(f"{_STEP}{keyword_argument(each, value)}\n" for each, value in settings)
    note = f"# the folder of {PurePath(source).name} must be on Python's path\n"
    return (
        f"{note if source.endswith('.py') else ''}"
        f"from sklearn.base import clone\nfrom {module} import {name}\n\n"
        f'is_made = hasattr({name}, "fit") and not isinstance({name}, type)\n'
        f"model = clone({name}) if is_made else {name}()\n"
        "unset = [name for name, value in model.get_params().items() if value is None]\n"
        'seeds = {name: 0 for name in unset if name.endswith("random_state")}\n'
        "model.set_params(**seeds)  # as in the trials\n"
        f"model.set_params(\n{lines})\n"
    )
