"""Closing the window: a running sweep is asked about once, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import psutil
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from tests.flows.conftest import Person
from tuner_gui import TrialState
from tuner_gui.session.file import read_session


def answer(button_text: str, asked: list[str], shown: list[str] | None = None) -> None:
    """Presses a button of the question that comes up next; its texts go to `shown`."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        asked.append(box.objectName())
        if shown is not None:
            shown.extend(each.text().replace("\u200b", "") for each in box.findChildren(QLabel))
        next(b for b in box.findChildren(QPushButton) if button_text in b.text()).click()

    QTimer.singleShot(20, press)


def children() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


@pytest.fixture
def before() -> set[psutil.Process]:
    """The processes that other tests share, such as a virtual display."""
    return children()


@pytest.fixture
def running(before: set[psutil.Process], person: Person) -> Person:
    """A window whose sweep has one finished trial and two slow ones."""
    person.show_quick_setup(trials=50, seconds=0.3)
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 1)
    return person


def test_that_closing_can_be_thought_better_of(running: Person) -> None:
    asked: list[str] = []
    answer("Keep running", asked)
    running.window.close()
    assert asked == ["close_question"]
    assert running.window.isVisible()
    assert running.phase.is_active


def test_that_stopping_lets_trials_finish_saves_and_closes(
    before: set[psutil.Process], running: Person
) -> None:
    asked: list[str] = []
    answer("Stop and save", asked)
    running.window.close()
    assert running.window.isVisible()  # until the running trials have ended
    running.wait(lambda: not running.window.isVisible())
    assert asked == ["close_question"]
    saved = read_session(running.workbench.session.path)
    assert list(saved.records) == list(running.store.records())
    assert {record.state for record in saved.records} == {TrialState.COMPLETE}
    assert children() <= before


def test_that_aborting_saves_what_is_finished_and_leaves_no_process(
    before: set[psutil.Process], running: Person
) -> None:
    asked: list[str] = []
    answer("Abort and save", asked)
    running.window.close()
    running.wait(lambda: not running.window.isVisible(), timeout_ms=10_000)
    saved = read_session(running.workbench.session.path)
    states = [record.state for record in saved.records]
    assert states.count(TrialState.COMPLETE) >= 1
    assert states.count(TrialState.STOPPED) == 2
    assert asked == ["close_question"]
    assert children() <= before


def test_that_an_edited_setup_is_asked_about_and_cancel_stays(person: Person) -> None:
    person.show_quick_setup()
    person.type_into("setup_trials", "77")
    asked: list[str] = []
    answer("Cancel", asked)
    person.window.close()
    assert asked == ["changes_question"]
    assert person.window.isVisible()


def test_that_nothing_is_asked_where_nothing_can_be_lost(person: Person) -> None:
    person.window.close()
    assert not person.window.isVisible()


def test_that_the_window_comes_back_as_it_was_left(new_window: Callable[[], Person]) -> None:
    first = new_window()
    first.show_quick_setup()
    first.window.actions_.themes.actions()[1].trigger()
    first.workbench.workspace.pane_actions()[2].trigger()
    first.window.close()
    second = new_window()
    second.show_quick_setup()
    assert second.workbench.panels.trials.isVisible()
    assert not second.workbench.panels.inspector.isVisible()
    assert not second.window.theme.tokens.is_dark
    assert second.window.actions_.themes.checkedAction().data() == "light"
