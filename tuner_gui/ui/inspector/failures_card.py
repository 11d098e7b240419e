"""How many trials failed, and of what: a card with a button for each group. GUI thread."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.insight.failure_groups import FailureGroup
    from tuner_gui.ui.style.theme import Theme

_MOST_GROUPS = 4
_PADDING_X, _PADDING_Y = 10, 4
_MOST_LINES = 3
_WRAP = Qt.TextFlag.TextWordWrap


class FailureButton(QAbstractButton):
    """One group: its error, wrapped to a few lines, and how often."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._count = ""
        self.setFont(theme.ui_font(METRICS.small))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme_changed)

    def set_group(self, group: FailureGroup) -> None:
        """Shows a group."""
        self._count = f"{group.count:,}"
        self.setText(breakable(group.line))
        self.setToolTip(plain_tip(group.line))
        self.setAccessibleName(f"{group.line}, {self._count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its text in one line."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """One line of some words."""
        return QSize(120, QFontMetrics(self.font()).height() + 2 * _PADDING_Y)

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text, in pixels."""
        return self._text_height(width) + 2 * _PADDING_Y

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints text and count."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), QColor(tokens.row_hover))
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.text))
        room = QRect(
            _PADDING_X, _PADDING_Y, self._room(self.width()), self._text_height(self.width())
        )
        painter.drawText(room, _WRAP | Qt.AlignmentFlag.AlignLeft, self._cut_text())
        painter.setPen(QColor(tokens.text_second))
        edge = self.rect().adjusted(0, _PADDING_Y, -_PADDING_X, 0)
        painter.drawText(edge, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self._count)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Shows that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Shows it no longer."""
        super().leaveEvent(event)
        self.update()

    def _room(self, width: int) -> int:
        count = QFontMetrics(self.font()).horizontalAdvance(self._count)
        return max(40, width - 2 * _PADDING_X - count - METRICS.margin)

    def _text_height(self, width: int) -> int:
        most = _MOST_LINES * QFontMetrics(self.font()).lineSpacing()
        return min(self._height_of(self.text(), width), most)

    def _height_of(self, text: str, width: int) -> int:
        room = QRect(0, 0, self._room(width), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, _WRAP, text).height()

    def _cut_text(self) -> str:
        """The text, or as much of its beginning as there are lines for."""
        text, width = self.text(), self.width()
        most = self._text_height(width)
        if self._height_of(text, width) <= most:
            return text
        length = bisect_right(
            range(len(text)), most, key=lambda end: self._height_of(f"{text[:end]}…", width)
        )
        return f"{text[: length - 1].rstrip()}…"

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.update()


class FailuresCard(QFrame):
    """`9 failed in 2 groups`, and the groups; there only where something failed.

    Signals:
        group_chosen(int): the number of the first trial of a group.
        desk_requested(): show all groups, with what can be done about them.
    """

    group_chosen = Signal(int)
    desk_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "failures_card", self.tr("Failures"))
        set_role(self, "card")
        self._count = TextLabel("", "title")
        set_look(self._count, "tone", "error")
        self._in_groups = TextLabel("", "second")
        self._more = TextLabel("", "hint")
        self._count.setObjectName("failures_count")
        self._in_groups.setObjectName("failures_groups")
        self._more.setContentsMargins(_PADDING_X, 0, _PADDING_X, 4)
        self._desk = LinkButton(self.tr("Open failure desk"), "open_failure_desk")
        self._desk.setToolTip(self.tr("All groups, and what can be done about them"))
        self._desk.clicked.connect(self.desk_requested)
        self._rows = [FailureButton(theme, f"failure_group_{at}") for at in range(_MOST_GROUPS)]
        self._shown: list[FailureGroup] = []
        self._lay_out()
        self.set_groups([])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_PADDING_X, 0, _PADDING_X, 3)
        head.setSpacing(4)
        head.addWidget(self._count)
        head.addWidget(self._in_groups)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 9, 1, 6)
        layout.setSpacing(0)
        layout.addLayout(head)
        for button in self._rows:
            layout.addWidget(button)
            button.clicked.connect(self._on_clicked)
        layout.addWidget(self._more)
        foot = QHBoxLayout()
        foot.setContentsMargins(_PADDING_X, 2, _PADDING_X, 2)
        foot.addWidget(self._desk)
        foot.addStretch(1)
        layout.addLayout(foot)

    def set_groups(self, groups: Sequence[FailureGroup]) -> None:
        """Shows the first of these groups."""
        self._shown = list(groups[:_MOST_GROUPS])
        total = sum(group.count for group in groups)
        self._count.setText(self.tr("{count} failed").format(count=f"{total:,}"))
        self._in_groups.setText(
            self.tr("in {count} groups").format(count=f"{len(groups):,}") if len(groups) > 1 else ""
        )
        for at, button in enumerate(self._rows):
            button.setVisible(at < len(self._shown))
            if at < len(self._shown):
                button.set_group(self._shown[at])
        hidden = len(groups) - len(self._shown)
        self._more.setText(self.tr("and {count} more groups").format(count=f"{hidden:,}"))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(groups))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, FailureButton):
            self.group_chosen.emit(self._shown[self._rows.index(button)].numbers[0])
