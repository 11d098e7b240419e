"""Messages in the window, not modal boxes: banners, cards, empty states. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import IconButton, LinkButton, RoleButton
from tuner_gui.ui.chrome.labels import PictureLabel, TextLabel, WrappedLabel
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.icons import Icons

Tone = Literal["plain", "info", "advice", "error", "good"]

_ICONS: dict[Tone, tuple[str, str]] = {
    "plain": ("info", "text_second"),
    "info": ("info", "accent"),
    "advice": ("warning", "warn"),
    "error": ("error", "bad"),
    "good": ("check", "good"),
}


@dataclass(frozen=True, slots=True)
class NoticeLink:
    """An action offered by a message; ``key`` comes back in ``link_activated``."""

    key: str
    text: str


class Links(QWidget):
    """A row of links.

    Signals:
        activated: the key of the link.
    """

    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(METRICS.margin)

    def set_links(self, links: Sequence[NoticeLink]) -> None:
        """Replaces the links."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for link in links:
            button = LinkButton(link.text, f"{link.key}_link")
            button.setProperty("key", link.key)
            button.clicked.connect(self._on_clicked)
            self._row.addWidget(button)
        self.setVisible(bool(links))

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.activated.emit(str(sender.property("key")))


class Banner(QFrame):
    """One line across the window: what happened, what was kept, what can be done.

    Signals:
        link_activated: the key of a link.
        dismissed: the person closed it.
    """

    link_activated = Signal(str)
    dismissed = Signal()

    def __init__(self, icons: Icons, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Message"))
        set_role(self, "banner")
        self._icons = icons
        self._icon = PictureLabel()
        self._text = WrappedLabel()
        self._text.setObjectName(f"{name}_text")
        self._links = Links()
        self._close = IconButton(icons, "close", self.tr("Dismiss"), f"{name}_close")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, 4, 6, 4)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._links)
        layout.addWidget(self._close)
        self._links.activated.connect(self.link_activated)
        self._close.clicked.connect(self._on_close_clicked)
        self.hide()

    def show_message(
        self, text: str, tone: Tone = "info", links: Sequence[NoticeLink] = ()
    ) -> None:
        """Shows a message in place of the one before."""
        self._icons.bind(self._icon, *_ICONS[tone], size=18)
        self._text.setText(text)
        self._links.set_links(links)
        set_look(self, "tone", tone)
        self.setAccessibleDescription(text)
        self.show()

    def text(self) -> str:
        """The message; empty while there is none."""
        return self._text.text()

    @Slot()
    def clear(self) -> None:
        """Takes the message away."""
        self._text.clear()
        self.hide()

    @Slot()
    def _on_close_clicked(self) -> None:
        self.clear()
        self.dismissed.emit()


class NoticeCard(QFrame):
    """A small card in a pane: title in a tone, some lines, links.

    Signals:
        link_activated: the key of a link.
    """

    link_activated = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        set_role(self, "banner")
        self._title = TextLabel("", "title")
        self._title.setObjectName(f"{name}_title")
        self._text = TextLabel("", "small")
        self._text.setObjectName(f"{name}_text")
        self._links = Links()
        for label in (self._title, self._text):
            label.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._links)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(3)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self._links.activated.connect(self.link_activated)

    def show_notice(
        self,
        title: str,
        text: str,
        tone: Tone = "plain",
        links: Sequence[NoticeLink] = (),
        *,
        is_tinted: bool = True,
    ) -> None:
        """Replaces title, text, tone and links; without tint only the title has the tone."""
        self._title.setText(title)
        set_look(self._title, "tone", tone)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._links.set_links(links)
        set_look(self, "tone", tone if is_tinted else "plain")
        named(self, self.objectName(), title)
        self.setAccessibleDescription(text)


class EmptyState(QWidget):
    """What stands where there is nothing yet: an icon, what to do, and perhaps the button for it.

    Signals:
        activated: the button was pressed.
    """

    activated = Signal()

    def __init__(
        self,
        icons: Icons,
        icon: str,
        sentence: str,
        button: str = "",
        *,
        name: str = "empty_state",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = PictureLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        icons.bind(self._icon, icon, "text_third", size=32)
        self._sentence = WrappedLabel("", "second")
        self._sentence.setObjectName(f"{name}_sentence")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = RoleButton(button, f"{name}_button")
        self._button.setVisible(bool(button))
        self._button.clicked.connect(self.activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(METRICS.chapter,) * 4)
        layout.setSpacing(METRICS.margin)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._sentence)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.set_sentence(sentence)

    def set_sentence(self, sentence: str) -> None:
        """Replaces the sentence."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
