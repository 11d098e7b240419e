"""What is typed never makes the pane wider, however long it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.specs import ClassSpec, CsvSpec
from tuner_gui.core.table_specs import ColumnSplit, FractionSplit

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

LONG = "a" * 999


def widths_of(hands: PanelHands) -> list[int]:
    """Returns how wide the pane is, and how wide it and what slides in it must be."""
    for _ in range(3):  # layouts within layouts
        hands.qtbot.wait(1)
    pane, content = hands.panel, hands.find(QScrollArea, "setup_scroll").widget()
    return [pane.width(), pane.minimumSizeHint().width(), content.minimumSizeHint().width()]


@pytest.mark.parametrize("text", [LONG, f"{LONG[:990]} < b", f"n_estimators < {LONG[:980]}"])
def test_that_a_long_constraint_leaves_the_width(hands: PanelHands, text: str):
    hands.panel.set_config(READY)
    before = widths_of(hands)
    hands.click("space_add_constraint")
    field = hands.field("space_constraint_0")
    field.setText(text)
    hands.qtbot.keyClick(field, Qt.Key.Key_Space)
    assert hands.panel.problems()
    assert widths_of(hands) == before
    status = hands.find(QLabel, "setup_status")
    assert status.isVisible()
    assert status.minimumSizeHint().width() < 200


def test_that_a_constraint_is_repeated_in_short(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.click("space_add_constraint")
    field = hands.field("space_constraint_0")
    field.setText(LONG)
    hands.qtbot.keyClick(field, Qt.Key.Key_Space)
    assert all(len(sentence) < 250 for sentence in hands.panel.problems())
    assert all(len(sentence) < 250 for sentence in hands.sentences())


@pytest.mark.parametrize("field", ["name", "low", "high", "step", "points"])
def test_that_a_long_text_in_a_row_leaves_the_width(hands: PanelHands, field: str):
    hands.panel.set_config(READY)
    for selected in (0, 2):
        hands.panel.model.space.select(selected)
        before = widths_of(hands)
        hands.field(f"space_{field}").setText(LONG)
        hands.qtbot.keyClick(hands.field(f"space_{field}"), Qt.Key.Key_X)
        assert widths_of(hands) == before


@pytest.mark.parametrize("field", ["setup_trials", "setup_seed", "setup_folds", "setup_workers"])
def test_that_a_long_text_in_a_setting_leaves_the_width(hands: PanelHands, field: str):
    hands.panel.set_config(READY)
    before = widths_of(hands)
    hands.field(field).setText(LONG)
    hands.qtbot.keyClick(hands.field(field), Qt.Key.Key_X)
    assert widths_of(hands) == before


def test_that_long_names_in_data_leave_the_width(hands: PanelHands):
    table = CsvSpec(path="a.csv", target_column="y", split=FractionSplit(fraction=0.5))
    hands.panel.set_config(replace(READY, dataset=table))
    before = widths_of(hands)
    split = ColumnSplit(column=LONG, values=(LONG,))
    table = CsvSpec(path=f"{LONG}.csv", target_column=LONG, columns=(LONG,), split=split)
    hands.panel.set_config(replace(READY, dataset=table))
    assert widths_of(hands) == before


def test_that_a_long_path_of_a_class_leaves_the_width(hands: PanelHands):
    hands.panel.set_config(replace(READY, target=ClassSpec(path="a.py:B")))
    before = widths_of(hands)
    hands.panel.set_config(replace(READY, target=ClassSpec(path=f"{LONG}.py:B")))
    assert widths_of(hands) == before
