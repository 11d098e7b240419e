"""What a target must offer to be tuned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from tuner_gui.core.dataset import DatasetView


class Reporter(Protocol):
    """Takes the metrics of a step while a trial trains; raises when the trial is to end."""

    def __call__(self, step: int, **metrics: float) -> None:
        """Reports."""
        ...


@runtime_checkable
class Trainable(Protocol):
    """Constructed as `cls(params)` with one mapping, then trained, then validated.

    Where the class has an attribute `HyperParams`, a pydantic model, it is built from the mapping
    and given instead. One that can report while training takes a parameter `report` in `train`
    (or in its constructor): a callable `report(step, **metrics)`.
    """

    def train(self, dataset: DatasetView) -> None:
        """Trains; raises TrainFailure when it cannot."""
        ...

    def validate(self, dataset: DatasetView) -> float | Mapping[str, float]:
        """Returns the metric, or several under their names."""
        ...


TrainableFactory: TypeAlias = Callable[..., Any]
"""Makes a Trainable from one mapping of parameters: usually its class."""
