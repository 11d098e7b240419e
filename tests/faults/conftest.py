"""One worker that does harm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.harm import executor_for
from tuner_gui.executors.local import LocalExecutor


@pytest.fixture
def acting() -> Iterator[LocalExecutor]:
    """One worker that does what its parameters say."""
    executor = executor_for("Act")
    yield executor
    executor.close()
