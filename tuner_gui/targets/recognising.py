"""Which kind of target a name stands for, and its space; only in the child that loads it."""

from __future__ import annotations

import inspect
import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TrainFailure, TuningError
from tuner_gui.core.space_document import space_to_document
from tuner_gui.datasets.views import dataset_view
from tuner_gui.targets.class_space import space_of_class
from tuner_gui.targets.classes import require_trainable
from tuner_gui.targets.functions.branches import BranchReader
from tuner_gui.targets.functions.signature import NOT_SAID, read_signature
from tuner_gui.targets.functions.space import function_space
from tuner_gui.targets.modules import load_named
from tuner_gui.targets.pipelines import estimator_maker, is_estimator, kind_of
from tuner_gui.targets.python_targets import PythonTarget
from tuner_gui.targets.reading.objectives import study_direction
from tuner_gui.targets.reading.returned_names import LONE_NUMBER, returned_metrics
from tuner_gui.targets.reading.script import Script

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.targets.functions.signature import FunctionSignature

BRANCHES_S = 15.0
"""So long an objective is run in further branches."""

FIRST_RUN_S = 25.0
"""So long it may take altogether; then it is left where it is."""


def recognise(path: str, dataset: DatasetSpec) -> PythonTarget:
    """Returns what `package.module:name` or `path/file.py:name` is, with its space.

    An objective of Optuna's is run, a function that returns an estimator is called.

    Args:
        path: where it is.
        dataset: given to an objective that asks for one.

    Raises:
        TuningError: it cannot be loaded, or is nothing that could be a target.
    """
    found = load_named(path)
    source, _, name = path.rpartition(":")
    if is_estimator(found) or _makes_estimators(found):
        return _pipeline(found, name)
    metrics = _metrics_of(found)
    if isinstance(found, type):
        require_trainable(found)
        return _target("class", space_of_class(found)).model_copy(update={"metrics": metrics})
    signature = read_signature(found) if callable(found) else None
    if signature is None:
        raise TrainFailure(
            f"{name} in {source} is of type {type(found).__name__}, which cannot be tuned.",
            "A target is a function, a class with train and validate, or an estimator.",
        )
    if signature.trial:
        update = {"metrics": metrics or (LONE_NUMBER,), "direction": _direction_of(found)}
        return _objective(found, signature, dataset, update)
    if not (signature.arguments or signature.given or signature.is_open):
        return _pipeline(found, name)
    return _target("function", *function_space(signature)).model_copy(update={"metrics": metrics})


def _metrics_of(found: Any) -> tuple[str, ...]:
    """What its source says that it returns; nothing for what has none."""
    path, name = _source_of(found), getattr(found, "__qualname__", "")
    return returned_metrics(path, name) if path is not None and name else ()


def _direction_of(found: Any) -> str:
    """Which way the study goes in whose file an objective stands."""
    path = _source_of(found)
    with suppress(TuningError):
        return study_direction(Script(path)) if path is not None else ""
    return ""


def _source_of(found: Any) -> Path | None:
    with suppress(TypeError, OSError):
        file = inspect.getsourcefile(inspect.unwrap(found))
        return None if file is None else Path(file)
    return None


def _target(kind: str, space: HyperParamSpace, notes: Sequence[str] = ()) -> PythonTarget:
    rows = tuple(space_to_document(space).parameters)
    return PythonTarget.model_validate({"kind": kind, "rows": rows, "notes": tuple(notes)})


def _makes_estimators(found: Any) -> bool:
    """Says whether this is an estimator's class, or a function that says to return one."""
    if isinstance(found, type):
        return _is_estimator_class(found)
    signature = read_signature(found) if callable(found) else None
    if signature is None or any(each.is_required for each in signature.arguments):
        return False
    return signature.returns is not NOT_SAID and _is_estimator_class(signature.returns)


def _is_estimator_class(kind: Any) -> bool:
    names = ("get_params", "set_params")
    return isinstance(kind, type) and all(hasattr(kind, name) for name in names)


def _pipeline(found: Any, name: str) -> PythonTarget:
    from tuner_gui.targets.pipeline_space import pipeline_space, plain_defaults

    if not is_estimator(found) and not _makes_estimators(found):
        _require_made(found, name)
    estimator = estimator_maker(found, name)()
    kind = kind_of(estimator, name)
    target = _target("pipeline", pipeline_space(estimator))
    return target.model_copy(update={"estimator": kind, "defaults": plain_defaults(estimator)})


def _require_made(found: Callable[[], Any], name: str) -> None:
    """Of a function without parameters that returns no estimator, says what is missing."""
    if not is_estimator(found()):
        raise TrainFailure(
            f"{name} takes no parameters, so there is nothing to tune.",
            "Let it take them as arguments, such as lr: float, and return the metric.",
        )


def _objective(
    found: Callable[..., Any],
    signature: FunctionSignature,
    dataset: DatasetSpec,
    update: dict[str, Any],
) -> PythonTarget:
    offered: dict[str, Any] = {"dataset": dataset_view(dataset), "report": _no_report}
    given = {name: offered[name] for name in signature.given}
    reader = BranchReader(partial(_called, found, given), monotonic() + BRANCHES_S)
    patience = Timer(FIRST_RUN_S, _leave, (reader, update))
    patience.daemon = True
    patience.start()
    try:
        reader.read()
    finally:
        patience.cancel()
    return _read_so_far(reader, update)


def _called(function: Callable[..., Any], given: dict[str, Any], trial: object) -> Any:
    return function(trial, **given)


def _no_report(step: int, **metrics: float) -> None:
    """Takes reports while the objective is only read."""


def _leave(reader: BranchReader, update: dict[str, Any]) -> None:
    """Ends this process with what is known, because the objective takes too long."""
    reader.break_off()
    sys.stdout.write(f"\n{_read_so_far(reader, update).model_dump_json()}\n")
    sys.stdout.flush()
    os._exit(0)


def _read_so_far(reader: BranchReader, update: dict[str, Any]) -> PythonTarget:
    return _target("function", reader.space(), reader.notes()).model_copy(update=update)
