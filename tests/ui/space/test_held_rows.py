"""Holding a row at a value, bells, weights and notes by real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel

from tests.ui.space.test_row_editor import choose_kind
from tuner_gui.core.domains import Choice, Constant, Int, LogNormal, Normal
from tuner_gui.core.errors import SpaceProblem
from tuner_gui.core.kinds import GridKind, TpeKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import SpaceDraft

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


def switch(hands: FormHands, name: str) -> QCheckBox:
    box = hands.find(QCheckBox, f"space_{name}")
    hands.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    return box


def notes(hands: FormHands) -> list[str]:
    return [
        each.text() for each in hands.form.findChildren(QLabel, "field_note") if each.isVisible()
    ]


def test_that_a_row_is_held_at_its_middle_and_comes_back_as_it_was(hands: FormHands):
    hands.click_row(2)
    before = hands.model.draft
    box = switch(hands, "use")
    assert not box.isChecked()
    assert hands.field("disabled").hasFocus()
    assert hands.field("disabled").selectedText() == "12"
    parameter = hands.space()["max_depth"]
    assert (parameter.kind, parameter.set_aside) == (Constant(12), Int(3, 20))
    row = hands.row_at(2)
    assert (row.words, row.is_disabled, row.sketch.shape) == ("held at 12", True, "spike")
    assert hands.field("low").text() == "3"

    hands.qtbot.keyClicks(hands.field("disabled"), "7")
    assert hands.space()["max_depth"].kind == Constant(7)
    assert hands.row_at(2).words == "held at 7"
    switch(hands, "use")
    assert hands.model.draft == before
    assert not hands.field("disabled").isVisible()


def test_that_a_screen_reader_hears_that_a_row_is_held(hands: FormHands):
    hands.click_row(2)
    switch(hands, "use")
    assert hands.row_at(2).spoken == "max_depth, Int, held at 12"


def test_that_a_held_value_that_cannot_be_read_is_said_at_its_field(hands: FormHands):
    hands.click_row(2)
    switch(hands, "use")
    hands.type_into("disabled", "1, 2")
    (sentence,) = hands.sentences()
    assert "one value" in sentence
    assert hands.field("disabled").property("invalid") == "true"
    assert hands.row_at(2).problem == sentence
    assert hands.model.space is None
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Return)
    assert hands.field("disabled").hasFocus()


def test_that_a_value_outside_the_range_is_noted_calmly(hands: FormHands):
    hands.click_row(2)
    switch(hands, "use")
    hands.type_into("disabled", "null")
    assert hands.sentences() == []
    assert hands.space()["max_depth"].kind == Constant(None)
    (note,) = notes(hands)
    assert "outside its own range" in note
    assert hands.row_at(2).note == note
    assert hands.text("footer").startswith("No grid")


def test_that_a_held_row_needs_no_grid_points(hands: FormHands):
    hands.model.set_demand(GridKind().limits)
    assert hands.text("footer") == "No grid: max_features and ccp_alpha are continuous"
    assert hands.row_at(3).problem
    hands.click_row(3)
    switch(hands, "use")
    assert hands.row_at(3).problem == ""
    hands.click_row(4)
    switch(hands, "use")
    assert hands.model.problems == {}
    assert hands.text("footer") == f"Grid: {451 * 3 * 18:,} combinations"


def test_that_the_switch_is_one_step_with_a_name(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    hands.click_row(2)
    switch(hands, "use")
    switch(hands, "use")
    assert [step.label for step in steps] == ["Hold max_depth", "Use max_depth"]


def test_that_a_locked_form_keeps_its_held_rows(hands: FormHands):
    hands.click_row(2)
    hands.form.set_locked(True)
    before = hands.model.draft
    assert not hands.find(QCheckBox, "space_use").isEnabled()
    switch(hands, "use")
    assert hands.model.draft == before


def test_that_a_log_range_becomes_a_fitting_log_bell(hands: FormHands):
    hands.click_row(4)
    choose_kind(hands, "Log-normal")
    kind = hands.space()["ccp_alpha"].kind
    assert isinstance(kind, LogNormal)
    assert (kind.low, kind.high) == (1e-5, 1e-2)
    assert hands.field("mean").text() == "-8.059"
    assert hands.text("bell").startswith("Half of all values lie below 0.000316")
    before = hands.row_at(4).sketch
    hands.type_into("deviation", "0.3")
    assert hands.row_at(4).sketch != before
    assert hands.row_at(4).words.endswith("0.000316 ×÷ 1.35 · 1e-5 – 0.01")


def test_that_a_bell_without_a_deviation_says_so_there(hands: FormHands):
    hands.click_row(3)
    choose_kind(hands, "Normal")
    assert hands.space()["max_features"].kind == Normal(0.55, 0.225, 0.1, 1.0)
    hands.type_into("deviation", "0")
    (sentence,) = hands.sentences()
    assert "above 0" in sentence
    assert hands.field("deviation").property("invalid") == "true"
    assert not hands.find(QLabel, "space_bell").isVisible()


def test_that_a_grid_refuses_a_bell_at_its_kind(hands: FormHands):
    hands.click_row(3)
    choose_kind(hands, "Normal")
    hands.model.set_demand(GridKind().limits)
    assert hands.find(QComboBox, "space_kind").property("invalid") == "true"
    assert hands.sentences() == ["A grid cannot take a bell; choose another strategy or kind."]


def test_that_weights_and_order_are_typed_and_drawn(hands: FormHands):
    hands.click_row(1)
    assert hands.row_at(1).sketch.shape == "squares"
    hands.type_into("weights", "4, 2, 1")
    switch(hands, "ordered")
    names = ["gini", "entropy", "log_loss"]
    assert hands.space()["criterion"].kind == Choice(names, weights=[4, 2, 1], ordered=True)
    assert hands.row_at(1).sketch.heights == (1, 0.5, 0.25)
    hands.type_into("weights", "4, 2")
    assert hands.sentences() == ["Give one weight for each value: 3, not 2."]
    assert hands.field("weights").property("invalid") == "true"
    assert hands.field("values").property("invalid") != "true"


def test_that_a_note_stands_at_row_field_and_foot_and_keeps_nobody_from_running(
    hands: FormHands,
):
    hands.click_row(1)
    hands.type_into("weights", "4, 2, 1")
    hands.model.set_demand(TpeKind().limits)
    said = "The weights are not used; TPE learns how often to try each value."
    assert hands.model.problems == {}
    assert hands.model.space is not None
    assert hands.row_at(1).note == said
    assert hands.row_at(1).problem == ""
    assert notes(hands) == [said]
    assert hands.field("weights").property("invalid") != "true"
    hands.click_row(0)
    assert notes(hands) == [f"criterion: {said}"]


def test_that_a_problem_goes_before_a_note(hands: FormHands):
    def demand(each):
        yield SpaceProblem(each.name, "low", "Noted.", is_note=True)
        yield SpaceProblem(each.name, "high", "Wrong.")

    hands.model.load(SpaceDraft.from_space(HyperParamSpace().add_int("x", 1, 2)))
    hands.model.set_demand(demand)
    assert (hands.row_at(0).problem, hands.row_at(0).note) == ("Wrong.", "Noted.")
    assert hands.row_at(0).spoken.endswith("Problem: Wrong., Note: Noted.")
