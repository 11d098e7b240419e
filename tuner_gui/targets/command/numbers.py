"""How programs print numbers, and the text around them as regular expressions; pure, any thread."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.specs import MetricPattern

LONGEST_LINE = 4096
"""What is looked at of a line, in letters."""

_DIGITS = r"(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][-+]?+\d++)?+"
_WORDS = r"(?:nan|inf(?:inity)?|none|null|n/a)"
NUMBER = rf"[-+−]?(?:{_DIGITS}|{_WORDS})"
"""A number, or what programs print in the place of one; to be matched without regard to case."""

WRAPPED = r"(?:[a-z_][\w.]*+\()?+"
"""The opening of `np.float64(0.5)` and `tensor(0.5)`."""

AFTER_NUMBER = r"(?![\w/]|[.:]\d|,\d{3}(?!\d)(?!\.))"
"""What follows is no unit, no part of a time, a version, a fraction or a grouped number."""

_PLACE = re.compile(r"\{(value|step|any)\}")
_MISSING = frozenset({"none", "null", "n/a"})


def as_number(text: str) -> float | None:
    """Returns the number that a text says, NaN and infinities too; None where it says none."""
    plain = text.strip().replace("−", "-")
    if "_" in plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return None


def is_missing(text: str) -> bool:
    """Says whether a text is what programs print where there is no number."""
    return text.strip().lower().lstrip("+-") in _MISSING


def json_number(value: object) -> float | None:
    """Returns a JSON value as a number; None for what is none, such as true, text and lists."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return as_number(value)
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


@lru_cache(maxsize=256)
def compiled(pattern: MetricPattern, *, takes_any_word: bool = False) -> re.Pattern[str]:
    """Returns the expression of a pattern, with the groups `value` and perhaps `step`.

    Args:
        pattern: the text around the value.
        takes_any_word: let the value be any word, to see what stands where a number should.
    """
    value = r"\S+" if takes_any_word else rf"{WRAPPED}(?P<value>{NUMBER})"
    places = {
        "value": rf"(?P<value>{value})" if takes_any_word else value,
        "step": r"(?P<step>\d+)",
        "any": r".*?",
    }
    text = pattern.text.strip()
    pieces = _PLACE.split(text)  # literal, place, literal, …
    parts = [places[piece] if index % 2 else _literal(piece) for index, piece in enumerate(pieces)]
    begins_inside = r"(?<![\w.])" if text[:1].isalnum() or text.startswith("{value}") else ""
    ends_inside = AFTER_NUMBER if text.endswith("{value}") and not takes_any_word else ""
    return re.compile(begins_inside + "".join(parts) + ends_inside, re.IGNORECASE)


def _literal(text: str) -> str:
    """The text itself; blank space where it has some, and perhaps none beside a sign."""
    words = text.split()
    if not words:
        return r"\s+" if text else ""
    before = _blank(words[0][0]) if text[0].isspace() else ""
    after = _blank(words[-1][-1]) if text[-1].isspace() else ""
    return before + r"\s+".join(map(re.escape, words)) + after


def _blank(neighbour: str) -> str:
    return r"\s+" if neighbour.isalnum() else r"\s*"
