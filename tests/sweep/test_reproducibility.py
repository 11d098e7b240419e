"""The same seed gives the same parameters: with one worker always, with several where promised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tuner_gui import (
    Budget,
    ClassSpec,
    HyperParamSpace,
    InMemoryObserver,
    LocalExecutor,
    NoDataSpec,
    TrialCompleted,
    tune,
)
from tuner_gui.core.kinds import BUILT_IN_KINDS, TunerKind

SPACE = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_float("svm.C", 0.01, 100, log=True, points=7, when={"model": "svm"})
    .add_int("forest.depth", 1, 30, when={"model": "forest"})
    .add_int("x", 1, 40)
)
TRIALS = 24
UNEVEN = """
import time


class Uneven:
    def __init__(self, params):
        self.x = params["x"]

    def train(self, dataset):
        time.sleep(self.x % 5 / 500)

    def validate(self, dataset):
        return float(-abs(self.x - 17))
"""
KEEP_ORDER = {"grid", "random", "qmc"}


class Peak:
    """Best at x = 17."""

    def __init__(self, params: Any) -> None:
        self._x = params["x"]

    def train(self, dataset: object) -> None:
        pass

    def validate(self, dataset: object) -> float:
        return -abs(self._x - 17)


def asked(kind: TunerKind, **fields: Any) -> list[tuple[Any, ...]]:
    """The parameters and seeds of a sweep, in the order of the trials' numbers."""
    observer = InMemoryObserver()
    settings = {"trainable": Peak, "budget": Budget(trials=TRIALS), "seed": 11} | fields
    tune(kind, SPACE, None, [observer], **settings)
    records = [event.record for event in observer.events if isinstance(event, TrialCompleted)]
    assert len(records) == TRIALS
    records.sort(key=lambda record: record.number)
    return [(record.number, record.params, record.seed) for record in records]


@pytest.mark.parametrize("kind", [kind() for kind in BUILT_IN_KINDS], ids=lambda kind: kind.kind)
def test_that_one_worker_repeats_a_sweep(kind: TunerKind) -> None:
    first = asked(kind)
    assert asked(kind) == first
    if kind.kind != "grid":
        assert asked(kind, seed=12) != first


@pytest.mark.parametrize(
    "kind",
    [kind() for kind in BUILT_IN_KINDS if kind.model_fields["kind"].default in KEEP_ORDER],
    ids=lambda kind: kind.kind,
)
def test_that_several_workers_change_nothing_where_that_is_promised(
    kind: TunerKind, tmp_path: Path
) -> None:
    module = tmp_path / "uneven.py"
    module.write_text(UNEVEN)
    target = ClassSpec(path=f"{module}:Uneven")
    executor = LocalExecutor(target, NoDataSpec(), workers=3)
    try:
        several = asked(kind, trainable=target, executor=executor)
    finally:
        executor.close()
    assert several == asked(kind)
