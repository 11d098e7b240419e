"""What a stranger's text may do to a window: how it reads there, and what it makes Qt look at."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage, Qt, QTextDocumentFragment
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

HARM = '<b>x<img src="canary">'
"""It begins as HTML and names a picture; a file or a tag may be called so."""

_IN_OPEN, _IN_ACCESS, _IN_NONBLOCK = 0x20, 0x1, 0o4000


class Watch:
    """Tells whether a file was opened or read, as the kernel of Linux knows it.

    Qt keeps pictures that it has loaded: what looks at one a second time may not be noticed.
    """

    def __init__(self, path: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd: int = self._libc.inotify_init1(_IN_NONBLOCK)
        assert self._libc.inotify_add_watch(self._fd, os.fsencode(path), _IN_OPEN | _IN_ACCESS) >= 0

    def was_touched(self) -> bool:
        """Whether anybody looked at it since the last call."""
        try:
            return bool(os.read(self._fd, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Watches no longer."""
        os.close(self._fd)


def red_picture(path: Path) -> Path:
    """Writes a picture that nobody is to look at."""
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    assert image.save(str(path), "PNG")
    return path


def letters(text: str) -> str:
    """What a person reads of a tool tip or of a label that leaves it to Qt what its text is."""
    read = QTextDocumentFragment.fromHtml(text).toPlainText() if is_rich(text) else text
    return read.replace("\u200b", "")


def is_rich(text: str) -> bool:
    """Whether Qt takes a text for rich text."""
    return Qt.mightBeRichText(text)


def hover(widget: QWidget, at: QPoint | None = None) -> str:
    """Rests the pointer on a widget, in its middle if nothing else is said; returns its tip."""
    target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    place = target.rect().center() if at is None else at
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, target.mapToGlobal(place))
    QApplication.sendEvent(target, event)
    return QToolTip.text()
