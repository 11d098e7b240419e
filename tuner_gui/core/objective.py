"""What a sweep optimises, and how a metric is read off what a trial returned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from tuner_gui.core.errors import TrainFailure


class Direction(StrEnum):
    """Which way is better."""

    MAXIMIZE = "maximize"
    MINIMIZE = "minimize"


class Objective(BaseModel):
    """The metric that decides, and its direction.

    Args:
        metric: the name of the metric; a target that returns one number returns this one.
        direction: MAXIMIZE by default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str = Field(default="score", min_length=1)
    direction: Direction = Direction.MAXIMIZE

    def __init__(
        self,
        /,  # a file may name a field `self`; it is refused as any unknown one
        metric: str = "score",
        direction: Direction | str = Direction.MAXIMIZE,
        **extra: Any,
    ) -> None:
        super().__init__(metric=metric, direction=direction, **extra)

    @property
    def is_maximized(self) -> bool:
        """True where more is better."""
        return self.direction is Direction.MAXIMIZE

    def is_better(self, candidate: float, incumbent: float) -> bool:
        """Says whether the first value beats the second."""
        return candidate > incumbent if self.is_maximized else candidate < incumbent

    def value_in(self, metrics: Mapping[str, float]) -> float:
        """Returns the objective's value among the metrics of a trial.

        Raises:
            TrainFailure: it is missing, NaN or infinite.
        """
        if self.metric not in metrics:
            returned = ", ".join(metrics) or "nothing"
            raise TrainFailure(
                f"The metric {self.metric} is missing; the trial returned {returned}.",
                "Choose one of the returned metrics as the objective.",
            )
        value = metrics[self.metric]
        if not math.isfinite(value):
            raise TrainFailure(f"The metric {self.metric} is {value}, not a finite number.")
        return value


def read_metrics(outcome: object, metric: str) -> dict[str, float]:
    """Returns the metrics of a trial from what its target returned: a number or a mapping.

    Args:
        outcome: what `validate` returned.
        metric: the name under which a lone number is kept.

    Raises:
        TrainFailure: it is not a number, or not a mapping of names to numbers.
    """
    if isinstance(outcome, Mapping):
        return {str(name): _as_number(value, f"{name} = ") for name, value in outcome.items()}
    return {metric: _as_number(outcome, "")}


def _as_number(value: object, label: str) -> float:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value)
    item = getattr(value, "item", None)  # numpy scalars, one-element arrays and tensors
    if callable(item) and getattr(value, "size", 1) == 1:
        return _as_number(item(), label)
    shown = repr(value)
    shown = shown if len(shown) <= 80 else f"{shown[:77]}…"
    raise TrainFailure(
        f"The trial returned {label}{shown}, which is not a number.",
        "Return a number, or a mapping of metric names to numbers.",
    )
