"""A working folder with a target and sessions, and no display."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import CHECKOUT
from tests.session.documents import forest_session
from tuner_gui.session.file import write_session

TARGET = """
import os, pathlib, time

class Model:
    def __init__(self, params):
        self.x = params["x"]

    def train(self, dataset):
        pathlib.Path("canary").touch()
        if self.x > float(os.environ.get("FAIL_ABOVE", "inf")):
            raise ValueError("no such x")

    def validate(self, dataset):
        return self.x

class Slow(Model):
    def train(self, dataset, report):
        for step in range(2000):
            report(step, seen=step)
            time.sleep(0.01)
"""

DOCUMENT = {
    "format_version": 1,
    "config": {
        "name": "line",
        "target": {"kind": "class", "path": "target.py:Model"},
        "dataset": {"kind": "none"},
        "objective": {"metric": "score", "direction": "maximize"},
        "space": {
            "revision": 1,
            "parameters": [{"name": "x", "kind": "float", "low": 0, "high": 1}],
        },
        "strategy": {"kind": "random"},
        "budget": {"trials": 4, "concurrency": 2},
        "seed": 1,
    },
    "environment": {},
    "trials": [],
    "notes": "",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, estimator_cache: Path) -> Path:
    """The working folder, with a target and a session of it; there is no display."""
    (tmp_path / "target.py").write_text(TARGET)
    (tmp_path / "line.tuner.json").write_text(json.dumps(DOCUMENT))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(estimator_cache))
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def forest(folder: Path) -> Path:
    """A session with three trials, the second of them failed."""
    write_session(folder / "forest.tuner.json", forest_session(3))
    return folder / "forest.tuner.json"
