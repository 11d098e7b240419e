"""Which links of a note may be opened, and how one says where it leads. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

_OPENED: Final = frozenset({"http", "https", "mailto"})


def may_open(url: QUrl) -> bool:
    """Says whether a link leads to the web or to a mail; nothing else is opened."""
    return url.isValid() and url.scheme().lower() in _OPENED


def open_link(url: QUrl) -> None:
    """Opens a link outside the program, where it may be opened."""
    if may_open(url):
        QDesktopServices.openUrl(url)


def link_target(url: QUrl) -> str:
    """Returns where a link leads, letter by letter: what only looks like another is told apart."""
    return bytes(url.toEncoded().data()).decode("ascii")
