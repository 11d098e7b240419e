"""Loading a target changes the import path and the loaded modules: both are put back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuner_gui.resources import resource_path


@pytest.fixture
def own_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder whose modules, and those of the examples, are forgotten after the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", sys.path.copy())
    before = dict(sys.modules)
    yield tmp_path
    folders = (str(tmp_path), str(resource_path("examples")))
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(folders):
            del sys.modules[name]
            if name in before:
                sys.modules[name] = before[name]
