"""Whatever has the keyboard wears the ring, and the ring keeps to it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tuner_gui.ui.style.roles import set_role

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(QPushButton("Run"))
    layout.addWidget(QLineEdit("3"))
    layout.addWidget(QLineEdit("20"))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def ring(page: QWidget) -> QWidget | None:
    return page.findChild(QWidget, "focus_ring")


def fields(page: QWidget) -> list[QLineEdit]:
    return page.findChildren(QLineEdit)


def test_that_a_field_wears_the_ring_and_takes_it_along(page: QWidget) -> None:
    low, high = fields(page)
    for field in (low, high):
        field.setFocus()
        worn = ring(page)
        assert worn is not None
        assert worn.geometry() == field.geometry().adjusted(-2, -2, 2, 2)
    high.move(high.pos() + QPoint(5, 7))
    assert worn.geometry() == high.geometry().adjusted(-2, -2, 2, 2)


def test_that_a_page_without_the_keyboard_has_no_ring(page: QWidget) -> None:
    fields(page)[0].setFocus()
    assert ring(page) is not None
    page.hide()
    assert ring(page) is None


def test_that_a_button_wears_it_only_when_reached_by_key(page: QWidget, qtbot: QtBot) -> None:
    button = page.findChild(QPushButton)
    fields(page)[0].setFocus()
    page.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert ring(page) is None
    qtbot.keyClick(fields(page)[0], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    fields(page)[0].setFocus()
    qtbot.keyClick(fields(page)[0], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert button.hasFocus()
    assert ring(page) is not None


def test_that_a_bare_field_wears_none(page: QWidget) -> None:
    low, high = fields(page)
    set_role(high, "bare")
    low.setFocus()
    high.setFocus()
    assert ring(page) is None


def test_that_a_field_in_a_scroll_area_is_followed_and_clipped(qtbot: QtBot, theme: Theme) -> None:
    area, content = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    field = QLineEdit(content)
    field.setGeometry(20, 100, 80, 30)
    content.resize(200, 900)
    area.setWidget(content)
    area.resize(220, 200)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    field.setFocus()
    worn = area.viewport().findChild(QWidget, "focus_ring")
    assert worn.parentWidget() is area.viewport()
    area.verticalScrollBar().setValue(60)
    assert worn.y() == 100 - 60 - 2


def test_that_an_exit_with_an_open_window_takes_the_ring_away_first() -> None:
    program = """
import atexit
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
app = QApplication([])
page = QWidget()
atexit.register(lambda: print("at exit:", page.findChild(QWidget, "focus_ring")))
from tuner_gui.ui.style.theme import Theme
theme = Theme("light")
theme.apply(app)
field = QLineEdit()
QVBoxLayout(page).addWidget(field)
page.show()
page.activateWindow()
field.setFocus()
app.processEvents()
print("worn:", page.findChild(QWidget, "focus_ring") is not None)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ended.stdout.splitlines() == ["worn: True", "at exit: None"]
