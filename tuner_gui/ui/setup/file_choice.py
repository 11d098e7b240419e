"""Asks for a file or a folder; a seam, so that tests need no dialog. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtWidgets import QFileDialog, QWidget

FileChooser: TypeAlias = Callable[[QWidget, str, str], str]
"""Called with the asking widget, a title and a filter; answers a path, empty if none."""


def choose_folder(parent: QWidget, title: str, _name_filter: str) -> str:
    """Asks for a folder in the system's own dialog."""
    return QFileDialog.getExistingDirectory(parent, title)


def choose_file(parent: QWidget, title: str, name_filter: str) -> str:
    """Asks in the system's own dialog."""
    return QFileDialog.getOpenFileName(parent, title, "", name_filter)[0]
