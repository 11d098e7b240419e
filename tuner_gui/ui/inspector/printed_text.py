"""What a trial printed, as a terminal would leave it standing. No Qt; any thread."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_REDRAWN = re.compile(r"[^\n]*\r(?!\n)(?=[^\r\n])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def printed_text(raw: str) -> str:
    """Returns output without colours; of a progress bar only what it showed last."""
    text = _ESCAPE.sub("", raw).replace("\r\n", "\n")
    return _CONTROL.sub("", _REDRAWN.sub("", text))
