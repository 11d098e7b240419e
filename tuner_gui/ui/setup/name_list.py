"""A list of column names as text, both ways. No Qt; any thread."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r'[^\s",][^,\r\n]*(?<!\s)')
_ITEM = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([^,]*?))\s*(?:,|$)')


def names_text(names: Iterable[str]) -> str:
    """Returns names with commas between; one that would be read otherwise stands in quotes."""
    return ", ".join(
        name if _PLAIN.fullmatch(name) and name.isprintable() else json.dumps(name)
        for name in names
    )


def read_names(text: str) -> tuple[str, ...]:
    """Returns the names that a text lists; a comma at the end is allowed.

    Raises:
        TuningError: a quote is not closed, or a name is missing between commas.
    """
    names: list[str] = []
    at = 0
    while text[at:].strip():
        item = _ITEM.match(text, at)
        if item is None or (item[2] or "").startswith('"'):
            raise TuningError("A quote in the list of columns is not closed.")
        if not item[1] and not item[2]:
            raise TuningError("A name is missing before a comma.")
        names.append(_unquoted(item[1]) if item[1] else item[2])
        at = item.end()
    return tuple(names)


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        raise TuningError(
            f"{text} has an unknown escape.", "A backslash is written \\\\."
        ) from None
