"""Texts that can be wrapped anywhere they must. No Qt; any thread."""

from __future__ import annotations

import re

_LONG_WORD = re.compile(r"\S{18}(?=\S)")
_LONGEST = 600


def breakable(text: str) -> str:
    """Returns a text with invisible places to break in its long words; very long ones are cut."""
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _LONG_WORD.sub("\\g<0>\u200b", shown)
