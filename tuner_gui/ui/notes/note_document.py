"""A note as a document: Markdown without HTML, without pictures, with web links only. GUI thread.

A note may come with somebody else's session file. Nothing that it names is read: pictures become
their descriptions before anything is laid out, and the document answers each request for a resource
itself (Qt's own would open local files, also where the view above it refuses).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QPixmap, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from tuner_gui.ui.notes.note_links import may_open
from tuner_gui.ui.notes.note_look import dress, set_type
from tuner_gui.ui.notes.note_pieces import Piece, pieces_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from tuner_gui.ui.style.tokens import Tokens

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_MOST_LINES, _MOST_CELLS = 1_500, 1_500
"""What has more is shown as it was typed: Qt would need a second for it."""


class NoteDocument(QTextDocument):
    """A note, ready to be shown.

    Args:
        text: Markdown.
        tokens: its colours.
    """

    def __init__(self, text: str, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        set_type(self)
        if text.count("\n") > _MOST_LINES or text.count("|") > _MOST_CELLS:
            self.setPlainText(text)
            return
        # Lines between dashes at the very top would be taken for data of a file and left out.
        self.setMarkdown(f"\n{text}", _FEATURES)
        _describe_pictures(self)
        _unlink(self)
        if not self.toPlainText().strip():  # such as a picture without a description
            self.setPlainText(text)
        dress(self, tokens)

    def loadResource(self, _kind: int, _name: QUrl | str) -> QPixmap:  # noqa: N802
        """Loads nothing: whatever is asked for is one empty pixel."""
        nothing = QPixmap(1, 1)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing


def _describe_pictures(document: QTextDocument) -> None:
    """Puts what is said of each picture in its place."""
    cursor = QTextCursor(document)
    for picture in reversed(_pictures(document)):
        said = " ".join(_description(piece) for piece in picture)
        whole = Piece(picture[0].start, sum(piece.length for piece in picture), picture[0].look)
        whole.select(cursor)
        text = QCoreApplication.translate("NoteDocument", "[picture: {description}]")
        cursor.insertText(text.format(description=said), QTextCharFormat())


def _pictures(document: QTextDocument) -> list[list[Piece]]:
    """The pictures; one whose description has several looks is of several pieces."""
    found: list[list[Piece]] = []
    for piece in pieces_of(document):
        if not piece.look.isImageFormat():
            continue
        last = found[-1][-1] if found else None
        if (
            last is not None
            and last.start + last.length == piece.start
            and last.look.toImageFormat().name() == piece.look.toImageFormat().name()
        ):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _description(picture: Piece) -> str:
    return str(picture.look.property(QTextFormat.Property.ImageAltText) or "").strip()


def _unlink(document: QTextDocument) -> None:
    """Takes away the links that lead into this machine, or nowhere."""
    cursor = QTextCursor(document)
    for piece in list(pieces_of(document)):
        if piece.look.isAnchor() and not may_open(QUrl(piece.look.anchorHref())):
            look = QTextCharFormat(piece.look)
            for each in (
                QTextFormat.Property.IsAnchor,
                QTextFormat.Property.AnchorHref,
                QTextFormat.Property.AnchorName,
                QTextFormat.Property.ForegroundBrush,
                QTextFormat.Property.TextToolTip,
            ):
                look.clearProperty(each)
            piece.select(cursor)
            cursor.setCharFormat(look)
