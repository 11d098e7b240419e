"""The pieces of a document that look alike, to be looked at and changed. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextCharFormat, QTextDocument


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one look.

    Args:
        start: the position of its first character in the document.
        length: how many characters it has.
        look: how they look.
    """

    start: int
    length: int
    look: QTextCharFormat

    def select(self, cursor: QTextCursor) -> None:
        """Selects the piece."""
        cursor.setPosition(self.start)
        cursor.setPosition(self.start + self.length, QTextCursor.MoveMode.KeepAnchor)


def pieces_of(document: QTextDocument) -> Iterator[Piece]:
    """Yields the pieces of a document, which is not to be changed meanwhile."""
    block = document.begin()
    while block.isValid():
        # A `for` over the block itself crashes PySide at pictures.
        place = block.begin()
        while not place.atEnd():
            found = place.fragment()
            yield Piece(found.position(), found.length(), found.charFormat())
            place += 1
        block = block.next()
