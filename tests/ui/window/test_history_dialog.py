"""The history of a sweep: times and sentences, as they come, and copied as text."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeWidget, QWidget

from tuner_gui.sweep.control import ControlEntry
from tuner_gui.ui.window.history_dialog import HistoryDialog

NOW = datetime.now().astimezone()
FIRST = ControlEntry(NOW, "Paused.")
SECOND = ControlEntry(NOW, "Resumed.")


@pytest.fixture
def parent(qtbot, theme):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(parent, theme):
    made = HistoryDialog(theme, parent)
    made.show()
    return made


def rows(dialog: HistoryDialog) -> list[str]:
    shown = dialog.findChild(QTreeWidget, "history_list")
    return [shown.topLevelItem(at).text(1) for at in range(shown.topLevelItemCount())]


def test_that_entries_come_as_they_happen(dialog, parent) -> None:
    dialog.show_history([])
    assert dialog.findChild(QWidget, "history_empty").isVisible()
    dialog.show_history([FIRST])
    dialog.show_history([FIRST, SECOND])
    assert rows(dialog) == ["Paused.", "Resumed."]
    assert dialog.findChild(QTreeWidget, "history_list").isVisible()


def test_that_another_sweep_has_another_history(dialog, parent) -> None:
    dialog.show_history([FIRST, SECOND])
    dialog.show_history([SECOND])
    assert rows(dialog) == ["Resumed."]


def test_that_it_is_copied_as_text(dialog, parent) -> None:
    dialog.show_history([FIRST, SECOND])
    button = dialog.findChild(QPushButton, "history_copy")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Paused.", "Resumed."]
