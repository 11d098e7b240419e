"""A line over the list: what a drop would do, or why an edit cannot be made. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tuner_gui.ui.chrome import TextLabel
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS

_STAYS_MS = 6_000


class ListHint(QFrame):
    """Lies over an edge of a widget while there is something to say; lets the mouse through."""

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        named(self, "space_hint", "")
        set_role(self, "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._below = below
        self._is_at_top = False
        self._label = TextLabel()
        self._label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(METRICS.gap, METRICS.tiny_gap, METRICS.gap, METRICS.tiny_gap)
        layout.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.clear)
        below.installEventFilter(self)
        self.hide()

    def say(
        self, text: str, *, away_from: int, is_refusal: bool = False, stays: bool = True
    ) -> None:
        """Shows a line.

        Args:
            text: the line.
            away_from: the height at which the person looks: the line comes at the other edge.
            is_refusal: it says why something cannot be.
            stays: until it is cleared; otherwise it goes by itself.
        """
        self._is_at_top = away_from > self._below.height() // 2
        self._label.setText(text)
        self.setAccessibleName(text)
        set_look(self, "tone", "advice" if is_refusal else "info")
        self._place()
        self.show()
        self.raise_()
        if stays:
            self._timer.stop()
        else:
            self._timer.start()

    def text(self) -> str:
        """The line that is shown; empty without one."""
        return self._label.text() if self.isVisibleTo(self._below) else ""

    @Slot()
    def clear(self) -> None:
        """Takes the line away."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays at the foot as the widget changes its size."""
        if watched is self._below and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        gap = METRICS.tiny_gap
        room = self._below.rect().adjusted(METRICS.gap, gap, -METRICS.gap, -gap)
        height = max(self.sizeHint().height(), self.heightForWidth(room.width()))
        top = room.top() if self._is_at_top else room.bottom() - height + 1
        self.setGeometry(room.x(), top, room.width(), height)
