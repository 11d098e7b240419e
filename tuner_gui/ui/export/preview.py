"""What will be copied or saved, as it will be: text, a difference, or a picture. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPixmap, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget, QWidget

from tuner_gui.ui.chrome import EmptyState, PictureLabel
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QResizeEvent

    from tuner_gui.ui.style.theme import Theme


class ExportPreview(QStackedWidget):
    """Shows one of text, a picture, or a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = named(QPlainTextEdit(), "export_text", self.tr("Preview"))
        set_role(self.text, "mono")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._colours = _DifferenceColours(theme, self.text)
        self.picture = _Picture()
        self._sentence = EmptyState(theme.icons, "export", "", name="export_sentence")
        for page in (self.text, self.picture, self._sentence):
            self.addWidget(page)

    def show_text(self, text: str, *, is_difference: bool = False) -> None:
        """Shows a text; the lines of a difference in their colours."""
        self._colours.is_on = is_difference
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self._colours.rehighlight()
        self.setCurrentWidget(self.text)

    def show_picture(self, image: QImage) -> None:
        """Shows a picture, as large as there is room."""
        self.picture.set_image(image)
        self.setCurrentWidget(self.picture)

    def show_sentence(self, sentence: str) -> None:
        """Says why there is nothing to see."""
        self._sentence.set_sentence(sentence)
        self.setCurrentWidget(self._sentence)


class _Picture(PictureLabel):
    """A picture that keeps its proportions."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "export_picture", self.tr("Preview of the chart"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._whole = QPixmap()

    def set_image(self, image: QImage) -> None:
        self._whole = QPixmap.fromImage(image)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        whole = self._whole.deviceIndependentSize().toSize()
        room = QSize(min(self.width(), whole.width()), min(self.height(), whole.height()))
        fitted = self._whole.scaled(
            room * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)


class _DifferenceColours(QSyntaxHighlighter):
    """Green for what comes, red for what goes; the sign at the line's start says it too."""

    def __init__(self, theme: Theme, text: QPlainTextEdit) -> None:
        super().__init__(text.document())
        self.is_on = False
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        tokens = self._theme.tokens
        if not self.is_on or not text:
            return
        look = QTextCharFormat()
        match text[0]:
            case "+" if not text.startswith("+++ "):
                look.setForeground(QColor(tokens.good))
                look.setBackground(QColor(tokens.good_soft))
            case "-" if not text.startswith("--- "):
                look.setForeground(QColor(tokens.bad))
                look.setBackground(QColor(tokens.bad_soft))
            case "@" | "+" | "-":
                look.setForeground(QColor(tokens.text_third))
            case _:
                look.setForeground(QColor(tokens.text_second))
        self.setFormat(0, len(text), look)
