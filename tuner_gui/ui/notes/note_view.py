"""A note as it reads: rendered, never trusted, as high as its text up to a limit. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QToolTip, QWidget

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.notes.note_document import NoteDocument
from tuner_gui.ui.notes.note_links import link_target, may_open, open_link
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from tuner_gui.ui.style.theme import Theme

_HIGHEST = 280
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_AROUND = 2
"""The frame, in which the focus shows."""


class NoteView(QTextBrowser):
    """Shows Markdown; a link tells where it leads, and opens only by a click or its key.

    Args:
        fills: it takes all the room there is, and scrolls.

    Signals:
        edit_requested(int): the person pressed Enter or clicked into the text; behind how many of
            the characters of its Markdown that was.
    """

    edit_requested = Signal(int)

    def __init__(
        self, theme: Theme, name: str, *, fills: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Note"))
        set_role(self, "plain")
        self._theme = theme
        self._text = ""
        self._has_limit = not fills
        self._had_selection = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Ignored, vertical)
        self.anchorClicked.connect(self._on_anchor_clicked)
        theme.changed.connect(self._on_theme_changed)

    def show_note(self, text: str) -> None:
        """Shows a note in place of the one before, from its beginning."""
        if text != self._text:
            self._text = text
            self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002, N802
        """Loads nothing."""
        return None

    def sizeHint(self) -> QSize:
        """As high as the text, up to a limit."""
        size = self.document().size()
        height = round(size.height()) + _AROUND
        if size.width() > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(240, min(height, _HIGHEST) if self._has_limit else height)

    def minimumSizeHint(self) -> QSize:
        """The same height, unless it fills what there is."""
        return QSize(80, self.sizeHint().height() if self._has_limit else 60)

    # what the person does

    def viewportEvent(self, event: QEvent) -> bool:
        """Says where the link under the pointer leads."""
        if isinstance(event, QHelpEvent):
            target = self._target_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(target) or self.toolTip(), self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keeps whether the click only takes a selection away."""
        self._had_selection = self.textCursor().hasSelection()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that selects nothing and follows no link asks for the editor."""
        super().mouseReleaseEvent(event)
        is_click = event.button() == Qt.MouseButton.LeftButton and not self._had_selection
        is_on_text = not self.anchorAt(event.position().toPoint())
        if is_click and is_on_text and not self.textCursor().hasSelection():
            event.accept()
            self.edit_requested.emit(self._place_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the editor, unless a link has been reached by key."""
        is_on_link = self.textCursor().hasSelection() and self.textCursor().charFormat().isAnchor()
        if Qt.Key(event.key()) in _ENTER and not is_on_link:
            self.edit_requested.emit(len(self._text))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; letters keep their size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps anew, and is as high as that takes."""
        super().resizeEvent(event)
        if event.oldSize().height() < self.fontMetrics().height():
            self.verticalScrollBar().setValue(0)  # Qt scrolls away where there is no room at first
        self.updateGeometry()

    def _target_at(self, at: QPoint) -> str:
        url = QUrl(self.anchorAt(at))
        return link_target(url) if may_open(url) else ""

    def _place_at(self, at: QPoint) -> int:
        cursor = self.cursorForPosition(at)
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        word, start = cursor.selectedText(), cursor.selectionStart()
        return place_in_source(self._text, self.document().toPlainText(), start, word)

    def _render(self) -> None:
        before = self.document()
        self.setDocument(NoteDocument(self._text, self._theme.tokens, self))
        self.verticalScrollBar().setValue(0)
        if isinstance(before, NoteDocument):
            before.deleteLater()
        self.updateGeometry()

    @Slot(QUrl)
    def _on_anchor_clicked(self, url: QUrl) -> None:
        open_link(url)

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        if self._text:
            self._render()


def place_in_source(source: str, rendered: str, start: int, word: str) -> int:
    """Returns behind which character of the Markdown a word ends that was found as it reads.

    Args:
        source: the Markdown.
        rendered: what it reads as.
        start: where the word begins in that.
        word: the word; of one that is not found, the end of the Markdown is the answer.
    """
    at = -1
    for _ in range(rendered.count(word, 0, start) + 1 if word else 0):
        found = source.find(word, at + 1)
        if found < 0:
            break
        at = found
    return len(source) if at < 0 else at + len(word)
