"""A tag of a trial, with a small cross that takes it away. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS, blend

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme

_HEIGHT = 22
_RADIUS = 4
_PADDING = 7
_CROSS = 18
_WIDEST = 200


class TagChip(QWidget):
    """A word in a quiet box; too long a one is cut. Painted: a tag is never taken for HTML.

    Args:
        tag: the word.
        can_go: whether it can be taken away.

    Signals:
        removed(str): the person wants this tag away.
    """

    removed = Signal(str)

    def __init__(
        self, theme: Theme, tag: str, *, can_go: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, f"tag_{tag}", tag)
        self._theme = theme
        self.tag = tag
        self.setFont(theme.ui_font(METRICS.small))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.cross = IconButton(
            theme.icons, "close", self.tr("Take this tag away"), f"remove_tag_{tag}", parent=self
        )
        self.cross.setAccessibleName(self.tr("Take the tag {tag} away").format(tag=tag))
        theme.icons.bind(self.cross, "close", "text_second", size=12)
        self.cross.setFixedSize(_CROSS, _CROSS)
        self.cross.setVisible(can_go)
        self.cross.clicked.connect(self._on_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 2, 0)
        layout.addStretch(1)
        layout.addWidget(self.cross)
        if self._cut_text() != tag:
            self.setToolTip(plain_tip(tag))
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """As wide as its word, up to a limit."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.tag) + 1 + _PADDING + self._end()
        return QSize(min(width, _WIDEST), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints box and word."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(blend(tokens.pane, tokens.text_second, 0.16)))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setPen(QColor(tokens.text))
        room = QRect(_PADDING, 0, self.width() - _PADDING, self.height())
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, where | Qt.TextFlag.TextSingleLine, self._cut_text())
        painter.end()

    def _end(self) -> int:
        """What lies behind the word."""
        return _PADDING if self.cross.isHidden() else _CROSS + 6

    def _cut_text(self) -> str:
        room = self.sizeHint().width() - _PADDING - self._end()
        return QFontMetrics(self.font()).elidedText(self.tag, Qt.TextElideMode.ElideRight, room)

    @Slot()
    def _on_clicked(self) -> None:
        self.removed.emit(self.tag)

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.update()
