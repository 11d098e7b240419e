"""The values of a Choice or a Constant as text, both ways. No Qt; any thread.

The rule, in short: write JSON, but leave the quotes away where nothing else is meant.

- Values are separated by commas; a comma at the end is allowed: `gini, entropy, log_loss`.
- `true`, `false`, `null` (also as Python writes them: `True`, `False`, `None`) and numbers
  (`16`, `1_000`, `-2.5`, `1e-5`) mean what they say. Anything else is text.
- Text that would be read as something else, or holds a comma, a quote or a bracket, stands in
  double quotes with JSON's escapes, or in single quotes: `"a,b"`, `"true"`, `'16'`, `""`.
- A list stands in brackets: `[64, 64], [128]`. Brackets around everything are those of the
  JSON list of the values: `[16, 32]` is two values, `[[16, 32]]` one that is a list.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from tuner_gui.core.errors import InvalidSpace, SpaceProblem
from tuner_gui.core.values import freeze_value

if TYPE_CHECKING:
    from tuner_gui.core.values import ParamValue

_WORDS: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "None": None,
}
_INT = re.compile(r"[+-]?\d+(_\d+)*")
_FLOAT = re.compile(r"[+-]?(\d+(_\d+)*\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DOUBLE_QUOTED = re.compile(r'"([^"\\]|\\.)*"')
_SINGLE_QUOTED = re.compile(r"'([^'\\]|\\.)*'")
_ESCAPE_OR_QUOTE = re.compile(r'\\.|"')
_AS_JSON = {"\\'": "'", '"': '\\"'}
_BARE = re.compile(r"""[^,"'\[\]]*""")
_NEEDS_QUOTES = re.compile(r"""[,"'\[\]]|^\s|\s$|^$""")
_MOST_DIGITS = 300
_DEEPEST = 50


def parse_values(text: str) -> tuple[ParamValue, ...]:
    """Returns the values that a text lists.

    Raises:
        InvalidSpace: it cannot be read; its problem names the field `values`.
    """
    reader = _Reader(text, "values")
    values = reader.items(end="")
    if len(values) == 1 and isinstance(values[0], tuple):
        return values[0]
    return tuple(values)


def parse_value(text: str, field: str = "constant") -> ParamValue:
    """Returns the one value that a text says.

    Raises:
        InvalidSpace: it says none, or several; its problem names the field.
    """
    reader = _Reader(text, field)
    values = reader.items(end="")
    if not values:
        reader.refuse("The value is missing.", 'An empty text is written "".')
    if len(values) > 1:
        reader.refuse("There is room for one value only.", "Put quotes around text with a comma.")
    return values[0]


def values_text(values: tuple[ParamValue, ...]) -> str:
    """Returns the text that `parse_values` reads as these values."""
    listed = ", ".join(value_text(value) for value in values)
    return f"[{listed}]" if len(values) == 1 and isinstance(values[0], tuple) else listed


def value_text(value: ParamValue) -> str:
    """Returns the text that `parse_value` reads as this value."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case tuple():
            return f"[{', '.join(value_text(item) for item in value)}]"
        case str():
            return _quoted(value) if _is_taken_for_something_else(value) else value
        case float():
            mantissa, mark, exponent = repr(value).partition("e")
            return f"{mantissa}e{int(exponent)}" if mark else mantissa
        case _:
            return str(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _is_taken_for_something_else(text: str) -> bool:
    if _NEEDS_QUOTES.search(text) or not text.isprintable():
        return True
    return text in _WORDS or _FLOAT.fullmatch(text) is not None


class _Reader:
    """Reads values off a text from left to right."""

    def __init__(self, text: str, field: str) -> None:
        self._text = text
        self._field = field
        self._at = 0
        self._depth = 0

    def refuse(self, message: str, hint: str = "") -> NoReturn:
        sentence = f"{message} {hint}".strip()
        raise InvalidSpace(message, hint, [SpaceProblem("", self._field, sentence)])

    def items(self, end: str) -> list[ParamValue]:
        """Returns the values up to the closing bracket, or up to the end of the text."""
        values: list[ParamValue] = []
        while True:
            self._skip_blanks()
            if self._ends(end):
                return values
            values.append(self._item())
            self._skip_blanks()
            if self._peek() == ",":
                self._at += 1
            elif self._peek() not in {"", end}:
                self._refuse_rest()

    def _ends(self, end: str) -> bool:
        if not self._is_at(end):
            if not self._peek():
                self.refuse("A bracket is not closed.", "A list ends in ].")
            return False
        self._at += len(end)
        return True

    def _is_at(self, end: str) -> bool:
        return self._peek() == end

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip_blanks(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _item(self) -> ParamValue:
        match self._peek():
            case "[":
                return self._list()
            case '"':
                return self._quoted(_DOUBLE_QUOTED)
            case "'":
                return self._quoted(_SINGLE_QUOTED)
            case ",":
                self.refuse("A value is missing before a comma.", 'An empty text is written "".')
            case "]":
                self.refuse("There is a ] without a [ before it.")
        return self._bare()

    def _list(self) -> ParamValue:
        self._at += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            self.refuse("These lists stand too deep in each other.")
        values = tuple(self.items(end="]"))
        self._depth -= 1
        return values

    def _quoted(self, pattern: re.Pattern[str]) -> ParamValue:
        match = pattern.match(self._text, self._at)
        if match is None:
            self.refuse("A quote is not closed.")
        self._at = match.end()
        inside = match[0][1:-1]
        if match[0][0] == "'":
            inside = _ESCAPE_OR_QUOTE.sub(lambda found: _AS_JSON.get(found[0], found[0]), inside)
        try:
            return str(json.loads(f'"{inside}"', strict=False))
        except ValueError:
            self.refuse(f"{match[0]} has an unknown escape.", "A backslash is written \\\\.")

    def _bare(self) -> ParamValue:
        match = _BARE.match(self._text, self._at)
        word = match[0].rstrip() if match else ""
        self._at += len(match[0]) if match else 0
        if word in _WORDS:
            return _WORDS[word]
        if len(word) > _MOST_DIGITS or not _FLOAT.fullmatch(word):
            return word
        if _INT.fullmatch(word):
            return int(word)
        try:
            return freeze_value(float(word))
        except InvalidSpace:
            self.refuse(f"{word} is too large a number.")

    def _refuse_rest(self) -> NoReturn:
        rest = self._text[self._at :].strip()
        self.refuse(f"A comma is missing before {rest[:20]}.", "Quotes go around the whole text.")
