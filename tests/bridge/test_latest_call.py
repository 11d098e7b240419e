"""Only the latest call is answered, and no thread outlives whoever asked."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def latest(qtbot: QtBot) -> Iterator[LatestCall]:
    made = LatestCall("test", 0)
    yield made
    made.close()
    made.deleteLater()


def test_that_of_many_calls_asked_at_once_only_the_last_is_made(
    latest: LatestCall, qtbot: QtBot
) -> None:
    made: list[int] = []
    with qtbot.waitSignal(latest.answered) as caught:
        for number in range(5):
            latest.ask(lambda number=number: made.append(number) or number)  # type: ignore[misc]
    assert caught.args == [4]
    assert made == [4]
    assert not latest.is_busy


def test_that_an_answer_to_an_older_call_is_dropped(latest: LatestCall, qtbot: QtBot) -> None:
    may_end, has_begun, told = Event(), Event(), []
    latest.answered.connect(told.append)

    def slow() -> str:
        has_begun.set()
        may_end.wait(10)
        return "old"

    latest.ask(slow)
    qtbot.waitUntil(has_begun.is_set)
    latest.ask(lambda: "new")
    may_end.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["new"]


def test_that_a_failure_is_told_as_a_sentence(latest: LatestCall, qtbot: QtBot) -> None:
    def fail() -> None:
        raise TuningError("It is not there.", "Look elsewhere.")

    with qtbot.waitSignal(latest.failed) as caught:
        latest.ask(fail)
    assert caught.args == ["It is not there. Look elsewhere."]


def test_that_what_was_cancelled_is_not_told(latest: LatestCall, qtbot: QtBot) -> None:
    has_begun = Event()
    latest.ask(has_begun.set)
    qtbot.waitUntil(has_begun.is_set)
    latest.cancel()
    with qtbot.assertNotEmitted(latest.answered, wait=50):
        qtbot.waitUntil(lambda: not latest.is_busy)


def test_that_deleting_it_waits_for_its_thread(qtbot: QtBot) -> None:
    made, has_begun, may_end = LatestCall("test", 0), Event(), Event()

    def slow() -> None:
        has_begun.set()
        may_end.wait(0.05)

    made.ask(slow)
    qtbot.waitUntil(has_begun.is_set)
    assert made.findChildren(QThread)
    made.deleteLater()  # the program would abort if the thread were still running
