"""Session files as rows to press, on the first page. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from tuner_gui.ui.chrome.labels import ElidedLabel, PictureLabel, TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.style.icons import Icons

_ICON = 16
_TITLE_LINE = 18
_LONGEST = 20


class FileRow(QPushButton):
    """A file: icon and title, and something quiet about it, at the right or below."""

    def __init__(self, icons: Icons, icon: str, title: str, name: str) -> None:
        super().__init__()
        named(self, name, title)
        set_role(self, "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        picture = PictureLabel()
        picture.setFixedSize(_ICON, _TITLE_LINE)
        icons.bind(picture, icon, "text_third", size=_ICON)
        self._title = ElidedLabel(title, "accent")
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._first_line = QHBoxLayout()
        self._first_line.setSpacing(METRICS.section)
        self._first_line.addWidget(self._title)
        self._words.addLayout(self._first_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.gap, 6, METRICS.gap, 6)
        row.setSpacing(METRICS.gap)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)

    def say_beside(self, text: str) -> None:
        """Adds a quiet word or two at the right."""
        label = TextLabel(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", "hint")
        self._first_line.addStretch(1)
        self._first_line.addWidget(label)
        self._add_description(text)

    def say_below(self, text: str) -> None:
        """Adds the first of some quiet sentences under the title; all of them on hovering."""
        first, stop, _ = text.partition(". ")
        self._words.addWidget(ElidedLabel(f"{first}{stop.rstrip()}", "hint"))
        self.setToolTip(plain_tip(text))
        self._add_description(text)

    def _add_description(self, text: str) -> None:
        self.setAccessibleDescription(text)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As its words; long ones give way."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        """Keeps room for its words, where the style sheet allows buttons to be lower."""
        is_done = super().event(event)
        if event.type() in {QEvent.Type.Polish, QEvent.Type.StyleChange}:
            self.setMinimumHeight(self.sizeHint().height())
        return is_done


class FileList(QFrame):
    """A short list of files.

    Signals:
        chosen(Path): one was pressed.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def show_rows(self, rows: Sequence[tuple[Path, FileRow]]) -> None:
        """Replaces the rows."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for path, row in rows:
            row.setProperty("path", str(path))
            row.clicked.connect(self._on_clicked)
            self._rows.addWidget(row)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(Path(str(sender.property("path"))))
