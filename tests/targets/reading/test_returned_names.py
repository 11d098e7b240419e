"""The metrics that a function returns, from its source alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.targets.reading.returned_names import returned_metrics

MAPPING = """
def train(lr, *, report):
    def inner():
        return {"inner": 1}
    for step in range(3):
        report(step, seen=1)
    if lr > 1:
        return {"loss": 1.0}
    return {"loss": 0.1, "acc": 0.9, "epoch": 3}
"""
FILLED = """
def train(lr):
    found = {"auc": 1}
    found["val_loss"] = lr
    return found
"""
REPORTED = MAPPING.replace("seen=1", "loss=1")
CALLED = "def train(lr):\n    return dict(rmse=lr)\n"
NAMED = "def train(lr):\n    val_loss = lr * 2\n    return float(val_loss)\n"
NUMBER = "def train(lr):\n    x = lr * 2\n    return x\n"
SUM = "def train(lr):\n    return lr * 2\n"
SCORE = "def train(lr):\n    return cross_val_score(lr).mean()\n"
UNTOLD = "def train(lr):\n    history = fit(lr)\n    return history\n"
NONE = "def train(lr):\n    print(lr)\n"
CLASS = "class train:\n    def validate(self, data):\n        return {'mae': 1}\n"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (MAPPING, ("acc", "loss")),
        (REPORTED, ("loss", "acc")),
        (FILLED, ("val_loss", "auc")),
        (CALLED, ("rmse",)),
        (NAMED, ("val_loss",)),
        (NUMBER, ("score",)),
        (SUM, ("score",)),
        (SCORE, ("score",)),
        (UNTOLD, ()),
        (NONE, ()),
        (CLASS, ("mae",)),
        ("def other(): return {'loss': 1}", ()),
        ("def train(:", ()),
    ],
)
def test_that_what_is_returned_is_named(tmp_path: Path, source: str, names: tuple[str, ...]):
    path = tmp_path / "mine.py"
    path.write_text(source)
    assert returned_metrics(path, "train") == names
