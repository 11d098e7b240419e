"""Small things to train, for tests that run in this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuner_gui import DatasetView


class Difference:
    """The model x - y."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.params = params

    def train(self, dataset: DatasetView) -> None:
        pass

    def validate(self, dataset: DatasetView) -> float:
        return self.params["x"] - self.params["y"]


class FailsOn(Difference):
    """Raises where x is 2."""

    def train(self, dataset: DatasetView) -> None:
        if self.params["x"] == 2:
            raise ValueError("x must not be 2")


class AlwaysFails(Difference):
    def train(self, dataset: DatasetView) -> None:
        raise RuntimeError("out of luck")


class Reports(Difference):
    """Reports three steps."""

    def train(self, dataset: DatasetView, report: Any) -> None:
        for step in range(3):
            report(step, loss=1 / (step + 1))
