"""Amounts of memory as people type them: `512`, `512 MB`, `1.5 GB`. No Qt; any thread."""

from __future__ import annotations

import re

from tuner_gui.ui.chrome.numbers import number_text, parse_number

_UNITS = {"": 1.0, "m": 1.0, "mb": 1.0, "mib": 1.0, "g": 1024.0, "gb": 1024.0, "gib": 1024.0}
_SIZE = re.compile(r"\s*(?P<number>[\d.,_]+(?:e[+-]?\d+)?)\s*(?P<unit>[a-z]*)\s*", re.IGNORECASE)
_GB = 1024


def parse_size(text: str) -> float | None:
    """Returns the MB that a text says; None if it says none. A bare number is MB."""
    found = _SIZE.fullmatch(text)
    number = None if found is None else parse_number(found["number"])
    if found is None or number is None or found["unit"].lower() not in _UNITS:
        return None
    return number * _UNITS[found["unit"].lower()]


def size_text(megabytes: float) -> str:
    """Returns the text that `parse_size` reads as exactly so many MB."""
    if megabytes >= _GB and megabytes % _GB == 0:
        return f"{number_text(megabytes / _GB)} GB"
    return f"{number_text(megabytes)} MB"
