"""One trial from parameters to metrics: build, train, validate; on the worker's thread."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.objective import read_metrics
from tuner_gui.targets.seeding import SEED, admits_seed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.trainable import Reporter, TrainableFactory


@dataclass(frozen=True, slots=True)
class TrialContext:
    """What a factory of this program is told of its trial besides the parameters.

    It asks for that by an attribute `takes_context`, which is True, and gets it as `context`.

    Args:
        number: the trial's number.
        metric: the name of the objective, under which a lone number counts.
        report: takes the metrics of a step.
        seed: the trial's own; None where it has none.
    """

    number: int
    metric: str
    report: Reporter
    seed: int | None = None


def run_trial(
    factory: TrainableFactory,
    params: Params,
    dataset: DatasetView,
    *,
    metric: str,
    report: Reporter,
    number: int = 0,
    seed: int | None = None,
) -> dict[str, float]:
    """Builds, trains and validates; returns the metrics.

    Args:
        factory: what makes the trainable from one mapping, usually its class. Where it has an
            attribute `HyperParams`, a pydantic model, that is built and given instead.
        params: the trial's parameters, nested.
        dataset: given to `train`, and the rows held out, if any are, to `validate`.
        metric: the name under which a lone returned number is kept.
        report: passed on where `train`, or the factory, takes a parameter of this name.
        number: the trial's.
        seed: the trial's own. Passed on where the factory takes a parameter `seed`, or where
            `HyperParams` has such a field, unless `params` has one.

    Raises:
        TrainFailure: the parameters do not fit `HyperParams`, or what came back is no number.
        Exception: whatever the target raises, as it is.
    """
    try:
        making = _making_of(factory)
    except TypeError:  # an instance without a hash, such as a dataclass's
        making = _making_of.__wrapped__(factory)
    offers_seed = seed is not None and SEED not in params
    if offers_seed and making.has_seed:
        params = {**params, SEED: seed}
    given = params if making.model is None else _built(making.model, params)
    named: dict[str, Any] = {}
    if making.takes_context:
        named["context"] = TrialContext(number, metric, report, seed)
    else:
        named |= {"report": report} if making.takes_report else {}
        named |= {SEED: seed} if offers_seed and making.takes_seed else {}
    trainable = factory(given, **named)
    if _trains_with_report(type(trainable)):  # type: ignore[arg-type]  # a class is hashable
        trainable.train(dataset, report=report)
    else:
        trainable.train(dataset)
    return read_metrics(trainable.validate(dataset.validation), metric)


@dataclass(frozen=True, slots=True)
class _Making:
    model: type[BaseModel] | None
    has_seed: bool
    takes_report: bool
    takes_seed: bool
    takes_context: bool


@lru_cache(maxsize=64)
def _making_of(factory: TrainableFactory) -> _Making:
    found = getattr(factory, "HyperParams", None)
    model = found if isinstance(found, type) and issubclass(found, BaseModel) else None
    seed = _named(factory, SEED)
    return _Making(
        model,
        has_seed=model is not None and _has_seed(model),
        takes_report=_named(factory, "report") is not None,
        takes_seed=seed is not None and admits_seed(seed.annotation),
        takes_context=getattr(factory, "takes_context", None) is True,
    )


def _has_seed(model: type[BaseModel]) -> bool:
    field = model.model_fields.get(SEED)
    return field is not None and not field.metadata and admits_seed(field.annotation)


@lru_cache(maxsize=64)
def _trains_with_report(kind: type) -> bool:
    return _named(getattr(kind, "train", None), "report") is not None


def _named(function: Callable[..., Any] | None, name: str) -> inspect.Parameter | None:
    """The parameter of this name, where it can be given by that."""
    if function is None:
        return None
    try:
        parameter = inspect.signature(function).parameters.get(name)
    except (TypeError, ValueError):  # some built-in and compiled callables have no signature
        return None
    if parameter is None or parameter.kind not in {
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.KEYWORD_ONLY,
    }:
        return None
    return parameter


def _built(model: type[BaseModel], params: Params) -> BaseModel:
    try:
        return model.model_validate(params)
    except ValidationError as error:
        raise TrainFailure(
            misfit(error), "Change the search space, or HyperParams of the target."
        ) from None


def misfit(error: ValidationError, group: str = "") -> str:
    """Returns one sentence that names the parameter which does not fit.

    Args:
        error: of the mapping, or of one parameter.
        group: the name of that parameter.
    """
    first, *others = error.errors(include_url=False)
    place = [group] * bool(group) + list(map(str, first["loc"]))
    field = ".".join(place) or "The parameters"
    message = first["msg"].rstrip(".")
    given = "" if first["type"] == "missing" else f" (given {first['input']!r})"
    more = f"; {len(others)} more do not fit" if others else ""
    return f"{field}: {message}{given}{more}."
