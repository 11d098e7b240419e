"""A trial that does nothing, as a target and as a function; importable by workers."""

from __future__ import annotations

from collections.abc import Mapping


class Noop:
    """Obeys Trainable; costs nothing."""

    def __init__(self, params: Mapping[str, object]) -> None:
        self._value = params["x"]

    def train(self, dataset: object) -> None:
        pass

    def validate(self, dataset: object) -> float:
        return float(self._value)  # type: ignore[arg-type]


def evaluate(params: Mapping[str, float]) -> dict[str, float]:
    """The same for a pool of functions."""
    trial = Noop(params)
    trial.train(None)
    return {"score": trial.validate(None)}
