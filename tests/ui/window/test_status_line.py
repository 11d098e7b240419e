"""The status bar answers "how is it going?"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from tuner_gui.ui.window.status_line import StatusLine, SweepProgress

PROGRESS = SweepProgress(done=142, total=200, running=2, workers=2, failed=0, left_s=220)


@pytest.fixture
def line(qtbot, theme) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    return line


def text(line: StatusLine, name: str) -> str:
    return line.findChild(QLabel, name).text()


def test_that_progress_and_time_left_are_said(line: StatusLine) -> None:
    line.show_progress(PROGRESS)
    bar = line.findChild(QProgressBar, "sweep_progress")
    assert (bar.value(), bar.maximum()) == (142, 200)
    assert text(line, "progress_text") == "142 of 200 · 3 min 40 s left"
    assert text(line, "workers_text") == "2 of 2 workers busy"


def test_that_a_pause_takes_the_place_of_the_time_left(line: StatusLine) -> None:
    line.show_progress(replace(PROGRESS, phase="paused"))
    assert text(line, "progress_text") == "142 of 200 · paused"


def test_that_an_unknown_total_is_not_invented(line: StatusLine) -> None:
    line.show_progress(replace(PROGRESS, total=None, left_s=None, done=12_345))
    assert text(line, "progress_text") == "12,345 trials"


def test_that_failures_are_counted_and_lead_somewhere(line: StatusLine, qtbot) -> None:
    link = line.findChild(QPushButton, "failures_link")
    line.show_progress(PROGRESS)
    assert not link.isVisible()
    line.show_progress(replace(PROGRESS, failed=9))
    assert link.text() == "9 failed"
    with qtbot.waitSignal(line.failures_requested):
        link.click()


def test_that_the_latest_save_is_said(line: StatusLine) -> None:
    line.show_saved()
    assert text(line, "saved_text") == "saved just now"
