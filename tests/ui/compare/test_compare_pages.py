"""Two sessions side by side: their spaces, and the parameters of two trials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.compare.sessions import SPACE, sweep, write
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.insight.parameter_difference import ParameterPair
from tuner_gui.ui.compare.comparison import Comparison
from tuner_gui.ui.compare.detail_pane import DetailPane
from tuner_gui.ui.compare.parameter_table import pair_texts
from tuner_gui.ui.style.theme import Theme

OTHER = HyperParamSpace().add_int("depth", 1, 64).add_choice("kind", ["gini", "entropy"])


class Person:
    def __init__(self, pane: DetailPane, qtbot: QtBot) -> None:
        self.pane, self.qtbot = pane, qtbot

    def parameters(self) -> list[tuple[str, str, str]]:
        rows = self.pane.parameters.table.rows
        return [
            tuple(str(rows.index(row, column).data()) for column in range(3))
            for row in range(rows.rowCount())
        ]

    def titles(self) -> list[str]:
        rows = self.pane.parameters.table.rows
        return [str(rows.headerData(at, Qt.Orientation.Horizontal)) for at in (1, 2)]

    def type_trial(self, which: str, text: str) -> None:
        field = self.pane.findChild(QLineEdit, f"compare_{which}_trial")
        field.selectAll()
        self.qtbot.keyClicks(field, text) if text else self.qtbot.keyClick(field, Qt.Key.Key_Delete)

    def problem(self) -> str:
        label = self.pane.findChild(QLabel, "compare_trial_problem")
        return label.text() if label.isVisible() else ""

    def chosen(self) -> list[str]:
        boxes = [self.pane.findChild(QComboBox, f"compare_{each}") for each in ("first", "second")]
        return [box.currentText() for box in boxes]


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Person]:
    comparison = Comparison()
    pane = DetailPane(comparison, theme)
    qtbot.addWidget(pane)
    pane.resize(800, 400)
    pane.show()
    extra = {"rate": 0.1, "on": True}
    one = sweep([0.5, 0.9], extra=extra)
    one[0] = replace(one[0], params={"depth": 1, "late": 3})
    comparison.add(
        [
            write(tmp_path / "one.tuner.json", one),
            write(tmp_path / "two.tuner.json", sweep([0.7, 0.6], extra=extra), space=OTHER),
            write(tmp_path / "three.tuner.json", [], space=SPACE),
        ]
    )
    qtbot.waitUntil(lambda: not comparison.reading)
    yield Person(pane, qtbot)
    comparison.shut_down()


def test_that_the_bests_of_the_first_two_are_compared_what_differs_first(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    assert person.chosen() == ["one", "two"]
    assert person.titles() == ["one · trial 1 · 0.9000", "two · trial 0 · 0.7000"]
    assert person.parameters() == [("depth", "2", "1")]


def test_that_what_is_the_same_unfolds_below(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    fold = person.pane.findChild(QPushButton, "compare_fold")
    assert fold.text() == "Show 3 parameters that are the same"
    person.qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert [name for name, _, _ in person.parameters()] == ["depth", "kind", "rate", "on"]
    assert fold.text() == "Hide 3 parameters that are the same"


def test_that_other_trials_are_chosen_by_their_numbers(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    person.type_trial("first", "0")
    assert person.titles()[0] == "one · trial 0 · 0.5000"
    assert ("late", "3", "–") in person.parameters()
    person.type_trial("first", "")
    assert person.titles()[0] == "one · trial 1 · 0.9000"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7", "one has no trial 7."),
        ("x", "A trial's number is a whole number; leave it empty for the best."),
        ("99999999999999999999", "one has no trial 99999999999999999999."),
    ],
)
def test_that_a_number_of_no_trial_is_said(person: Person, typed: str, sentence: str) -> None:
    person.pane.tabs.choose("parameters")
    person.type_trial("first", typed)
    assert person.problem() == sentence
    person.pane.findChild(QPushButton, "compare_fold").toggle()
    sentence_below = person.pane.findChild(QLabel, "compare_parameters_empty_sentence")
    assert sentence_below.text() == "Choose two trials, and what differs shows here"
    assert person.parameters() == []
    person.type_trial("first", "")
    assert person.problem() == ""


def test_that_a_session_without_a_best_says_so(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    person.pane.findChild(QComboBox, "compare_second").setCurrentIndex(2)
    assert person.problem() == "three has no complete trial."


def test_that_the_two_can_be_swapped_with_their_trials(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    person.type_trial("first", "0")
    swap = person.pane.findChild(QToolButton, "compare_swap")
    person.qtbot.mouseClick(swap, Qt.MouseButton.LeftButton)
    assert person.chosen() == ["two", "one"]
    assert person.titles() == ["two · trial 0 · 0.7000", "one · trial 0 · 0.5000"]


def test_that_the_same_trial_twice_has_no_difference(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    person.pane.findChild(QComboBox, "compare_second").setCurrentIndex(0)
    sentence = person.pane.findChild(QLabel, "compare_parameters_empty_sentence")
    assert sentence.text() == "The parameters of the two trials are the same"
    assert person.pane.findChild(QPushButton, "compare_fold").isVisible()


def test_that_the_difference_of_the_spaces_is_listed(person: Person) -> None:
    person.pane.tabs.choose("spaces")
    spaces = person.pane.spaces
    assert [each.spoken for each in spaces._list.lines()] == ["Changed depth int", "high: 100 → 64"]
    person.pane.findChild(QComboBox, "compare_second").setCurrentIndex(2)
    assert spaces._list.lines() == []
    text = person.pane.findChild(QLabel, "compare_spaces_empty_sentence").text
    assert text() == "The two search spaces are the same"
    person.pane.findChild(QComboBox, "compare_second").setCurrentIndex(0)
    assert text().startswith("Choose two sessions")


def test_that_the_parameters_can_be_copied(person: Person) -> None:
    person.pane.tabs.choose("parameters")
    table = person.pane.parameters.table
    person.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QApplication.clipboard().text().splitlines()
    assert head == "Parameter\tone · trial 1 · 0.9000\ttwo · trial 0 · 0.7000"
    assert row == "depth\t2\t1"


def test_that_values_that_differ_never_look_the_same() -> None:
    assert pair_texts(ParameterPair("x", 0.123456, 0.123457)) == ("0.123456", "0.123457")
    assert pair_texts(ParameterPair("x", 0.123456, 0.2)) == ("0.1235", "0.2")
    assert pair_texts(ParameterPair("x", "1", 1)) == ("'1'", "1")
