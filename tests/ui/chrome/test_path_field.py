"""A field for a path."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.path_field import PathField


def test_that_a_long_path_loses_its_front_until_it_is_edited(qtbot, theme):
    around = QWidget()
    qtbot.addWidget(around)
    field, other = PathField("/a/very/long/way/to/the/folder/project"), QLineEdit()
    column = QVBoxLayout(around)
    column.addWidget(field)
    column.addWidget(other)
    around.setFixedWidth(180)
    with qtbot.waitExposed(around):
        around.show()
    other.setFocus()
    assert field.shown_text().startswith("…")
    assert field.shown_text().endswith("project")
    elided = field.grab().toImage()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.grab().toImage() != elided
    assert field.text() == "/a/very/long/way/to/the/folder/project"
    field.setText("/short")
    assert field.shown_text() == "/short"
