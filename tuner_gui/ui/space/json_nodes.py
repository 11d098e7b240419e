"""Reads JSON into nodes that know their lines. No Qt; any thread."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, NoReturn

from tuner_gui.ui.space.text_nodes import (
    DEEPEST,
    MOST_DIGITS,
    ListNode,
    Node,
    ScalarNode,
    TextFault,
    mapping,
    require_readable,
    too_deep,
    too_large,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = " \t\r\n"
_WORD = re.compile(r"[\w+.-]*")


def json_nodes(text: str) -> Node:
    """Returns what a JSON text is made of.

    Raises:
        TextFault: it is no JSON.
    """
    require_readable(text)
    return _Reader(text).whole()


class _Reader:
    """Reads from left to right, counting lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._depth = 0
        self._decode = json.JSONDecoder(parse_constant=_refuse).raw_decode

    def whole(self) -> Node:
        node = self._node()
        self._skip_blanks()
        if self._peek():
            self._expected("nothing more")
        return node

    def _node(self) -> Node:
        self._skip_blanks()
        match self._peek():
            case "{":
                return mapping(self._line, list(self._entries()))
            case "[":
                return ListNode(self._line, tuple(self._node() for _ in self._items("]")))
            case _:
                return self._scalar()

    def _entries(self) -> Iterator[tuple[Node, Node]]:
        for _ in self._items("}"):
            self._skip_blanks()
            if self._peek() != '"':
                self._expected("a name in double quotes")
            key = self._scalar()
            if not self._skips_to(":"):
                self._expected("a colon")
            yield key, self._node()

    def _items(self, closing: str) -> Iterator[None]:
        """Stops before each item, until the closing bracket."""
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep(self._line)
        if not self._skips_to(closing):
            yield
            while not self._skips_to(closing):
                if not self._skips_to(","):
                    self._expected(f"a comma or {closing}")
                yield
        self._depth -= 1

    def _scalar(self) -> ScalarNode:
        start, line = self._at, self._line
        try:
            value, self._at = self._decode(self._text, start)
        except json.JSONDecodeError as error:
            self._refuse_scalar(error)
        except ValueError:  # NaN, or thousands of digits
            raise too_large(line, _WORD.match(self._text, start)[0]) from None  # type: ignore[index]
        raw = self._text[start : self._at]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and (len(raw) > MOST_DIGITS or not math.isfinite(value)):
            raise too_large(line, raw)
        return ScalarNode(line, value, value if isinstance(value, str) else raw)

    def _refuse_scalar(self, error: json.JSONDecodeError) -> NoReturn:
        if not self._peek():
            raise TextFault(self._line, "The text ends in the middle.") from None
        if error.msg.startswith("Expecting value"):
            hint = "Text stands in double quotes." if self._peek() not in "}],:" else ""
            self._expected("a value", hint)
        raise TextFault(self._line, f"The text in quotes is wrong: {error.msg.lower()}.") from None

    def _skips_to(self, symbol: str) -> bool:
        """Passes blanks and the symbol, if that is what comes."""
        self._skip_blanks()
        if self._peek() != symbol:
            return False
        self._at += 1
        return True

    def _skip_blanks(self) -> None:
        while (here := self._peek()) and here in _BLANKS:
            self._line += here == "\n"
            self._at += 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _expected(self, what: str, hint: str = "") -> NoReturn:
        if not self._peek():
            raise TextFault(self._line, "The text ends in the middle.", "A bracket is not closed.")
        found = self._text[self._at : self._at + 12].split("\n")[0]
        raise TextFault(self._line, f"There should be {what}, but here is {found}", hint)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
