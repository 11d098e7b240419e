"""Durations as people type them: `90`, `10 min`, `1 h 30 min`. No Qt; any thread."""

from __future__ import annotations

import re

from tuner_gui.ui.chrome.numbers import number_text, parse_number

_UNITS: dict[str, float] = {
    name: seconds
    for names, seconds in (
        ("ms", 0.001),
        ("s sec secs second seconds", 1.0),
        ("m min mins minute minutes", 60.0),
        ("h hr hrs hour hours", 3600.0),
        ("d day days", 86400.0),
    )
    for name in names.split()
}
_PART = re.compile(r"\s*(?P<number>[\d.,_]+(?:e[+-]?\d+)?)\s*(?P<unit>[a-z]*)\s*,?", re.IGNORECASE)
_LONGEST_IN_WORDS = 1e9


def parse_duration(text: str) -> float | None:
    """Returns the seconds that a text says; None if it says none. A bare number is seconds."""
    total, at = 0.0, 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return None
        number = parse_number(part["number"].rstrip(","))
        unit = part["unit"].lower()
        if number is None or (unit and unit not in _UNITS):
            return None
        total += number * _UNITS[unit or "s"]
        at = part.end()
    return total if text.strip() else None


def duration_text(seconds: float) -> str:
    """Returns the text that `parse_duration` reads as exactly these seconds."""
    if not float(seconds).is_integer() or not 0 < seconds < _LONGEST_IN_WORDS:
        return f"{number_text(seconds)} s"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
