"""What is wrong with another tool's file, in one sentence that names the place; any thread."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tuner_gui.core.errors import InvalidSpace
from tuner_gui.exchange.spaces.result import SpaceFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_FILE_NAME = 60
_LONGEST_PLACE = 80
_LONGEST_VALUE = 40
_LONGEST_SENTENCE = 200


class SpaceFault(Exception):
    """A fault in a file whose name is not known yet.

    Args:
        place: where in the file, such as `parameters.lr.min`; empty for the file as a whole.
        sentence: what is wrong, in words that can follow the place.
        hint: what to do about it, or an empty string.
    """

    def __init__(self, place: str, sentence: str, hint: str = "") -> None:
        super().__init__(f"{place} {sentence}".strip())
        self.place = place
        self.sentence = sentence
        self.hint = hint

    def named(self, file_name: str) -> SpaceFileError:
        """Returns the error for a person."""
        where = shortened(self.place, _LONGEST_PLACE)
        told = shortened(f"{where} {self.sentence}".strip(), _LONGEST_SENTENCE)
        return SpaceFileError(f"{shortened(file_name, _LONGEST_FILE_NAME)}: {told}", self.hint)


@contextmanager
def placed(place: str) -> Iterator[None]:
    """Says where in the file the values stand that the core refuses."""
    try:
        yield
    except InvalidSpace as error:
        message = error.problems[0].message if error.problems else error.message
        raise SpaceFault(f"{place}:", message, error.hint) from None


def inside(place: str, part: str | int) -> str:
    """Returns the place of a part: `parameters` and `lr` are `parameters.lr`."""
    if isinstance(part, int):
        return f"{place}[{part}]"
    return f"{place}.{part}" if place else part


def shortened(text: str, length: int) -> str:
    """Returns the text on one line, its middle left out where it is longer than `length`."""
    line = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    if len(line) <= length:
        return line
    half = (length - 1) // 2
    return f"{line[:half]}…{line[-half:]}"


def described(value: object) -> str:
    """Returns a value as a person calls it, on one short line."""
    if isinstance(value, str):
        return f"the text “{shortened(value, _LONGEST_VALUE)}”"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return "a huge number" if abs(value) >= 1e30 else shortened(str(value), _LONGEST_VALUE)
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "a distribution")


_KINDS: tuple[tuple[type, str], ...] = (
    (type(None), "empty"),
    (list, "a list"),
    (dict, "an object"),
)
