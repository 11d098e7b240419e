"""The typefaces: the system's own, in pixels, with figures of one width. GUI thread."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from tuner_gui.ui.style.tokens import METRICS

_GENERIC = {"", "Sans", "Sans Serif", "Sans-Serif", "Helvetica"}
"""What Qt answers on Linux without a desktop theme: no choice of anybody's."""

_PREFERRED = ("Inter", "Cantarell", "Ubuntu", "Noto Sans", "DejaVu Sans")
_PREFERRED_MONO = ("JetBrains Mono", "Noto Sans Mono", "Ubuntu Mono", "DejaVu Sans Mono")


def ui_font(size: int = METRICS.text, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the interface, ``size`` in pixels, with tabular figures."""
    return _shaped(QFont(_ui_family()), size, weight)


def mono_font(size: int = METRICS.small, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The monospaced font for parameter values and output, ``size`` in pixels."""
    font = QFont(mono_family())
    font.setStyleHint(QFont.StyleHint.Monospace)
    return _shaped(font, size, weight)


@cache
def _ui_family() -> str:
    return _family(QFontDatabase.SystemFont.GeneralFont, _PREFERRED)


@cache
def mono_family() -> str:
    """The family of ``mono_font``, for style sheets."""
    return _family(QFontDatabase.SystemFont.FixedFont, _PREFERRED_MONO)


def _family(system: QFontDatabase.SystemFont, preferred: tuple[str, ...]) -> str:
    family = QFontDatabase.systemFont(system).family()
    if family not in _GENERIC and family.lower() != "monospace":
        return family
    installed = set(QFontDatabase.families())
    return next((name for name in preferred if name in installed), family)


def _shaped(font: QFont, size: int, weight: QFont.Weight) -> QFont:
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
