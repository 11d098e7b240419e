"""Icons in the colours of the theme, kept current when it changes. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel
from shiboken6 import isValid

from tuner_gui.resources import resource_path
from tuner_gui.ui.style.artwork import Artwork
from tuner_gui.ui.style.tokens import METRICS, Tokens

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme


@dataclass(frozen=True, slots=True)
class _Binding:
    """What an action, a button or a label shows."""

    name: str
    colour: str
    size: int


class Icons(QObject):
    """Draws the icons of ``resources/icons`` in the colours of a theme.

    A colour is the name of a field of ``Tokens``: ``"text"``, ``"accent"``, ``"bad"``.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._tokens: Tokens = theme.tokens
        self._artwork = Artwork()
        self._made: dict[tuple[str, str], QIcon] = {}
        self._bound: WeakKeyDictionary[QObject, _Binding] = WeakKeyDictionary()

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """The icon in the colours now in force; it does not follow a theme change."""
        key = (name, colour)
        if key not in self._made:
            self._made[key] = self._make(name, colour)
        return self._made[key]

    def pixmap(
        self, name: str, size: int = METRICS.icon, colour: str = "text", ratio: float = 1.0
    ) -> QPixmap:
        """The icon as a square picture of ``size`` device-independent pixels."""
        return self.icon(name, colour).pixmap(QSize(size, size), ratio)

    def bind(
        self,
        target: QAction | QAbstractButton | QLabel,
        name: str,
        colour: str = "text",
        size: int = METRICS.icon,
    ) -> None:
        """Shows the icon on ``target`` and keeps it in the colours of the theme.

        Binding again replaces the icon. ``size`` counts for labels and buttons.
        """
        binding = _Binding(name, colour, size)
        self._bound[target] = binding
        self._show(target, binding)

    def file(self, name: str, colour: str) -> str:
        """The path of the recoloured drawing, for a style sheet's ``url()``."""
        return self._artwork.path(name, self._tokens.colour(colour))

    @Slot(object)
    def recolour(self, tokens: Tokens) -> None:
        """Redraws everything bound; the theme calls this before it tells anybody else."""
        self._tokens = tokens
        self._made.clear()
        for target, binding in list(self._bound.items()):
            if isValid(target):
                self._show(target, binding)

    def _show(self, target: QObject, binding: _Binding) -> None:
        match target:
            case QLabel():
                ratio = target.devicePixelRatioF()
                target.setPixmap(self.pixmap(binding.name, binding.size, binding.colour, ratio))
            case QAbstractButton():
                target.setIcon(self.icon(binding.name, binding.colour))
                target.setIconSize(QSize(binding.size, binding.size))
            case QAction():
                target.setIcon(self.icon(binding.name, binding.colour))

    def _make(self, name: str, colour: str) -> QIcon:
        icon = QIcon()
        normal = self._artwork.path(name, self._tokens.colour(colour))
        disabled = self._artwork.path(name, self._tokens.text_disabled)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            icon.addFile(normal, QSize(), mode)
        icon.addFile(disabled, QSize(), QIcon.Mode.Disabled)
        return icon


def app_icon() -> QIcon:
    """The program's own icon, the same in every theme."""
    return QIcon(str(resource_path("icons", "app.svg")))
