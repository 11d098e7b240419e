"""How every message box of the window is made: a sentence, what it means, room around it.

GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QMessageBox

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

_INDENT = 15
"""What Qt leaves free at the left of a text without a picture."""

_WIDEST = 480
_SENTENCE = "qt_msgbox_label"
"""What Qt calls the label of the text."""


def message_box(
    parent: QWidget,
    name: str,
    title: str,
    sentence: str,
    more: str,
    *,
    picture: QPixmap | None = None,
) -> QMessageBox:
    """Returns a box without buttons; its texts are shown as they are, whatever is in them."""
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # before the texts, which Qt would guess about
    box.setText(breakable(sentence))
    box.setInformativeText(more)
    if picture is not None:
        box.setIconPixmap(picture)
    for label in box.findChildren(QLabel):
        label.setContentsMargins(0, 0, 0, 0)
        label.setIndent(0)
        if label.objectName() == _SENTENCE:
            give_width(label)
    layout = box.layout()
    if layout is not None:
        left = METRICS.chapter - (_INDENT if picture is None else 0)
        layout.setContentsMargins(left, METRICS.chapter, METRICS.chapter, METRICS.section)
    return box


def put_below_text(box: QMessageBox, widget: QWidget) -> None:
    """Gives a box one thing more, between its texts and its buttons."""
    layout, buttons = box.layout(), box.findChild(QDialogButtonBox)
    text = box.findChild(QLabel, _SENTENCE)
    if not isinstance(layout, QGridLayout) or buttons is None or text is None:
        return
    layout.removeWidget(buttons)
    row, columns = layout.rowCount(), layout.columnCount()
    column = next((each for each in range(columns) if _stands_in(layout, text, each)), 0)
    layout.addWidget(widget, row, column, 1, columns - column)
    layout.setRowMinimumHeight(row + 1, METRICS.margin)
    layout.addWidget(buttons, row + 2, 0, 1, columns)


def give_width(label: QLabel) -> None:
    """Lets a sentence be as wide as it is, and wraps it beyond: Qt would cut its end off."""
    label.ensurePolished()
    width = label.fontMetrics().horizontalAdvance(label.text()) + 4
    label.setWordWrap(True)
    label.setMinimumWidth(max(label.minimumWidth(), min(width, _WIDEST)))


def _stands_in(layout: QGridLayout, widget: QWidget, column: int) -> bool:
    item = layout.itemAtPosition(0, column)
    return item is not None and item.widget() is widget
