"""The first page leads to everything one can begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tuner_gui.ui.window.welcome_page import WelcomePage


@pytest.fixture
def page(qtbot, icons) -> WelcomePage:
    page = WelcomePage(icons)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


@pytest.mark.parametrize(
    ("card", "signal"),
    [
        ("welcome_estimator", "estimator_requested"),
        ("welcome_class", "class_requested"),
        ("welcome_open", "open_requested"),
    ],
)
def test_that_each_card_asks_for_its_way(page: WelcomePage, qtbot, card: str, signal: str) -> None:
    button = page.findChild(QPushButton, card)
    with qtbot.waitSignal(getattr(page, signal)):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_that_recent_files_and_examples_can_be_chosen(page: WelcomePage, qtbot) -> None:
    recent, example = Path("/data/mine.tuner.json"), Path("/lib/forest.tuner.json")
    page.show_files([recent], [example])
    with qtbot.waitSignal(page.session_requested) as chosen:
        page.findChild(QPushButton, "recent_mine.tuner.json").click()
    assert chosen.args == [recent]
    with qtbot.waitSignal(page.example_requested) as chosen:
        page.findChild(QPushButton, "example_forest.tuner.json").click()
    assert chosen.args == [example]
