"""Lines of sessions, made up for tests of the comparison."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tuner_gui.insight.best_line import BestLine
from tuner_gui.ui.charts.compare_trace import NamedLine


def line(name: str, steps: dict[float, float], end: float, slot: int = 0) -> NamedLine:
    at, values = np.array(list(steps), np.float64), np.array(list(steps.values()), np.float64)
    return NamedLine(
        Path(name), name, slot, BestLine(at, values, np.arange(len(at), dtype=np.int64), end)
    )


A = line("a", {0: 0.2, 10: 0.5, 60: 0.9}, 100)
B = line("b", {5: 0.3}, 50, 1)
