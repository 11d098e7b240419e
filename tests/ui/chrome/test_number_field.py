"""The number entry keeps what was typed, steps by key, and shows what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tuner_gui.ui.chrome import NumberField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.theme import Theme


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> NumberField:
    field = NumberField("high_field", "Highest value")
    qtbot.addWidget(field)
    return field


def test_that_the_text_stays_as_typed(field: NumberField, qtbot: QtBot) -> None:
    with qtbot.waitSignals([field.text_edited] * 5):
        qtbot.keyClicks(field, "1,000")
    field.set_value(1000)
    assert field.text() == "1,000"
    assert field.value() == 1000
    field.set_value(1e-5)
    assert field.text() == "1e-5"
    field.set_value(None)
    assert field.text() == ""


def test_that_setting_a_value_is_no_edit(field: NumberField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.text_edited):
        field.set_value(3)


def test_that_arrow_keys_step(field: NumberField, qtbot: QtBot) -> None:
    field.set_value(20)
    with qtbot.waitSignal(field.text_edited) as edited:
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert edited.args == ["21"]
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert field.text() == "11"


def test_that_a_log_range_steps_by_a_factor(field: NumberField, qtbot: QtBot) -> None:
    field.set_stepping(factor=10)
    field.set_value(1e-4)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "0.001"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "1e-5"


def test_that_what_is_no_number_is_not_stepped(field: NumberField, qtbot: QtBot) -> None:
    field.setText("ten")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "ten"
    assert field.value() is None


def test_that_a_problem_is_seen_and_said(field: NumberField) -> None:
    field.setToolTip("The highest value that is tried")
    field.set_problem("High must be above low (3).")
    assert field.property("invalid") == "true"
    assert field.toolTip() == field.accessibleDescription() == "High must be above low (3)."
    field.set_problem(None)
    assert field.property("invalid") == "false"
    assert field.toolTip() == "The highest value that is tried"
    assert field.accessibleDescription() == ""


def test_that_a_problem_turns_the_edge_red(field: NumberField, theme: Theme) -> None:
    field.show()
    field.clearFocus()
    field.set_problem("No number.")
    assert field.grab().toImage().pixelColor(20, 0).name() == theme.tokens.bad
