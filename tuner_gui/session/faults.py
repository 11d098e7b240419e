"""What is wrong with a session file, in one sentence that names the file and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

Location: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value, from the top of the document."""

_LONGEST_FILE_NAME = 60
_LONGEST_PLACE = 70
_LONGEST_VALUE = 30


class SessionError(TuningError):
    """A session cannot be read or written. A file that cannot be read is left untouched."""


class DocumentFault(Exception):
    """A fault in a document whose file name is not known yet.

    Args:
        sentence: what is wrong, in words that can follow the file's name and a colon.
        hint: what to do about it, or an empty string.
    """

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint

    def named(self, file_name: str) -> SessionError:
        """Returns the error for a person."""
        return SessionError(f"{shortened(file_name, _LONGEST_FILE_NAME)}: {self}", self.hint)


def place(location: Sequence[str | int]) -> str:
    """Returns a location as a person writes it: `config.space.parameters[2].low`."""
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return shortened(text, _LONGEST_PLACE)


def shortened(text: str, length: int) -> str:
    """Returns the text on one line, its middle left out where it is longer than `length`."""
    line = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    if len(line) <= length:
        return line
    half = (length - 1) // 2
    return f"{line[:half]}…{line[-half:]}"


def fault_of(errors: Sequence[ErrorDetails], document: object) -> DocumentFault:
    """Returns the first of pydantic's errors as a fault.

    Args:
        errors: at least one.
        document: what was validated; it tells pydantic's tags of unions from keys.
    """
    first = errors[0]
    where = place(_in_document(first["loc"], document, is_missing=first["type"] == "missing"))
    return DocumentFault(f"{where} {_verdict(first)}.")


def _in_document(location: Location, document: object, *, is_missing: bool) -> Location:
    """The location without what stands in no document: the tags of the unions it passes."""
    parts: list[str | int] = []
    value: Any = document
    has_passed_tag = False
    for part in location:
        is_tag = isinstance(value, dict) and value.get("kind") == part
        if is_tag and not has_passed_tag:
            has_passed_tag = True
            continue
        try:
            value = value[part]
        except (LookupError, TypeError):
            continue
        parts.append(part)
        has_passed_tag = False
    return (*parts, location[-1]) if is_missing else tuple(parts)


_EXPECTED = {
    "bool_type": "true or false",
    "dict_type": "an object",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "an object",
    "model_type": "an object",
    "string_type": "text",
}
_BOUNDS: dict[str, tuple[str, str]] = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


_SAYINGS = {
    "extra_forbidden": "is not known here",
    "finite_number": "is too large a number",
    "missing": "is missing",
    "string_too_short": "is empty",
    "union_tag_not_found": "has no kind",
}


def _verdict(error: ErrorDetails) -> str:
    """What is wrong, in words that can follow the place."""
    kind, message, context = error["type"], error["msg"], error.get("ctx", {})
    if kind in _SAYINGS:
        return _SAYINGS[kind]
    if kind.startswith("session_"):
        return message
    if kind == "union_tag_invalid":
        return f"is of the kind “{shortened(str(context['tag']), 30)}”, which is not known here"
    if kind == "string_too_long":
        return f"is longer than {context['max_length']:,} characters"
    if expected := _expectation(kind, context):
        return f"is {described(error['input'])}, but must be {expected}"
    return f"is not valid: {shortened(message[:1].lower() + message[1:], 80)}"


def _expectation(kind: str, context: Mapping[str, Any]) -> str:
    """What a value must be, or an empty string."""
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return f"{words} {context[bound]}"
    if kind in {"enum", "literal_error"}:
        return str(context["expected"])
    if kind == "string_pattern_mismatch":
        return "like package.module:Class or folder/file.py:Class"
    return _EXPECTED.get(kind, "")


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    ((list, tuple), "a list"),
    (dict, "an object"),
)


def described(value: object) -> str:
    """Returns a JSON value as a person calls it, on one short line."""
    if isinstance(value, str):
        return f"the text “{shortened(value, _LONGEST_VALUE)}”"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return shortened(str(value), _LONGEST_VALUE) if abs(value) < 1e30 else "a huge number"
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "something else")
