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


def environment(home: Path) -> dict[str, str]:
    folders = {
        f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "CACHE", "STATE")
    }
    return {**os.environ, **folders, "TUNER_GUI_EXIT_WHEN_SHOWN": "1"}


def measure() -> Iterator[Figure]:
    commands = {
        "tuner-gui": [sys.executable, "-m", "tuner_gui"],
        "a bare window with a plot": [sys.executable, "-c", BARE],
    }
    with tempfile.TemporaryDirectory() as home:
        env = environment(Path(home))

        def start(name: str) -> float:
            return seconds(
                lambda: subprocess.run(
                    commands[name], env=env, check=True, capture_output=True, timeout=60
                )
            )

        for name in commands:
            start(name)
        runs = [(start("tuner-gui"), start("a bare window with a plot")) for _ in range(RUNS)]
    ours, bare = (1000 * statistics.median(each) for each in zip(*runs, strict=True))
    yield Figure("tuner-gui", ours, "ms")
    yield Figure("a bare window with a plot", bare, "ms")
    yield Figure("ours : bare", ours / bare, "×", GOAL)
