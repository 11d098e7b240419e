"""Functions that are called with parameters by their names; only where trials run."""

from __future__ import annotations

import inspect
from contextlib import closing
from dataclasses import is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.objective import read_metrics
from tuner_gui.targets.functions.objective import ObjectiveFactory
from tuner_gui.targets.functions.signature import read_signature
from tuner_gui.targets.modules import load_named
from tuner_gui.targets.running import misfit
from tuner_gui.targets.seeding import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import FunctionSpec
    from tuner_gui.core.trainable import TrainableFactory
    from tuner_gui.targets.functions.signature import FunctionSignature
    from tuner_gui.targets.running import TrialContext


def load_function(spec: FunctionSpec) -> TrainableFactory:
    """Returns what makes the trainables of the function that the spec names; runs its module.

    Raises:
        TrainFailure: it cannot be loaded, or cannot be called with parameters.
    """
    function = load_named(spec.path, "function")
    source, _, name = spec.path.rpartition(":")
    signature = read_signature(function) if callable(function) else None
    if signature is None or isinstance(function, type):
        noun = "class" if isinstance(function, type) else type(function).__name__
        raise TrainFailure(
            f"{name} in {source} is not a function, but a {noun}.",
            "Name a function that takes the parameters and returns the metric.",
        )
    if signature.trial:
        return ObjectiveFactory(function, signature)
    return FunctionFactory(function, signature)


class FunctionFactory:
    """Makes the trainables of one function."""

    takes_context: ClassVar[bool] = True

    def __init__(self, function: Callable[..., Any], signature: FunctionSignature) -> None:
        self.function = function
        self.signature = signature
        self._takes_seed = signature.takes_seed
        self._builders = {
            each.name: builder
            for each in signature.arguments
            if (builder := _builder(each.annotation)) is not None
        }

    def __call__(self, params: Params, *, context: TrialContext) -> FunctionTrainable:
        """Returns the trainable of one trial.

        Raises:
            TrainFailure: the parameters are not those of the function.
        """
        given = {name: self._built(name, value) for name, value in params.items()}
        if self._takes_seed and context.seed is not None:
            given.setdefault(SEED, context.seed)
        positional, named = self.signature.sorted_out(given)
        return FunctionTrainable(self, positional, named, context)

    def _built(self, name: str, value: Any) -> Any:
        builder = self._builders.get(name)
        if builder is None:
            return value
        try:
            return builder.validate_python(value)
        except ValidationError as error:
            raise TrainFailure(
                misfit(error, name), f"Change the search space, or the type of {name}."
            ) from None


class FunctionTrainable:
    """One call of the function."""

    def __init__(
        self,
        factory: FunctionFactory,
        positional: list[Any],
        named: dict[str, Any],
        context: TrialContext,
    ) -> None:
        self._factory = factory
        self._positional = positional
        self._named = named
        self._context = context
        self._outcome: Any = None

    def train(self, dataset: DatasetView) -> None:
        """Calls the function; one that yields reports what it yields."""
        offered = {"dataset": dataset, "report": self._context.report}
        given = {name: offered[name] for name in self._factory.signature.given}
        outcome: Any = self._factory.function(*self._positional, **self._named, **given)
        if inspect.isgenerator(outcome):
            with closing(outcome):
                outcome = self._followed(outcome)
        self._outcome = outcome

    def validate(self, dataset: DatasetView) -> Any:  # noqa: ARG002
        """Returns what the function returned.

        Raises:
            TrainFailure: that is an estimator.
        """
        if hasattr(self._outcome, "fit") and hasattr(self._outcome, "set_params"):
            name, found = self._factory.signature.name, type(self._outcome).__name__
            raise TrainFailure(
                f"{name} returned a {found}, not a metric.",
                f"Write what it returns, def {name}() -> {found}, and make the session anew.",
            )
        return self._outcome

    def _followed(self, steps: Iterator[object]) -> Any:
        """What the generator returns, or else the last that it yields."""
        metrics = None
        while True:
            try:
                step, said = _pair(next(steps))
            except StopIteration as end:
                return metrics if end.value is None else end.value
            metrics = read_metrics(said, self._context.metric)
            self._context.report(step, **metrics)


def _pair(said: Any) -> tuple[int, Any]:
    if isinstance(said, tuple) and len(said) == 2 and isinstance(said[0], int):
        return said
    shown = repr(said)[:80]
    raise TrainFailure(
        f"The function yielded {shown}, not a step and its metrics.",
        'Yield pairs such as (step, {"loss": 0.5}).',
    )


def _builder(annotation: Any) -> TypeAdapter[Any] | None:
    """What makes members of an Enum, dataclasses and models of plain values."""
    if not _is_built(annotation):
        return None
    try:
        return TypeAdapter(annotation)
    except (PydanticUserError, PydanticUndefinedAnnotation):
        return None


def _is_built(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Enum | BaseModel) or is_dataclass(annotation)
    return any(_is_built(each) for each in get_args(annotation))
