"""The failure desk's page: groups as they come, put aside, brought back, and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.foreign_texts import hover, letters
from tests.ui.trials.scripted import event_of, record
from tuner_gui import Objective, TrialError, TrialRecord, TrialState, TrialStore
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.insight.failure_groups import failure_groups
from tuner_gui.ui.failures.failure_words import filter_text, trials_words
from tuner_gui.ui.failures.failures_page import FailuresPage
from tuner_gui.ui.formats import clock_text
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.trials.trial_columns import columns_of
from tuner_gui.ui.trials.trial_filter import parse_filter

LEFT = Qt.MouseButton.LeftButton


def failed(number: int, kind: str, message: str) -> TrialRecord:
    return TrialRecord(number, {"x": number}, TrialState.FAILED, error=TrialError(kind, message))


SHAPES = [failed(number, "ValueError", f"shape {number} is not 4") for number in (1, 3, 5)]
CRASH = failed(2, "died", "the worker died (signal 11)")


@pytest.fixture
def live(qapp) -> LiveStore:
    return LiveStore()


@pytest.fixture
def page(qtbot, live: LiveStore) -> FailuresPage:
    page = FailuresPage(live, Theme("dark"))
    qtbot.addWidget(page)
    page.resize(700, 400)
    page.show()
    return page


def feed(live: LiveStore, *records: TrialRecord) -> None:
    live.apply([event_of(each) for each in records])


def lines(page: FailuresPage) -> list[str]:
    labels = (page.findChild(QLabel, f"failure_{at}_line") for at in range(9))
    return [label.text() for label in labels if label is not None and label.isVisible()]


def click(page: FailuresPage, name: str) -> None:
    (button,) = (each for each in page.findChildren(QPushButton, name) if each.isVisible())
    QTest.mouseClick(button, LEFT)


def test_that_groups_come_as_trials_fail(qtbot, live, page) -> None:
    assert lines(page) == []
    with qtbot.waitSignal(page.total_changed) as told:
        feed(live, record(0), SHAPES[0], CRASH)
    assert told.args == [2]
    feed(live, *SHAPES[1:])
    qtbot.waitUntil(lambda: page.findChild(QLabel, "failure_0_count").text() == "3")
    assert lines(page) == ["ValueError: shape 1 is not 4", "the worker died (signal 11)"]


def test_that_a_group_is_put_aside_and_brought_back(live, page) -> None:
    feed(live, *SHAPES, CRASH)
    click(page, "failure_0_ignore")
    assert lines(page) == ["the worker died (signal 11)"]
    click(page, "ignored_failures")
    assert lines(page) == ["the worker died (signal 11)", "ValueError: shape 1 is not 4"]
    click(page, "failure_1_restore")
    assert lines(page) == ["ValueError: shape 1 is not 4", "the worker died (signal 11)"]


def test_that_an_action_names_its_group(qtbot, live, page) -> None:
    feed(live, *SHAPES, CRASH)
    for action in ("show", "again", "changed", "exclude"):
        with qtbot.waitSignal(page.action_requested) as asked:
            click(page, f"failure_1_{action}")
        assert asked.args[0] == action
        assert asked.args[1].numbers == (2,)


def test_that_what_cannot_be_done_says_why(live, page) -> None:
    feed(live, CRASH)
    page.set_obstacle("Choose a target to train.")
    button = page.findChild(QPushButton, "failure_0_again")
    assert (button.isEnabled(), button.toolTip()) == (False, "Choose a target to train.")
    page.set_obstacle("")
    assert button.isEnabled()
    assert button.toolTip().startswith("Run these parameters")


def test_that_a_proposal_is_answered_on_the_card(live, page) -> None:
    feed(live, *SHAPES, CRASH)
    done = []
    group = page.groups[0]
    page.propose(group, "x above 4.", lambda: done.append("excluded"))
    click(page, "dismiss_link")
    assert done == []
    page.propose(group, "x above 4.", lambda: done.append("excluded"))
    click(page, "apply_link")
    assert done == ["excluded"]
    links = page.findChildren(QPushButton, "apply_link")
    assert not any(each.isVisible() for each in links)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((7,), "trial 7"),
        ((7, 8), "trials 7 and 8"),
        (tuple(range(6)), "trials 0, 1, 2, 3, 4 and 5"),
        (tuple(range(1_300)), "trials 0, 1, 2, 3, 4 and 1,295 more"),
    ],
)
def test_that_trials_are_listed_while_they_are_few(numbers, words) -> None:
    assert trials_words(numbers) == words


def test_that_the_filter_of_a_group_shows_its_trials_and_no_others() -> None:
    others = [
        failed(7, "TypeError", "shape 3 is not 4"),
        failed(8, "RuntimeError", 'a "quoted" and a \\ backslash'),
        record(0),
    ]
    store = TrialStore.of(Objective(), [*SHAPES, CRASH, *others])
    for group in failure_groups(store):
        chosen = parse_filter(filter_text(group), columns_of(store))
        rows = list(range(len(store)))
        passing = chosen.passing(store, np.array(rows))
        assert [int(store.numbers[row]) for row in rows if passing[row]] == list(group.numbers)


def test_that_the_time_of_the_latest_one_is_told(live, page) -> None:
    at = datetime.now(UTC) - timedelta(minutes=1)
    first, second = (
        replace(each, started_at=at + timedelta(seconds=place))
        for place, each in enumerate(SHAPES[:2])
    )
    feed(live, first, second)
    about = page.findChild(QLabel, "failure_0_about").text()
    clock = clock_text(at + timedelta(seconds=1))
    assert about == f"raised ValueError · trials 1 and 3 · the latest at {clock}"


@pytest.mark.parametrize("file", ["<string>", "<s>", "x.py"])
def test_that_a_traceback_is_told_by_its_letters(
    page: FailuresPage, live: LiveStore, file: str
) -> None:
    text = f'  File "{file}", line 1, in <s>\nValueError: <b>'
    error = TrialError("ValueError", "ValueError: <b>", text)
    feed(live, replace(SHAPES[0], error=error))
    line = page.findChild(QLabel, "failure_0_line")
    assert line.text() == "ValueError: <b>"
    assert letters(hover(line)) == text


def test_that_the_end_of_a_long_traceback_is_told(page: FailuresPage, live: LiveStore) -> None:
    text = "".join(f"  File x.py, line {number}\n" for number in range(500)) + "ValueError"
    feed(live, replace(SHAPES[0], error=TrialError("ValueError", "ValueError", text)))
    tip = page.findChild(QLabel, "failure_0_line").toolTip()
    assert tip.endswith("line 499\nValueError")
    assert tip.count("\n") < 30
