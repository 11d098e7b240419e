"""Buttons beyond the plain one: links in the text and small buttons with an icon. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import Role, named, set_role

if TYPE_CHECKING:
    from tuner_gui.ui.style.icons import Icons


class LinkButton(QPushButton):
    """A button that reads as a link: an action beside the text it belongs to."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        named(self, name, text)
        set_role(self, "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class RoleButton(QPushButton):
    """A push button: normal, ``"primary"`` (one in a window) or ``"danger"``."""

    def __init__(
        self, text: str, name: str, role: Role = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        named(self, name, text)
        set_role(self, role)


class IconButton(QToolButton):
    """A small square button that shows only an icon and says in its tool tip what it does."""

    def __init__(
        self,
        icons: Icons,
        icon: str,
        tip: str,
        name: str,
        *,
        colour: str = "text_second",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, tip)
        self.setToolTip(plain_tip(tip))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.bind(self, icon, colour, size=16)
        self.setFixedSize(26, 26)
