"""What the fields of a row are called in the middle of a sentence. No Qt; any thread."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "points": "grid points",
    "constant": "value",
    "disabled": "held value",
    "log": "log scale",
    "ordered": "order",
}
"""Those that are not called what the draft and the document call them."""


def field_words(field: str) -> str:
    """Returns `high`, `grid points`, `held value`."""
    return _WORDS.get(field, field)
