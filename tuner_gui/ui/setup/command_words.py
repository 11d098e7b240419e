"""A command template as one line of text, both ways, quoted as in a shell. No Qt; any thread."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.targets.command.template import RESERVED, names_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


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


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a template passes of a space.

    Args:
        unknown: its placeholders that are no parameters.
        unpassed: the parameters that nothing passes to the command.
    """

    unknown: tuple[str, ...]
    unpassed: tuple[str, ...]


def coverage_of(elements: Iterable[str], parameters: Collection[str]) -> Coverage:
    """Says which placeholders are unknown, and which parameters do not reach the command.

    Raises:
        TrainFailure: an element is no template.
    """
    named = names_in(elements)
    unknown = tuple(sorted(named - RESERVED - set(parameters)))
    is_all_passed = "config" in named
    unpassed = () if is_all_passed else tuple(name for name in parameters if name not in named)
    return Coverage(unknown, unpassed)


def unknown_words(name: str, parameters: Collection[str]) -> str:
    """Returns the sentence about a placeholder that is no parameter."""
    near = get_close_matches(name, parameters, n=1)
    hint = (
        f"Did you mean {{{near[0]}}}?"
        if near
        else "Write its value in its place, or add the parameter below."
    )
    return f"There is no parameter {name} for {{{name}}}. {hint}"


def unpassed_words(names: Sequence[str]) -> str:
    """Returns the sentence about parameters that nothing passes."""
    if len(names) == 1:
        return f"Nothing passes {names[0]} to the command."
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Nothing passes these to the command: {shown}."


def with_passed(text: str, names: Iterable[str]) -> str:
    """Returns a command that passes these parameters too, as options of their names."""
    options = " ".join(f"--{name} {{{name}}}" for name in names)
    return f"{text.rstrip()} {options}"


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
