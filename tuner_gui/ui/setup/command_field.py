"""The field of a command line: as high as its text, proposing parameters in braces. GUI thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QSizePolicy

from tuner_gui.targets.command.template import RESERVED
from tuner_gui.ui.setup.exact_text import exact_text, show_exactly
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextDocument

    from tuner_gui.ui.style.theme import Theme

_OPEN_NAME = re.compile(r"(?<!\{)\{(?P<typed>[^{}?\s]*)$")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}?]+)(?:\?[^{}]*)?\}")
_FEWEST_LINES, _MOST_LINES = 2, 7
_AROUND = 12
_POPUP_KEYS = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
}


class CommandField(QPlainTextEdit):
    """Wraps a long command; Enter is no part of it, Tab leads on.

    Signals:
        text_edited(str): the person changed the text.
    """

    text_edited = Signal(str)

    def __init__(self, theme: Theme, name: str, accessible_name: str) -> None:
        super().__init__()
        named(self, name, accessible_name)
        set_role(self, "mono")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._told = ""
        self._names: tuple[str, ...] = ()
        self._colours = _PlaceholderColours(self.document(), theme)
        self._words = QStringListModel(self)
        self._popup = named(QListView(), f"{name}_proposals", self.tr("Parameters"))
        set_role(self._popup, "popup")
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """What is typed."""
        return exact_text(self)

    def show_text(self, text: str) -> None:
        """Shows a text; one that is there already keeps its cursor."""
        show_exactly(self, text)
        self._told = self.text()

    def set_names(self, names: Sequence[str]) -> None:
        """Says which parameters there are to propose."""
        self._names = tuple(names)
        self._colours.set_names({*names, *RESERVED})

    def sizeHint(self) -> QSize:
        """As high as the text, within limits."""
        line = self.fontMetrics().lineSpacing()
        lines = round(self.document().size().height())
        shown = max(_FEWEST_LINES, min(lines, _MOST_LINES))
        return QSize(240, shown * line + _AROUND + 2 * round(self.document().documentMargin()))

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps anew, and is as high as that takes."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the keys of the proposals to them; a brace asks for them."""
        key = Qt.Key(event.key())
        if self._popup.isVisible() and key in _POPUP_KEYS:
            event.ignore()
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.text():
            self._propose()

    @Slot()
    def _on_text_changed(self) -> None:
        if self.text() != self._told:  # colours are a change too, for Qt
            self._told = self.text()
            self.text_edited.emit(self._told)

    @Slot()
    def _fit(self) -> None:
        self.updateGeometry()

    def _propose(self) -> None:
        """Proposes names behind an open brace."""
        found = _OPEN_NAME.search(self._before_cursor())
        typed = found["typed"].lower() if found else ""
        names = (*self._names, *sorted(RESERVED))
        words = [name for name in names if typed in name.lower()] if found else []
        words.sort(key=lambda name: not name.lower().startswith(typed))
        if self.isReadOnly() or not words or words == [typed]:
            self._popup.hide()
            return
        self._words.setStringList(words)
        place = self.cursorRect()
        place.setWidth(max(160, self._popup.sizeHintForColumn(0) + 32))
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _before_cursor(self) -> str:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    @Slot(str)
    def _take(self, word: str) -> None:
        found = _OPEN_NAME.search(self._before_cursor())
        if found is None:
            return
        cursor = self.textCursor()
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(found["typed"]))
        rest = self.text()[self.textCursor().position() :]
        cursor.insertText(word if rest.startswith(("}", "?")) else f"{word}}}")
        self.setTextCursor(cursor)
        self._popup.hide()


class _PlaceholderColours(QSyntaxHighlighter):
    """Placeholders in the accent; one that is no parameter in the colour of a problem."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._names: set[str] = set()
        theme.changed.connect(self.rehighlight)

    def set_names(self, names: set[str]) -> None:
        if names != self._names:
            self._names = names
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        tokens = self._theme.tokens
        for found in _PLACEHOLDER.finditer(text):
            if found["name"] is None:
                continue
            look = QTextCharFormat()
            is_known = found["name"] in self._names
            look.setForeground(QColor(tokens.accent if is_known else tokens.bad))
            self.setFormat(found.start(), found.end() - found.start(), look)
