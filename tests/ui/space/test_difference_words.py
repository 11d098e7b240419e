"""A difference in the words of the dialog."""

from __future__ import annotations

from hypothesis import given
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.space.spaces import spaces
from tuner_gui.core.domains import Constant, Float
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.insight.space_difference import space_difference
from tuner_gui.ui.space.difference_view import DifferenceView
from tuner_gui.ui.space.difference_words import DifferenceLine, as_text, difference_lines, summary

BEFORE = (
    HyperParamSpace()
    .add_choice("kernel", ["linear", "rbf"])
    .add_float("C", 0.1, 10.0, log=True)
    .add_float("gamma", 0.0, 1.0, when={"kernel": "rbf"})
    .add_int("degree", 2, 5)
    .add_constraint("C < 5")
)
AFTER = HyperParamSpace(
    [
        Parameter("degree", BEFORE["degree"].kind),
        Parameter("kernel", BEFORE["kernel"].kind),
        Parameter("C", Constant(0.5), (), Float(0.1, 100.0)),
        Parameter("seed", Constant(7)),
    ]
).add_constraint("C < degree")


def lines_of(before, after) -> list[DifferenceLine]:
    return difference_lines(space_difference(before, after), before, after)


def test_that_rows_and_fields_are_told_in_words():
    assert [line.spoken for line in lines_of(BEFORE, AFTER)] == [
        "Moved degree int from place 4 to 1",
        "Changed C float",
        "high: 10.0 → 100.0",
        "log scale: on → off",
        "held value: none → 0.5",
        "Added seed constant always 7",
        "Removed gamma float when kernel = rbf · 0.0 – 1.0",
        "Added C < degree constraint",
        "Removed C < 5 constraint",
    ]


def test_that_conditions_and_kinds_are_told_with_their_old_values():
    before = BEFORE
    after = (
        HyperParamSpace()
        .add_choice("kernel", ["linear", "rbf", "1"])
        .add_float("C", 0.1, 10.0, log=True)
        .add_constant("gamma", None, when={"kernel": ["rbf", "1"]})
        .add_int("degree", 2, 5)
        .add_constraint("C < 5")
    )
    fields = [line.spoken for line in lines_of(before, after) if line.change == "field"]
    assert fields == [
        'values: linear, rbf → linear, rbf, "1"',
        "kind: Float → Constant",
        "low: 0.0 → none",
        "high: 1.0 → none",
        'active when kernel is: rbf → rbf, "1"',
        "value: none → null",
    ]


def test_that_the_summary_counts_what_there_is():
    assert summary(space_difference(BEFORE, AFTER)) == "2 added · 2 removed · 1 changed · 1 moved"
    assert summary(space_difference(BEFORE, BEFORE)) == ""


def test_that_the_lines_can_be_copied_as_text():
    assert as_text(lines_of(BEFORE, AFTER)).splitlines()[:4] == [
        "↕ degree Int from place 4 to 1",
        "~ C Float",
        "    high: 10.0 → 100.0",
        "    log scale: on → off",
    ]


@given(spaces(), spaces())
def test_that_any_difference_has_words(before, after):
    lines = lines_of(before, after)
    assert bool(lines) == (before != after)
    assert all(line.spoken for line in lines)


def test_that_selected_lines_are_copied_by_key(qtbot, theme):
    view = DifferenceView(theme)
    qtbot.addWidget(view)
    view.show_lines(lines_of(BEFORE, AFTER))
    view.show()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QApplication.clipboard().text().splitlines()) == 9
    view.setCurrentIndex(view.model().index(5, 0))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "+ seed Constant always 7\n"
    assert not view.grab().isNull()
