"""What tests of marks share: where stars are, and who says what."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tests.ui.trials.test_trial_table_view import LEFT, NO_KEY, shown_numbers
from tuner_gui.core.marks import TrialMark
from tuner_gui.ui.trials.row_painter import ROW

STARRED, HIDDEN = TrialMark(is_starred=True), TrialMark(is_hidden=True)


def mark_of(live, number):
    return live.store.marks.of(number)


def box_of(table, key):
    """A column as it lies in the viewport."""
    (box,) = (each for each in table.columns.boxes() if each.column.key == key)
    return box


def star_place(table, number):
    """Where the star of a trial is in the viewport."""
    box = box_of(table, "star")
    position = shown_numbers(table).index(number)
    top = position * ROW - table.verticalScrollBar().value()
    return QPoint(box.left + box.width // 2, top + ROW // 2)


def click_star(table, number, modifiers=NO_KEY):
    QTest.mouseClick(table.viewport(), LEFT, modifiers, star_place(table, number))


def has_ink(table, picture, number):
    """Whether anything is painted where a trial's star would be."""
    at = star_place(table, number)
    around = [QPoint(at.x() + dx, at.y() + dy) for dx in range(-7, 8) for dy in range(-7, 8)]
    return len({picture.pixelColor(each).rgb() for each in around}) > 1


def hidden_button(panel):
    return panel.findChild(QToolButton, "trial_hidden_button")
