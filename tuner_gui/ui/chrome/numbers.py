"""Reading and stepping numbers as people type them, in every country the same. Any thread."""

from __future__ import annotations

import math
import re
from decimal import Decimal

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*|)"
    r"(?P<fraction>\.\d*)?(?P<exponent>[eE][+-]?\d+)?"
)


def parse_number(text: str) -> int | float | None:
    """The number a text says: ``50``, ``1e-5``, ``.5``, ``1,000``, ``1_000``; None if it says none.

    A comma only groups thousands; ``0,5`` is refused, not guessed. Without point and exponent
    the number is an int. Infinities and NaN are no numbers here.
    """
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    match = _NUMBER.fullmatch(plain)
    if match is None or not any(c.isdigit() for c in plain.lower().partition("e")[0]):
        return None
    digits = plain.replace(",", "").replace("_", "")
    if match["fraction"] is None and match["exponent"] is None:
        return int(digits)
    value = float(digits)
    return value if math.isfinite(value) else None


def number_text(value: float) -> str:
    """The shortest text that says exactly this number: ``50``, ``0.1``, ``1e-5``."""
    if isinstance(value, int):
        return str(value)
    mantissa, mark, exponent = repr(value).partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if mark else mantissa


def stepped(value: float, step: float, count: int) -> int | float:
    """``value + count · step`` without binary noise: 0.1 + 0.2 is 0.3."""
    result = Decimal(repr(value)) + Decimal(repr(step)) * count
    if isinstance(value, int) and result == result.to_integral_value():
        return int(result)
    return float(result)


def scaled(value: float, factor: float, count: int) -> int | float:
    """``value · factor ** count`` with four digits; an int stays one and moves at least by one."""
    result = value * factor**count
    if isinstance(value, int):
        moved = round(result)
        return moved if moved != value else value + (1 if count > 0 else -1)
    return float(f"{result:.4g}")
