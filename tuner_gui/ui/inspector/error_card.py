"""Why a trial has no metric: the error in a card, its traceback to unfold. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.style.roles import named, set_look, set_role

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialError

_TRACEBACK_LINES = 12


class ErrorCard(QFrame):
    """Kind, message and, on demand, the traceback."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "error_card", self.tr("Error of the trial"))
        set_role(self, "banner")
        self._kind = TextLabel("", "title")
        self._message = TextLabel("", "small")
        self._kind.setObjectName("error_kind")
        self._message.setObjectName("error_message")
        for label in (self._kind, self._message):
            label.setWordWrap(True)
        self._toggle = LinkButton("", "traceback_toggle")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._on_toggled)
        self._traceback = self._make_traceback()
        self._lay_out()

    def _make_traceback(self) -> QPlainTextEdit:
        text = named(QPlainTextEdit(), "error_traceback", self.tr("Traceback"))
        set_role(text, "mono")
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        return text

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.addWidget(self._toggle)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(4)
        layout.addWidget(self._kind)
        layout.addWidget(self._message)
        layout.addLayout(links)
        layout.addWidget(self._traceback)

    def set_error(self, error: TrialError | None, *, is_failure: bool) -> None:
        """Shows an error, or goes away; what was stopped on purpose is no failure."""
        self.setVisible(error is not None)
        if error is None:
            return
        tone = "error" if is_failure else "plain"
        set_look(self, "tone", tone)
        set_look(self._kind, "tone", tone)
        title = error.title or ("" if error.reason else error.kind)
        self._kind.setText(breakable(title))
        self._kind.setVisible(bool(title))
        self._message.setText(breakable(error.reason))
        self._message.setVisible(bool(error.reason))
        self._toggle.setVisible(bool(error.traceback))
        self._traceback.setPlainText(error.traceback)
        self._fit_traceback(error.traceback)
        self._on_toggled(self._toggle.isChecked())

    def _fit_traceback(self, text: str) -> None:
        lines = min(text.count("\n") + 1, _TRACEBACK_LINES)
        line = self._traceback.fontMetrics().lineSpacing()
        self._traceback.setFixedHeight(lines * line + 36)

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:
        self._toggle.setText(self.tr("Hide traceback") if is_open else self.tr("Show traceback"))
        self._toggle.setAccessibleName(self._toggle.text())
        self._traceback.setVisible(is_open and self._toggle.isVisibleTo(self))
