"""A command template as one line of text, both ways, quoted as in a shell; pure, any thread."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Sequence


def command_text(argv: Sequence[str]) -> str:
    """Returns the words in one line; only those that would be read otherwise are quoted."""
    return " ".join(word if _reads_as_itself(word) else shlex.quote(word) for word in argv)


def read_command_text(text: str) -> tuple[str, ...]:
    """Returns the words of a line. Nothing but quotes, backslashes and blanks has a meaning.

    Raises:
        TuningError: a quote or a backslash has no partner.
    """
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        if "quotation" in str(error):
            quote = _open_quote(text)
            raise TuningError(
                f"The quote {quote} in the command is not closed.",
                f"Close it, or write \\{quote} for the character itself.",
            ) from None
        raise TuningError(
            "The command ends with a backslash.", "Write \\\\ for the character itself."
        ) from None


def _reads_as_itself(word: str) -> bool:
    try:
        return shlex.split(word) == [word]
    except ValueError:
        return False


def _open_quote(text: str) -> str:
    """The quote that is open at the end."""
    quote, is_escaped = "", False
    for letter in text:
        if is_escaped:
            is_escaped = False
        elif letter == "\\" and quote != "'":
            is_escaped = True
        elif quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
    return quote
