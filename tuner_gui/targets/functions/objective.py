"""Objectives written for Optuna: their suggestions are answered with the trial's parameters.

Optuna itself is not asked, and not needed unless the objective imports it.
"""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.nesting import flatten
from tuner_gui.core.objective import read_metrics
from tuner_gui.targets.functions.stand_in import StandInTrial
from tuner_gui.targets.reading.option import space_name
from tuner_gui.targets.seeding import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.targets.functions.signature import FunctionSignature
    from tuner_gui.targets.functions.suggestion import Suggestion
    from tuner_gui.targets.running import TrialContext


class ObjectiveFactory:
    """Makes the trainables of one objective."""

    takes_context: ClassVar[bool] = True

    def __init__(self, function: Callable[..., Any], signature: FunctionSignature) -> None:
        self.function = function
        self.signature = signature

    def __call__(self, params: Params, *, context: TrialContext) -> ObjectiveTrainable:
        """Returns the trainable of one trial."""
        return ObjectiveTrainable(self, params, context)


class ObjectiveTrainable:
    """One call of the objective."""

    def __init__(self, factory: ObjectiveFactory, params: Params, context: TrialContext) -> None:
        self._factory = factory
        self._context = context
        self._trial = _DrawnTrial(flatten(params), context)
        self._takes_seed = factory.signature.takes_seed and SEED not in params
        self._metrics: dict[str, float] = {}

    def train(self, dataset: DatasetView) -> None:
        """Calls the objective.

        Raises:
            TrainFailure: it asks for a parameter that the space does not have, or returns several
                values.
        """
        offered: dict[str, Any] = {"dataset": dataset, "report": self._context.report}
        given = {name: offered[name] for name in self._factory.signature.given}
        if self._takes_seed and self._context.seed is not None:
            given[SEED] = self._context.seed
        outcome = self._factory.function(self._trial, **given)
        if isinstance(outcome, tuple | list) and len(outcome) > 1:
            raise TrainFailure(
                f"The objective returned {len(outcome)} values; a sweep has one metric.",
                "Return one of them, and keep the others by trial.set_user_attr.",
            )
        value = outcome[0] if isinstance(outcome, tuple | list) and outcome else outcome
        self._metrics = {**_numbers(self._trial.user_attrs), **self._read(value)}

    def validate(self, dataset: DatasetView) -> Mapping[str, float]:  # noqa: ARG002
        """Returns what the objective returned, and its numeric user attributes."""
        return self._metrics

    def _read(self, value: Any) -> dict[str, float]:
        return read_metrics(value, self._context.metric)


class _DrawnTrial(StandInTrial):
    """Answers with the parameters of the trial."""

    def __init__(self, flat: FlatParams, context: TrialContext) -> None:
        super().__init__(context.number)
        self._flat = flat
        self._context = context

    def answer(self, name: str, suggestion: Suggestion) -> Any:
        """Returns the parameter's value.

        Raises:
            TrainFailure: the trial has none, or one of another kind.
        """
        known = space_name(name)
        if known not in self._flat:
            near = get_close_matches(known, self._flat, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise TrainFailure(
                f"The objective asks for {name}, which this trial does not have.",
                f"Add it to the search space, or change its condition.{hint}",
            )
        return suggestion.accept(name, self._flat[known])

    def report(self, value: float, step: int) -> None:
        """Reports the objective's value at a step."""
        self._context.report(int(step), **{self._context.metric: float(value)})


def _numbers(attributes: Mapping[str, Any]) -> dict[str, float]:
    numbers = {}
    for name, value in attributes.items():
        item = getattr(value, "item", None)
        plain = item() if callable(item) and getattr(value, "size", 1) == 1 else value
        if isinstance(plain, int | float) and not isinstance(plain, bool) and math.isfinite(plain):
            numbers[str(name)] = float(plain)
    return numbers
