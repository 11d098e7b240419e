"""The names beside their colours, above the chart; a click hides a line. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from tuner_gui.ui.chrome.flow import FlowLayout
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.series import paint_swatch
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from tuner_gui.ui.compare.comparison import ComparedSession
    from tuner_gui.ui.style.theme import Theme

_HEIGHT = 24
_SWATCH = 18
_WIDEST_NAME = 220
_PADDING = 6


class LegendEntry(QAbstractButton):
    """A piece of the line and the name; unchecked, the line is not drawn.

    Signals:
        pointed(bool): the pointer came, or left.
    """

    pointed = Signal(bool)

    def __init__(self, session: ComparedSession, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = session.path
        self.slot = session.slot
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_session(session)
        theme.changed.connect(self._on_theme_changed)

    def show_session(self, session: ComparedSession) -> None:
        """Takes the name of the session, and whether it is drawn."""
        self.setText(session.name)
        self.setChecked(not session.is_hidden)
        named(self, f"compare_legend_{session.slot}", session.name)
        does = self.tr("Show its line") if session.is_hidden else self.tr("Hide its line")
        self.setToolTip(plain_tip(f"{session.path}\n{does}"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the line and the name."""
        width = min(_WIDEST_NAME, self._metrics().horizontalAdvance(self.text()) + 2)
        return QSize(_PADDING + _SWATCH + METRICS.gap + width + _PADDING, _HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tells of it."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Tells of it."""
        super().leaveEvent(event)
        self.pointed.emit(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints line and name; both are faint where the line is hidden."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(self.rect(), METRICS.control_radius, METRICS.control_radius)
        swatch = QRectF(_PADDING, 0, _SWATCH, self.height())
        if self.isChecked():
            paint_swatch(painter, swatch, tokens, self.slot)
        else:
            painter.setPen(QPen(QColor(tokens.border), 3))
            middle = swatch.center().y()
            painter.drawLine(QPointF(swatch.left(), middle), QPointF(swatch.right(), middle))
        left = _PADDING + _SWATCH + METRICS.gap
        box = QRect(left, 0, self.width() - left - _PADDING, self.height())
        font = self._theme.ui_font(METRICS.small)
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if self.isChecked() else tokens.text_third))
        elided = self._metrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, box.width() + 1
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.end()

    def _metrics(self) -> QFontMetrics:
        font: QFont = self._theme.ui_font(METRICS.small)
        return QFontMetrics(font)

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.update()


class Legend(QWidget):
    """All entries, on as many lines as they need.

    Signals:
        toggled(Path, bool): a line is to be drawn, or not.
        pointed(Path | None): the pointer is over an entry, or over none.
    """

    toggled = Signal(object, bool)
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "compare_legend", self.tr("Lines"))
        self._theme = theme
        self._flow = FlowLayout(METRICS.tiny_gap, 0, self)
        self._entries: list[LegendEntry] = []

    def show_sessions(self, sessions: Sequence[ComparedSession]) -> None:
        """Shows these; entries of the same sessions stay, with the keyboard and the pointer."""
        keys = [(each.path, each.slot) for each in sessions]
        if keys != [(entry.path, entry.slot) for entry in self._entries]:
            self._replace(sessions)
        for entry, each in zip(self._entries, sessions, strict=True):
            entry.show_session(each)

    def stops(self) -> Sequence[QWidget]:
        """Returns where Tab stops, in order."""
        return self._entries

    def _replace(self, sessions: Sequence[ComparedSession]) -> None:
        for entry in self._entries:
            self._flow.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = [LegendEntry(each, self._theme, self) for each in sessions]
        for entry in self._entries:
            self._flow.addWidget(entry)
            entry.clicked.connect(self._on_clicked)
            entry.pointed.connect(self._on_pointed)
            entry.show()
        self.updateGeometry()

    @Slot(bool)
    def _on_clicked(self, is_shown: bool) -> None:
        entry = self.sender()
        if isinstance(entry, LegendEntry):
            self.toggled.emit(entry.path, is_shown)

    @Slot(bool)
    def _on_pointed(self, is_over: bool) -> None:
        entry = self.sender()
        path: Path | None = entry.path if isinstance(entry, LegendEntry) and is_over else None
        self.pointed.emit(path)
