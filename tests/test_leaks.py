"""The leak check itself: each leaking test fails with the leak's name, and harms no other."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

LEAKERS = """
import gc, subprocess, sys, threading

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

kept = []


class Sleeper(QThread):
    def run(self):
        while not self.isInterruptionRequested():
            self.msleep(1)


def keep(thing, name):
    thing.setObjectName(name)
    kept.append(thing)
    return thing


def test_thread_of_qt(qapp):
    keep(Sleeper(), "busy").start()


def test_timer_without_parent(qapp):
    keep(QTimer(), "tick").start(1000)


def test_timer_of_the_application(qapp):
    QTimer(qapp, objectName="of the app").start(1000)


def test_window(qapp):
    keep(QWidget(), "forgotten").show()


def test_hidden_window(qapp):
    keep(QWidget(), "unseen")


def test_thread(release):
    threading.Thread(target=release.wait, name="waiting").start()


def test_process():
    kept.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))


def test_window_of_a_program_that_froze_it(qapp):
    keep(QWidget(), "icy")
    gc.freeze()


@pytest.fixture(scope="module")
def release():
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(scope="module")
def of_the_module(qapp):
    thread = Sleeper()
    thread.start()
    timer = QTimer()
    timer.start(1000)
    window = QWidget()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield
    thread.requestInterruption()
    thread.wait()
    timer.stop()
    child.communicate()


def test_clean_with_what_its_module_shares(of_the_module):
    pass


def test_clean_with_what_it_ends(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    timer = QTimer(window)
    timer.start(1000)
    thread = keep(Sleeper(), "ending")
    thread.start()
    thread.requestInterruption()
    kept.append(subprocess.Popen(["true"]))
    threading.Thread(target=lambda: None).start()


def test_clean_with_a_cycle(qapp):
    window = QWidget()
    window.itself = window


def test_clean_with_a_frozen_cycle(qapp):
    window = QWidget()
    window.itself = window
    gc.freeze()


def test_clean_with_a_window_that_deletes_itself(qapp):
    kept.append(QWidget())
    kept[-1].deleteLater()
"""

EXPECTED = {
    "test_thread_of_qt": "the running QThread Sleeper 'busy'",
    "test_timer_without_parent": "the active QTimer QTimer 'tick' of nobody",
    "test_timer_of_the_application": "the active QTimer QTimer 'of the app' of QApplication",
    "test_window": "the top-level widget QWidget 'forgotten'",
    "test_hidden_window": "the top-level widget QWidget 'unseen'",
    "test_window_of_a_program_that_froze_it": "the top-level widget QWidget 'icy'",
    "test_thread": "the running thread 'waiting'",
    "test_process": "the child process ",
}


def test_that_each_leak_fails_its_own_test_by_name_and_no_other(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    pytester.makepyfile(LEAKERS)
    pytester.makeconftest("from tests import leaks; leaks.GRACE_S = 0.3")
    result = pytester.runpytest_subprocess("-p", "tests.leaks")
    result.assert_outcomes(passed=LEAKERS.count("def test_"), errors=len(EXPECTED))
    messages = errors(result.outlines)
    assert messages.keys() == EXPECTED.keys()
    for test, leak in EXPECTED.items():
        assert messages[test].startswith("the test left behind: " + leak)


def errors(lines: list[str]) -> dict[str, str]:
    """The first line of each error at teardown, by test."""
    header = re.compile("_+ ERROR at teardown of (.+?) _+")
    found = ((header.fullmatch(line), message) for line, message in pairwise(lines))
    return {match[1]: message for match, message in found if match}
