"""Walks the JSON text of a session: its top-level values, and its trials one by one.

Parsing a whole document at once would hold the interpreter for as long as it takes; a walk lets
other threads in between two trials.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tuner_gui.session.faults import DocumentFault, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SPACE = re.compile(r"[ \t\n\r]*")
_LITERALS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")


class _NoNumber(ValueError):
    """NaN or an infinity, which Python would read and JSON has not."""


def _refuse_constant(name: str) -> None:
    raise _NoNumber(name)


class SessionScanner:
    """Reads one text, once.

    Args:
        text: the whole document.
        listed: the top-level key whose list is given to `take` instead of being kept.
        take: called with each item of that list.

    Raises:
        DocumentFault: from `read`, where the text is no JSON object.
    """

    def __init__(self, text: str, listed: str, take: Callable[[Any], None]) -> None:
        self._text = text
        self._listed = listed
        self._take = take
        self._decode = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode
        self._position = 0

    def read(self) -> dict[str, Any]:
        """Returns the top-level values by key; the listed one as an empty list."""
        try:
            return self._object()
        except json.JSONDecodeError as error:
            raise self._syntax_fault(error) from None

    def _object(self) -> dict[str, Any]:
        self._skip_space()
        if self._position == len(self._text):
            raise DocumentFault("the file is empty.")
        if not self._skips_to("{"):
            self._value(())  # raises where it is no JSON at all
            raise DocumentFault("the file is no session: its JSON is not an object.")
        values: dict[str, Any] = {}
        for _ in self._items("}"):
            key = self._key()
            if key in values:
                raise DocumentFault(f"{place((key,))} stands there twice.")
            if key == self._listed and self._skips_to("["):
                values[key] = []
                for index, _ in enumerate(self._items("]")):
                    self._take(self._value((key, index)))
            else:
                values[key] = self._value((key,))
        self._skip_space()
        if self._position < len(self._text):
            raise self._expected("nothing more")
        return values

    def _items(self, closing: str) -> Iterator[None]:
        """Stops before each item, until the closing bracket."""
        if self._skips_to(closing):
            return
        while True:
            yield
            if self._skips_to(closing):
                return
            if not self._skips_to(","):
                raise self._expected(f"a comma or {closing}")

    def _key(self) -> str:
        self._skip_space()
        if self._text[self._position : self._position + 1] != '"':
            raise self._expected("a name in double quotes")
        key = str(self._value(()))
        if not self._skips_to(":"):
            raise self._expected("a colon")
        return key

    def _value(self, location: tuple[str | int, ...]) -> Any:
        self._skip_space()
        start = self._position
        try:
            value, self._position = self._decode(self._text, start)
            if self._text.find("\\u", start, self._position) >= 0:  # may be half of a pair
                json.dumps(value, ensure_ascii=False).encode()
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:
            where = place(location) or _at(json.JSONDecodeError("", self._text, start))
            raise DocumentFault(f"{where} {_complaint(error)}.") from None
        return value

    def _skips_to(self, symbol: str) -> bool:
        """Passes white space and the symbol, if that is what comes."""
        self._skip_space()
        if not self._text.startswith(symbol, self._position):
            return False
        self._position += len(symbol)
        return True

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._position)
        self._position = match.end() if match else self._position

    def _expected(self, what: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(f"Expecting {what}", self._text, self._position)

    def _syntax_fault(self, error: json.JSONDecodeError) -> DocumentFault:
        at = _at(error)
        rest = self._text[error.pos : error.pos + 16].strip()
        is_cut = error.msg.startswith("Unterminated") or any(
            literal.startswith(rest) for literal in _LITERALS
        )
        if is_cut:
            return DocumentFault(f"the file ends in the middle ({at}): it was cut off.")
        return DocumentFault(f"the file is not JSON: {error.msg[:60].lower()} in {at}.")


def _at(error: json.JSONDecodeError) -> str:
    return f"line {error.lineno}, column {error.colno}"


def _complaint(error: Exception) -> str:
    """Why Python gave up on a value whose syntax is right."""
    if isinstance(error, _NoNumber):
        return f"holds {error}, which is no number in JSON"
    if isinstance(error, UnicodeEncodeError):
        return "holds half a character (a lone surrogate)"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    return "holds a number with too many digits"
