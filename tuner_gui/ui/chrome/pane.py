"""The pane: a card with a title bar, of which the window is made. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
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
        self.setFixedHeight(METRICS.pane_title - 1)
        self._title = TextLabel(title, "title")
        self._subtitle = ElidedLabel("", "subtitle")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(METRICS.gap)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(METRICS.margin, 0, METRICS.margin, 0)
        self._row.setSpacing(METRICS.gap)
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle, 1)
        self._row.addLayout(self._actions)

    def sizeHint(self) -> QSize:
        """The height a dock gives its title; a dock asks for nothing else."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def set_docked(self) -> None:
        """Draws the upper edge of the card, which is otherwise the pane's."""
        set_look(self, "docked", value=True)
        self.setFixedHeight(METRICS.pane_title)

    def set_title(self, title: str) -> None:
        """Replaces the title."""
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Replaces the quiet text beside the title."""
        self._subtitle.setText(subtitle)

    def set_title_widget(self, widget: QWidget) -> None:
        """Shows a widget, such as a row of tabs, in place of title and subtitle."""
        self._title.hide()
        self._subtitle.hide()
        margins = self._row.contentsMargins()
        self._row.setContentsMargins(METRICS.gap, 0, margins.right(), 0)
        self._row.insertWidget(0, widget, 1)

    def set_tabs(self, tabs: QWidget) -> None:
        """Shows a row of tabs in place of the title; the subtitle stays beside them."""
        self._title.hide()
        margins = self._row.contentsMargins()
        self._row.setContentsMargins(METRICS.gap, 0, margins.right(), 0)
        self._row.insertWidget(0, tabs)

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
        self._card = QVBoxLayout(self)
        self._card.setContentsMargins(0, 0, 0, 0)
        self._card.setSpacing(0)
        self._card.addWidget(self.title_bar)
        self._card.addWidget(self._content, 1)

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

    def set_tabs(self, tabs: QWidget) -> None:
        """Shows a row of tabs in place of the title; the subtitle stays beside them."""
        self.title_bar.set_tabs(tabs)

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
        self._card.removeWidget(self.title_bar)
        set_look(self, "docked", value=True)
        self.title_bar.set_docked()
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
