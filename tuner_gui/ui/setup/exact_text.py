"""The text of an editor as it was given, which Qt's own reading of it is not. GUI thread.

`toPlainText` makes a plain blank of one that does not break, and of other marks a line's end: in a
command that would be another word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

_LINE_ENDS = re.compile("\r\n|\r|\N{PARAGRAPH SEPARATOR}")


def exact_text(editor: QPlainTextEdit) -> str:
    """Returns what an editor holds."""
    return _LINE_ENDS.sub("\n", editor.document().toRawText())


def show_exactly(editor: QPlainTextEdit, text: str) -> None:
    """Shows a text, which is no edit; an editor that says it already keeps its cursor."""
    if exact_text(editor) != _LINE_ENDS.sub("\n", text):
        with QSignalBlocker(editor):
            editor.setPlainText(text)
