"""Texts that can be wrapped anywhere they must. No Qt; any thread."""

from __future__ import annotations

import re

_LONG_WORD = re.compile(r"\S{18}(?=\S)")
_LONGEST = 600


def breakable(text: str, *, is_whole: bool = False) -> str:
    """Returns a text with invisible places to break in its long words.

    Args:
        text: any; a very long one is cut.
        is_whole: cut nothing.
    """
    shown = text if is_whole or len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _LONG_WORD.sub("\\g<0>\u200b", shown)
