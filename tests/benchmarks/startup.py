"""From the start of the process to a shown window: ours, against a bare one with a plot."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, seconds

RUNS = 9
GOAL = 1.3

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def environment(home: Path, until: str) -> dict[str, str]:
    folders = {
        f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "CACHE", "STATE")
    }
    return {**os.environ, **folders, "TUNER_GUI_EXIT_WHEN": until}


def measure() -> Iterator[Figure]:
    ours, bare = [sys.executable, "-m", "tuner_gui"], [sys.executable, "-c", BARE]
    with tempfile.TemporaryDirectory() as home:
        # the last one keeps the panes of the others warm: all start from the same files
        cases = {
            "shown": (ours, environment(Path(home), "shown")),
            "furnished": (ours, environment(Path(home), "furnished")),
            "bare": (bare, dict(os.environ)),
        }

        def start(name: str) -> float:
            command, env = cases[name]
            return seconds(
                lambda: subprocess.run(
                    command, env=env, check=True, capture_output=True, timeout=60
                )
            )

        for name in cases:
            start(name)
        runs = [tuple(start(name) for name in cases) for _ in range(RUNS)]
    shown, furnished, bare_ms = (1000 * statistics.median(each) for each in zip(*runs, strict=True))
    yield Figure("tuner-gui, its first page shown", shown, "ms")
    yield Figure("tuner-gui, its panes ready for use too", furnished, "ms")
    yield Figure("a bare window with a plot", bare_ms, "ms")
    yield Figure("ours, first page : bare", shown / bare_ms, "×", at_most=GOAL)
    yield Figure("ours, ready : bare", furnished / bare_ms, "×")
