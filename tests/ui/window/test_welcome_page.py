"""The first page leads to everything one can begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from tests.foreign_texts import letters
from tuner_gui.session.naming import journal_file
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
        ("welcome_script", "script_requested"),
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


def test_that_the_recent_list_comes_with_the_first_session(page: WelcomePage) -> None:
    def headings() -> list[str]:
        labels = page.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible() and is_heading(each)]

    page.show_files([], [Path("/lib/forest.tuner.json")])
    assert headings() == ["Start", "Examples"]
    page.show_files([Path("/data/mine.tuner.json")], [Path("/lib/forest.tuner.json")])
    assert headings() == ["Start", "Recent", "Examples"]


def is_heading(label: QLabel) -> bool:
    return label.property("role") == "title" and not isinstance(label.parent(), QPushButton)


def test_that_an_example_says_what_it_shows(page: WelcomePage, tmp_path: Path) -> None:
    example = tmp_path / "forest.tuner.json"
    example.write_text('{"notes": "A forest that tells benign cells from malignant ones."}')
    page.show_files([], [example])
    row = page.findChild(QPushButton, "example_forest.tuner.json")
    said = [label.text() for label in row.findChildren(QLabel)]
    assert "A forest that tells benign cells from malignant ones." in said
    assert row.accessibleDescription() in said


def test_that_long_names_stay_in_their_column(page: WelcomePage, qtbot) -> None:
    path = Path(f"/data/{'long-' * 40}name.tuner.json")
    page.show_files([path], [])
    row = page.findChild(QPushButton, f"recent_{path.name}")
    qtbot.waitUntil(lambda: row.parentWidget().rect().contains(row.geometry()))
    assert any(label.text().endswith("…") for label in row.findChildren(QLabel))
    assert letters(row.toolTip()) == str(path)


def test_that_there_is_a_way_back_to_a_sweep(page: WelcomePage, qtbot) -> None:
    back = page.findChild(QPushButton, "welcome_back")
    assert not back.isVisible()
    page.show_back(is_possible=True)
    with qtbot.waitSignal(page.back_requested):
        back.click()


def test_that_a_low_window_scrolls_and_squeezes_no_row(
    page: WelcomePage, qtbot, tmp_path: Path
) -> None:
    examples = [tmp_path / f"example-{number}.tuner.json" for number in range(8)]
    for path in examples:
        path.write_text('{"notes": "An estimator on a CSV file. It tells three growers apart."}')
    page.show_files([Path(f"/data/{number}.tuner.json") for number in range(9)], examples)
    page.resize(1000, 420)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    rows = [page.findChild(QPushButton, f"example_{path.name}") for path in examples]
    assert all(row.height() >= row.sizeHint().height() for row in rows)
    assert rows[-1].toolTip() == "An estimator on a CSV file. It tells three growers apart."
    texts = {label.text() for label in rows[-1].findChildren(QLabel)}
    assert "An estimator on a CSV file." in texts


def test_that_an_interrupted_session_is_told_from_the_others(
    page: WelcomePage, tmp_path: Path
) -> None:
    killed, sound = tmp_path / "killed.tuner.json", tmp_path / "sound.tuner.json"
    journal_file(killed).write_bytes(b'{"event":"begun"}\n')
    page.show_files([killed, sound], [])
    said = {
        path: page.findChild(QPushButton, f"recent_{path.name}").accessibleDescription()
        for path in (killed, sound)
    }
    assert said[killed] == "Interrupted; its trials are safe. Open it to go on."
    assert "Interrupted" not in said[sound]
