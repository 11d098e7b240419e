"""Builds the style sheet of the program from the tokens. GUI thread."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from tuner_gui.resources import resource_path
from tuner_gui.ui.style.fonts import mono_family
from tuner_gui.ui.style.tokens import METRICS, Tokens, blend

if TYPE_CHECKING:
    from collections.abc import Callable

_PICTURES = {
    "chevron_down": ("chevron-down", "text_second"),
    "chevron_down_disabled": ("chevron-down", "text_disabled"),
    "chevron_right": ("chevron-right", "text_second"),
    "chevron_left": ("chevron-left", "text_second"),
    "check": ("check-bold", "on_accent"),
    "check_disabled": ("check-bold", "text_disabled"),
    "check_menu": ("check", "text"),
    "dash": ("dash-bold", "on_accent"),
    "radio": ("radio-dot", "on_accent"),
    "radio_disabled": ("radio-dot", "text_disabled"),
    "close": ("close", "text_second"),
    "icon_question": ("help", "accent"),
    "icon_info": ("info", "accent"),
    "icon_warning": ("warning", "warn"),
    "icon_error": ("error", "bad"),
    "sort_up": ("sort-up", "text_second"),
    "sort_down": ("sort-down", "text_second"),
}
"""Names in the template: drawing and colour."""


def build_style_sheet(tokens: Tokens, picture: Callable[[str, str], str]) -> str:
    """The style sheet for these tokens.

    Args:
        tokens: the colours.
        picture: answers the path of a drawing in a token's colour, by their names.

    Raises:
        KeyError: if the template asks for something that does not exist.
    """
    pictures = {name: picture(*drawing) for name, drawing in _PICTURES.items()}
    sizes = {name: str(size) for name, size in asdict(METRICS).items()}
    # A theme has a colour and a font size called "text": sizes go by size_….
    values = asdict(tokens) | {f"size_{name}": size for name, size in sizes.items()} | pictures
    values |= {f"{tone}_edge": _edge(tokens, tone) for tone in ("accent", "good", "warn", "bad")}
    return _template().substitute(values, mono=mono_family())


def _edge(tokens: Tokens, tone: str) -> str:
    """The edge of a tinted card: the tone, held back."""
    return blend(tokens.pane, tokens.colour(tone), 0.45)


@cache
def _template() -> Template:
    return Template(resource_path("styles", "window.qss").read_text(encoding="utf-8"))
