"""Searching what a trial prints, also while it grows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.inspector.output_search import OutputSearch
from tuner_gui.ui.inspector.output_view import OutputView

TEXT = "Loss 1\nother\nloss 2\nLOSS 3\n"


@pytest.fixture
def view(qtbot, theme) -> Iterator[OutputView]:
    ground = QWidget()
    qtbot.addWidget(ground)
    made = OutputView()
    search = OutputSearch(theme, made)
    made.search_requested.connect(search.open)
    layout = QVBoxLayout(ground)
    layout.addWidget(search)
    layout.addWidget(made)
    ground.resize(300, 300)
    with qtbot.waitExposed(ground):
        ground.show()
    made.set_output(TEXT, is_cut=False)
    yield made
    ground.close()


@pytest.fixture
def field(qtbot, view: OutputView) -> QLineEdit:
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    found = view.window().findChild(QLineEdit, "output_search")
    assert found.isVisible()
    qtbot.keyClicks(found, "loss")
    return found


def count(view: OutputView) -> str:
    return view.window().findChild(QLabel, "output_search_count").text()


def chosen_line(view: OutputView) -> str:
    return view.textCursor().block().text()


def test_that_hits_are_counted_in_any_case_and_walked_round(qtbot, view, field):
    assert count(view) == "1 of 3"
    assert len(view.extraSelections()) == 3
    lines = []
    for _ in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Return)
        lines.append(chosen_line(view))
    assert lines == ["loss 2", "LOSS 3", "Loss 1"]
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert chosen_line(view) == "LOSS 3"


def test_that_output_that_grows_is_searched_too(view, field):
    view.set_output(TEXT + "one more loss\n", is_cut=False)
    assert count(view) == "1 of 4"


def test_that_nothing_found_is_said(qtbot, view, field):
    qtbot.keyClicks(field, "y")
    assert count(view) == "none"
    assert view.extraSelections() == []


def test_that_escape_takes_the_search_away(qtbot, view, field):
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert view.extraSelections() == []
    assert view.window().focusWidget() is view
