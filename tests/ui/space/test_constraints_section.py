"""Constraints by real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.feasible_line import FeasibleLine
from tuner_gui.ui.space.survey import SpaceFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


@pytest.fixture
def grid(hands: FormHands) -> Iterator[FormHands]:
    """A form with two numbers that a constraint can relate."""
    space = HyperParamSpace().add_int("heads", 1, 10).add_int("width", 1, 10)
    hands.model.load(SpaceDraft.from_space(space.add_choice("mode", ["a", "b"])))
    yield hands
    hands.model.close()


def add(hands: FormHands, text: str = "") -> None:
    link = hands.find(QPushButton, "space_add_constraint")
    hands.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    key = hands.model.draft.constraints[-1].key
    field = hands.field(f"constraint_{key}")
    assert field.hasFocus()
    hands.qtbot.keyClicks(field, text)
    hands.qtbot.keyClick(field, Qt.Key.Key_Space)  # closes the proposals


def proposals(key: int) -> QWidget:
    name = f"space_constraint_{key}_proposals"
    return next(each for each in QApplication.topLevelWidgets() if each.objectName() == name)


def texts(hands: FormHands) -> list[str]:
    return [each.text.strip() for each in hands.model.draft.constraints]


def test_that_a_typed_constraint_holds_and_says_how_much_keeps_it(grid: FormHands):
    section = grid.find(QWidget, "space_constraints")
    assert not section.isVisible()
    add(grid, "heads < width")
    assert section.isVisible()
    assert [each.text.strip() for each in grid.space().constraints] == ["heads < width"]
    grid.qtbot.waitUntil(lambda: grid.text("footer") == "Grid: 90 combinations")
    words = grid.text("feasible")
    assert words.startswith("≈ 4")
    assert words.endswith("% of the space keeps them")


def test_that_an_empty_line_says_nothing_yet(grid: FormHands):
    add(grid)
    assert grid.sentences() == []
    assert grid.space().constraints == ()
    assert not grid.find(QLabel, "space_feasible").isVisible()


def test_that_a_problem_stands_beneath_its_line_and_in_the_footer(grid: FormHands):
    add(grid, "heads < width")
    add(grid, "heads < depth")
    assert grid.sentences() == ["There is no parameter depth."]
    assert grid.field("constraint_0").property("invalid") != "true"
    assert grid.field("constraint_1").property("invalid") == "true"
    assert grid.text("footer") == "1 constraint has a problem"
    assert grid.model.space is None
    grid.click_row(0)
    grid.type_into("low", "x")
    assert grid.text("footer") == "1 parameter and 1 constraint have problems"


def test_that_an_equality_of_continuous_parameters_is_refused_with_its_reason(hands: FormHands):
    add(hands, "max_features == ccp_alpha")
    (sentence,) = hands.sentences()
    assert "max_features is continuous, so == would never hold" in sentence


def test_that_names_are_proposed_and_taken_by_key(grid: FormHands):
    add(grid)
    field = grid.field("constraint_0")
    grid.qtbot.keyClicks(field, "wi")
    popup = proposals(0)
    assert popup.isVisible()
    grid.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text().strip() == "width"
    grid.qtbot.keyClicks(field, " > mo")
    assert not popup.isVisible()  # a choice of texts is no number
    grid.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    grid.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    grid.qtbot.keyClicks(field, "he")
    grid.qtbot.keyClick(popup, Qt.Key.Key_Tab)
    assert texts(grid) == ["width > heads"]


def test_that_a_constraint_is_removed_by_its_button(grid: FormHands):
    add(grid, "heads < 3")
    add(grid, "width < 3")
    button = grid.find(QToolButton, "space_constraint_0_remove")
    grid.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert texts(grid) == ["width < 3"]
    assert grid.field("constraint_1").text().strip() == "width < 3"


def test_that_escape_leads_back_to_the_list(grid: FormHands):
    add(grid, "heads < 3")
    grid.press(Qt.Key.Key_Escape)
    assert grid.list.hasFocus()


def test_that_a_row_renamed_key_by_key_takes_its_constraints_along(grid: FormHands):
    add(grid, "heads < width")
    grid.click_row(0)
    steps = []
    grid.model.edited.connect(steps.append)
    grid.type_into("name", "width2")  # passes by the name of another row
    assert texts(grid) == ["width2 < width"]
    assert grid.field("constraint_0").text().strip() == "width2 < width"
    assert {step.merge for step in steps} == {steps[0].merge}
    assert grid.sentences() == []


def test_that_typing_a_constraint_is_one_step_with_a_name(grid: FormHands):
    add(grid)
    steps = []
    grid.model.edited.connect(steps.append)
    grid.qtbot.keyClicks(grid.field("constraint_0"), "3 < 4")
    assert {step.label for step in steps} == {"Change constraint"}
    assert len({step.merge for step in steps}) == 1


def test_that_a_locked_form_shows_its_constraints_but_keeps_them(grid: FormHands):
    add(grid, "heads < 3")
    grid.form.set_locked(True)
    before = grid.model.draft
    grid.qtbot.keyClicks(grid.field("constraint_0"), "0")
    remove = grid.find(QToolButton, "space_constraint_0_remove")
    grid.qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert grid.model.draft == before
    assert not grid.find(QPushButton, "space_add_constraint").isEnabled()


def test_that_another_space_brings_its_own_constraints(grid: FormHands):
    add(grid, "heads < 3")
    other = HyperParamSpace().add_int("x", 1, 2).add_constraint("x > 1").add_constraint("x < 9")
    grid.model.load(SpaceDraft.from_space(other))
    assert grid.field("constraint_0").text() == "x > 1"
    assert grid.field("constraint_1").text() == "x < 9"
    grid.model.load(SpaceDraft())
    assert not grid.find(QWidget, "space_constraints").isVisible()
    assert not grid.find(QPushButton, "space_add_constraint").isVisible()


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (0.4321, "≈ 43 % of the space keeps them"),
        (0.0042, "≈ 0.4 % of the space keeps them"),
        (0.995, "≈ 99.5 % of the space keeps them"),
        (1.0, "All of the space keeps them"),
        (0.0, "Next to nothing of the space keeps them"),
        (None, ""),
    ],
)
def test_that_a_part_is_said_in_words(qtbot: QtBot, part, words):
    line = FeasibleLine()
    qtbot.addWidget(line)
    line.show_facts(SpaceFacts(feasible_part=part))
    assert line.text() == words


def test_that_a_short_wait_keeps_the_words_and_a_long_one_says_so(qtbot: QtBot):
    line = FeasibleLine()
    qtbot.addWidget(line)
    line.show_facts(SpaceFacts(feasible_part=0.5))
    line.show_facts(None)
    assert line.text() == "≈ 50 % of the space keeps them"
    qtbot.waitUntil(lambda: line.text() == "Finding which part of the space keeps them…")


def test_that_a_mended_constraint_is_no_problem_from_the_next_moment(grid: FormHands):
    add(grid, "heads < width9")
    assert grid.text("footer") == "1 constraint has a problem"
    grid.qtbot.keyClick(grid.field("constraint_0"), Qt.Key.Key_Backspace)
    grid.qtbot.keyClick(grid.field("constraint_0"), Qt.Key.Key_Backspace)
    assert grid.model.space is not None
    assert "problem" not in grid.text("footer")
