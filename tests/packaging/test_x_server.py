"""The eyes and the hand of the smoke test, on a window of Qt's own."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from x_server import Screen

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.setWindowTitle("Grüße — tuner")
window.show()
sys.exit(app.exec() + 5)
"""


@pytest.mark.xvfb
def test_that_a_window_is_seen_by_its_title_and_closed_like_a_person_does(x_display: str) -> None:
    screen = Screen(x_display)
    environment = {**os.environ, "DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen([sys.executable, "-c", WINDOW], env=environment) as process:
        deadline = time.monotonic() + 30
        while not screen.titles() and time.monotonic() < deadline:
            assert process.poll() is None
        ((window, title),) = screen.titles().items()
        assert title == "Grüße — tuner"
        screen.close(window)
        assert process.wait(timeout=30) == 5
    assert screen.titles() == {}


def test_that_a_display_that_is_not_there_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"no X server at :4711"):
        Screen(":4711")
