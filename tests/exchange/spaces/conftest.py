"""Files of other tools, written by a test or kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tuner_gui.exchange.spaces.importing import import_space
from tuner_gui.exchange.spaces.result import ImportedSpace


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., ImportedSpace]:
    """Imports a text as a file of a name."""

    def read(text: str, name: str = "space.yaml") -> ImportedSpace:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_space(path)

    return read
