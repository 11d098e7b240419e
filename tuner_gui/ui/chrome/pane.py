"""The pane: a card with a title bar, of which the window is made. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import ElidedLabel, TextLabel
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS


class PaneTitleBar(QFrame):
    """Title, quiet subtitle, and on the right a place for actions."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "pane-title")
        self.setObjectName("pane_title_bar")
        self.setFixedHeight(METRICS.pane_title)
        self._title = TextLabel(title, "title")
        self._subtitle = ElidedLabel("", "subtitle")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(METRICS.gap)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, 0, METRICS.margin, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle, 1)
        layout.addLayout(self._actions)

    def set_title(self, title: str) -> None:
        """Replaces the title."""
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Replaces the quiet text beside the title."""
        self._subtitle.setText(subtitle)

    def set_title_widget(self, widget: QWidget) -> None:
        """Shows a widget, such as a row of tabs, in place of title and subtitle."""
        layout = self.layout()
        if not isinstance(layout, QHBoxLayout):
            return
        self._title.hide()
        self._subtitle.hide()
        layout.setContentsMargins(METRICS.gap, 0, METRICS.margin, 0)
        layout.insertWidget(0, widget, 1)

    def add_action_widget(self, widget: QWidget) -> None:
        """Appends a control at the right."""
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class Pane(QFrame):
    """A card on the ground of the window: title bar above, body below.

    The body is clipped to the round corners, so that a table may fill it to the edge.
    """

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, title)
        set_role(self, "pane")
        self.title_bar = PaneTitleBar(title, self)
        self._content = QWidget(self)
        set_role(self._content, "pane-body")
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.title_bar)
        layout.addWidget(self._content, 1)

    def set_title(self, title: str) -> None:
        """Replaces the title, for the eye and for a screen reader."""
        self.title_bar.set_title(title)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Replaces the quiet text beside the title."""
        self.title_bar.set_subtitle(subtitle)

    def set_title_widget(self, widget: QWidget) -> None:
        """Shows a widget, such as a row of tabs, in place of title and subtitle."""
        self.title_bar.set_title_widget(widget)

    def add_action_widget(self, widget: QWidget) -> None:
        """Appends a control at the right of the title bar."""
        self.title_bar.add_action_widget(widget)

    def set_body(self, widget: QWidget) -> None:
        """Fills the pane with one widget, in place of what it held."""
        while (item := self.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
        self.body.addWidget(widget)

    def release_title_bar(self) -> PaneTitleBar:
        """Hands the title bar to a dock, which draws it on top of the pane."""
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.title_bar)
            layout.setContentsMargins(1, 0, 1, 1)
        set_look(self, "docked", value=True)
        set_look(self.title_bar, "docked", value=True)
        return self.title_bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the body inside the round corners."""
        super().resizeEvent(event)
        self._content.setMask(_bottom_rounded(self._content))


def _bottom_rounded(widget: QWidget) -> QRegion:
    radius = METRICS.pane_radius - 1
    path = QPainterPath()
    path.addRoundedRect(QRectF(widget.rect()), radius, radius)
    region = QRegion(path.toFillPolygon().toPolygon())
    return region.united(QRegion(0, 0, widget.width(), max(0, widget.height() - radius)))
