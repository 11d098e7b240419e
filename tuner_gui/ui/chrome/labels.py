"""Small pieces of text and the hairline between sections. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import Role, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Hairline(QFrame):
    """One pixel between two sections, horizontal or vertical."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "hairline")
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class PictureLabel(QLabel):
    """A label for an icon or a logo; given a text, it would show that as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)


class TextLabel(QLabel):
    """A label in one of the style sheet's roles; plain text, whatever it is given."""

    def __init__(
        self, text: str = "", role: Role | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role is not None:
            set_role(self, role)


class WrappedLabel(TextLabel):
    """A label on as many lines as it needs; no text, however long its words, makes it wider."""

    def __init__(
        self, text: str = "", role: Role | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("", role, parent)
        self._full = ""
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Replaces the text."""
        self._full = text
        super().setText(breakable(text))

    def text(self) -> str:
        """The text, without the places to break."""
        return self._full

    def clear(self) -> None:
        """Shows nothing."""
        self.setText("")


class FieldLabel(TextLabel):
    """The quiet name above a field; its mnemonic leads there."""

    def __init__(
        self, text: str, buddy: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "field", parent)
        if buddy is not None:
            self.setBuddy(buddy)


class ElidedLabel(TextLabel):
    """A label that gives way: too long a text ends in an ellipsis and is told in the tool tip."""

    def __init__(
        self, text: str = "", role: Role | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role, parent)
        self._full = text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802
        """Replaces the text."""
        self._full = text
        self.updateGeometry()
        self._elide()

    def full_text(self) -> str:
        """The text without ellipsis."""
        return self._full

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._full) + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis."""
        return QSize(min(24, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the text to the new width."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        QLabel.setText(self, shown)
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")


class Headline(QWidget):
    """One large number and, below it, what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = TextLabel("", "headline")
        self._caption = TextLabel("", "second")
        self._number.setObjectName("headline_number")
        self._caption.setObjectName("headline_caption")
        self._caption.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._number)
        layout.addWidget(self._caption)

    def set_value(self, number: str, caption: str = "") -> None:
        """Shows a number as it is to be read, and the line below it."""
        self._number.setText(number)
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        self.setAccessibleName(f"{number} {caption}".strip())

    def number(self) -> str:
        """The number shown."""
        return self._number.text()
