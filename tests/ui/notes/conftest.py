"""A note in an active window, with another field beside it to go to."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.notes.note_editor import NoteEditor


@pytest.fixture
def window(qtbot, theme):
    """An active window with a field called `elsewhere`."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    elsewhere = QLineEdit()
    elsewhere.setObjectName("elsewhere")
    made.layout().addWidget(elsewhere)
    made.resize(300, 500)
    with qtbot.waitActive(made):
        made.show()
    elsewhere.setFocus()
    return made


@pytest.fixture
def elsewhere(window):
    return window.findChild(QLineEdit, "elsewhere")


@pytest.fixture
def editor(window, theme):
    made = NoteEditor(theme, "note")
    window.layout().insertWidget(0, made)
    window.layout().insertWidget(1, made.invitation)
    window.layout().addStretch(1)
    return made


@pytest.fixture
def committed(editor):
    """The notes that the editor has committed, in order."""
    found = []
    editor.committed.connect(found.append)
    return found
