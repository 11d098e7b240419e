from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from tuner_gui.ui.setup.exact_text import exact_text, show_exactly

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("text", ["a\N{NO-BREAK SPACE}b", "a\N{LINE SEPARATOR}b", "a\nb", "ü 🌿"])
def test_that_a_text_is_read_as_it_was_shown(qtbot: QtBot, text: str):
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.textChanged):
        show_exactly(editor, text)
    assert exact_text(editor) == text


def test_that_a_text_that_is_there_keeps_its_cursor(qtbot: QtBot):
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    show_exactly(editor, "one\r\ntwo")
    cursor = editor.textCursor()
    cursor.setPosition(2)
    editor.setTextCursor(cursor)
    show_exactly(editor, "one\r\ntwo")
    assert editor.textCursor().position() == 2
