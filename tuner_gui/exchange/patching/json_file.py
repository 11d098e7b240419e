"""One value of a JSON file changed in its text, which may hold comments; any thread."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]  # of the standard library
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tuner_gui.exchange.patching.places import KeyPath

_SPACE = re.compile(r"(?:[ \t\r\n]|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_SCALAR = re.compile(r"-?\d[\d.eE+-]*|true|false|null|NaN|-?Infinity")


@dataclass(slots=True)
class _Node:
    """A value and where it stands; of an object also its members."""

    start: int
    end: int
    value: Any
    members: dict[str, tuple[int, _Node]] | None = field(default=None)


def parse(text: str) -> Any:
    """Returns the document as plain values; comments and last commas are allowed.

    Raises:
        ValueError: it is none.
    """
    return _document(text).value


def put(text: str, place: KeyPath, value: Any) -> str:
    """Returns the text with a value changed or added.

    Raises:
        ValueError: the text is no JSON.
        LookupError: there is no such place.
    """
    node = _document(text)
    for depth, key in enumerate(place):
        if node.members is None:
            raise LookupError(key)
        if key not in node.members:
            for part in reversed(place[depth + 1 :]):
                value = {part: value}
            return _added(text, node, key, value)
        node = node.members[key][1]
    return text[: node.start] + _dumped(value) + text[node.end :]


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _added(text: str, node: _Node, key: str, value: Any) -> str:
    entry = f"{_dumped(key)}: "
    if not node.members:
        inside = f"{{{entry}{_dumped(value)}}}"
        return text[: node.start] + inside + text[node.end :]
    last_start, last = list(node.members.values())[-1]
    before = text[:last_start]
    line = before[len(before.rstrip(" \t")) :]
    is_own_line = before.rstrip(" \t").endswith("\n")
    newline = "\r\n" if before.rstrip(" \t").endswith("\r\n") else "\n"
    shown = json.dumps(value, ensure_ascii=False, indent=_step(line) if is_own_line else None)
    shown = shown.replace("\n", newline + line)
    between = f",{newline}{line}" if is_own_line else ", "
    return text[: last.end] + between + entry + shown + text[last.end :]


def _step(indent: str) -> str | int:
    return "\t" if "\t" in indent else min(len(indent), 4) or 2


def _document(text: str) -> _Node:
    node = _node(text, _skip(text, 0))
    if (rest := _skip(text, node.end)) != len(text):
        raise _fault(text, rest)
    return node


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _fault(text: str, place: int) -> ValueError:
    line = text.count("\n", 0, place) + 1
    return ValueError(f"line {line} is no JSON")


def _node(text: str, start: int) -> _Node:
    match text[start : start + 1]:
        case "{":
            return _object(text, start)
        case "[":
            return _array(text, start)
        case '"':
            value, end = scanstring(text, start + 1)
            return _Node(start, end, value)
    scalar = _SCALAR.match(text, start)
    if scalar is None:
        raise _fault(text, start)
    return _Node(start, scalar.end(), json.loads(scalar[0]))


def _object(text: str, start: int) -> _Node:
    members: dict[str, tuple[int, _Node]] = {}
    place = _skip(text, start + 1)
    while text[place : place + 1] != "}":
        if text[place : place + 1] != '"':
            raise _fault(text, place)
        key, end = scanstring(text, place + 1)
        if key in members:
            raise ValueError(f"{key} stands in it twice")
        colon = _skip(text, end)
        if text[colon : colon + 1] != ":":
            raise _fault(text, colon)
        node = _node(text, _skip(text, colon + 1))
        members[key] = (place, node)
        place = _after_item(text, node.end, "}")
    value = {key: node.value for key, (_, node) in members.items()}
    return _Node(start, place + 1, value, members)


def _array(text: str, start: int) -> _Node:
    items = []
    place = _skip(text, start + 1)
    while text[place : place + 1] != "]":
        node = _node(text, place)
        items.append(node.value)
        place = _after_item(text, node.end, "]")
    return _Node(start, place + 1, items)


def _after_item(text: str, end: int, closing: str) -> int:
    """Where the next item begins, or what closes the whole."""
    place = _skip(text, end)
    if text[place : place + 1] == ",":
        return _skip(text, place + 1)
    if text[place : place + 1] != closing:
        raise _fault(text, place)
    return place
