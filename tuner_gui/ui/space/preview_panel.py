"""The page that shows what Run would do before it is pressed. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import ElidedLabel, Hairline, TextLabel
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.space.preview_table import PreviewTable
from tuner_gui.ui.space.preview_words import detail_words, rows_words, title_words
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from tuner_gui.insight.space_preview import SpacePreview
    from tuner_gui.ui.style.theme import Theme


class PreviewPanel(QWidget):
    """How many trials there will be, and the next 20 of them.

    While the space has a problem, the last preview stays, dimmed.

    Signals:
        shown(): the page came to the front: what it shows may be out of date.
    """

    shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "preview_panel", self.tr("Preview"))
        self._found: SpacePreview | None = None
        self._seconds: float | None = None
        self._workers = 1
        self._heading = TextLabel("", "title")
        self._heading.setObjectName("preview_heading")
        self._details = ElidedLabel("", "second")
        self._details.setObjectName("preview_details")
        self._note = ElidedLabel("", "hint")
        self._note.setObjectName("preview_note")
        self._table = PreviewTable(theme)
        self._empty = EmptyState(theme.icons, "dice", "", name="preview_empty")
        self._stack = QStackedWidget()
        self._lay_out()
        self.show_empty(self.tr("Add parameters and the next trials appear here"))

    def show_preview(self, found: SpacePreview) -> None:
        """Shows what the strategy would do."""
        if found.error:
            self.show_problem(found.error)
            return
        if not found.rows:
            self.show_empty(self.tr("There is nothing left to try"))
            return
        self._found = found
        self._table.show_preview(found)
        self._table.set_dimmed(False)
        self._say_note(rows_words(found))
        self._say_heading()
        self._stack.setCurrentIndex(1)

    def show_problem(self, sentence: str) -> None:
        """Keeps what was shown, dimmed, and says why there is nothing newer."""
        if self._found is None:
            self._empty.set_sentence(sentence)
            self._stack.setCurrentIndex(0)
            return
        self._table.set_dimmed(True)
        self._say_note(self.tr("From before this problem: {sentence}").format(sentence=sentence))
        set_role(self._note, "problem")

    @property
    def is_empty(self) -> bool:
        """True while a sentence stands where the trials would."""
        return self._stack.currentWidget() is self._empty

    def show_empty(self, sentence: str) -> None:
        """Says what to do, where there is nothing to show."""
        self._found = None
        self._empty.set_sentence(sentence)
        self._stack.setCurrentIndex(0)

    def set_time(self, seconds: float | None, workers: int) -> None:
        """Says how long the planned trials take; None where nobody knows."""
        self._seconds, self._workers = seconds, workers
        self._say_heading()

    def showEvent(self, event: QShowEvent) -> None:
        """Asks to be brought up to date."""
        super().showEvent(event)
        self.shown.emit()

    def _say_heading(self) -> None:
        if self._found is not None:
            self._heading.setText(title_words(self._found))
            self._details.setText(detail_words(self._found, self._seconds, self._workers))

    def _say_note(self, text: str) -> None:
        set_role(self._note, "hint")
        self._note.setText(text)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(METRICS.margin, 10, METRICS.margin, 10)
        words.setSpacing(2)
        heading = QHBoxLayout()
        heading.setSpacing(METRICS.margin)
        heading.addWidget(self._heading)
        heading.addWidget(self._details, 1)
        words.addLayout(heading)
        words.addWidget(self._note)
        page = QWidget()
        content = QVBoxLayout(page)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addLayout(words)
        content.addWidget(Hairline())
        content.addWidget(self._table, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
