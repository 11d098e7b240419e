"""Executors of a target file of a test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.executors.pool import HEAD
from tuner_gui.core.specs import ClassSpec
from tuner_gui.executors.limits import HostLimits
from tuner_gui.executors.local import LocalExecutor


@pytest.fixture
def make(tmp_path: Path):
    """Makes executors of a file with the text given; closes them."""
    made: list[LocalExecutor] = []

    def make(text: str = HEAD, name: str = "Trial", workers: int = 1, **limits) -> LocalExecutor:
        file = tmp_path / "target.py"
        file.write_text(text)
        target = ClassSpec(path=f"{file}:{name}")
        made.append(LocalExecutor(target, workers=workers, limits=HostLimits(**limits)))
        return made[-1]

    yield make
    for executor in made:
        executor.close()
