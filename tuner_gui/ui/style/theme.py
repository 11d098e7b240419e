"""The theme in force: palette, style sheet, fonts and icons change together. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from tuner_gui.ui.style.focus_ring import FocusRing
from tuner_gui.ui.style.fonts import mono_font, ui_font
from tuner_gui.ui.style.icons import Icons
from tuner_gui.ui.style.stylesheet import build_style_sheet
from tuner_gui.ui.style.tokens import DARK, LIGHT, METRICS, Preference, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Theme(QObject):
    """Light or dark, as the person or the system says.

    Made once in app.py and passed to the widgets. What paints by itself takes its colours from
    ``tokens`` and repaints at ``changed``; the rest follows the application's style sheet.

    Signals:
        changed: the new ``Tokens``, after palette, style sheet and icons have been replaced.
    """

    changed = Signal(object)

    def __init__(self, preference: Preference = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preference: Preference = preference
        self._app: QApplication | None = None
        self._tokens = _tokens_for(preference)
        self.icons = Icons(self)
        self._focus_ring: FocusRing | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def preference(self) -> Preference:
        """What the person chose."""
        return self._preference

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    def set_preference(self, preference: Preference) -> None:
        """Chooses light, dark, or whatever the system shows."""
        self._preference = preference
        self._tell_platform()
        self._update()

    def apply(self, app: QApplication) -> None:
        """Dresses the application; later changes of the theme reach it by themselves."""
        self._app = app
        app.setStyle("Fusion")
        app.setFont(ui_font())
        self._focus_ring = FocusRing(self, app)
        self._tell_platform()
        self._dress()

    def ui_font(
        self, size: int = METRICS.text, weight: QFont.Weight = QFont.Weight.Normal
    ) -> QFont:
        """The font of the interface, ``size`` in pixels, with tabular figures."""
        return ui_font(size, weight)

    def mono_font(
        self, size: int = METRICS.small, weight: QFont.Weight = QFont.Weight.Normal
    ) -> QFont:
        """The monospaced font for parameter values and output, ``size`` in pixels."""
        return mono_font(size, weight)

    @Slot(Qt.ColorScheme)
    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._preference == "system":
            self._update()

    def _update(self) -> None:
        tokens = _tokens_for(self._preference)
        if tokens is self._tokens:
            return
        self._tokens = tokens
        self.icons.recolour(tokens)
        self._dress()
        self.changed.emit(tokens)

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setPalette(build_palette(self._tokens))
        self._app.setStyleSheet(build_style_sheet(self._tokens, self.icons.file))

    def _tell_platform(self) -> None:
        """Lets the system draw title bars and its own dialogs alike, where it can."""
        hints = QGuiApplication.styleHints()
        match self._preference:
            case "system":
                hints.unsetColorScheme()
            case "light":
                hints.setColorScheme(Qt.ColorScheme.Light)
            case "dark":
                hints.setColorScheme(Qt.ColorScheme.Dark)


def _tokens_for(preference: Preference) -> Tokens:
    if preference == "system":
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT
    return DARK if preference == "dark" else LIGHT


def build_palette(tokens: Tokens) -> QPalette:
    """The colours for what no style sheet rule reaches."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, tokens.pane),
        (role.WindowText, tokens.text),
        (role.Base, tokens.pane),
        (role.AlternateBase, tokens.raised),
        (role.Text, tokens.text),
        (role.Button, tokens.raised),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.bad),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text_third),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.pruned),
        (role.Light, tokens.hover),
        (role.Midlight, tokens.raised),
        (role.Mid, tokens.border),
        (role.Dark, tokens.outline),
        (role.Shadow, tokens.shadow),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.Link):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.text_disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Accent, QColor(tokens.outline))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.raised))
    return palette
