"""Reads one parameter of a space's text into a row of the document. No Qt; any thread."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tuner_gui.core.space_document import (
    AnyRow,
    ChoiceRow,
    ConstantRow,
    DisabledAt,
    FloatRow,
    IntRow,
    LogNormalRow,
    NormalRow,
    ParameterRow,
)
from tuner_gui.ui.space.text_nodes import (
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    TextFault,
    plain_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import JsonValue, TypeAdapter

    _Make = Callable[..., AnyRow]

_ENDS: Final = ("low", "high")
_BELL: Final = ("mean", "deviation")
_PAIRS: Final[dict[str, tuple[_Make, tuple[str, str]]]] = {
    "float": (FloatRow, _ENDS),
    "int": (IntRow, _ENDS),
    "normal": (NormalRow, _BELL),
    "log_normal": (LogNormalRow, _BELL),
}
"""Kinds that are written with two numbers, and what these are."""

_OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "float": ("log", "step", "points"),
    "int": ("log", "step"),
    "choice": ("ordered", "weights"),
    "normal": _ENDS,
    "log_normal": _ENDS,
    "constant": (),
}
_SWITCHES: Final = {"log", "ordered"}
_WHOLE: Final = {"points"}
_ALWAYS: Final = ("when", "disabled_at")
_EXAMPLE: Final = "Write a kind, such as {float: [0.0, 1.0]} or {choice: [a, b]}."


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row, and the lines of its fields."""

    row: AnyRow
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int:
        """Returns the line of a field; that of the row where the field has none."""
        return self.lines.get(name, self.line)


def named_row(key: ScalarNode, node: Node) -> TextRow:
    """Returns the row of a name and what stands behind it.

    Raises:
        TextFault: it cannot be read.
    """
    name = key.raw
    if not isinstance(node, MapNode):
        raise TextFault(key.line, f"{name} has no kind.", _EXAMPLE)
    parts = {each.raw: value for each, value in node.entries}
    lines = {each.raw: each.line for each, _ in node.entries}
    if isinstance(parts.get("kind"), ScalarNode):
        return _validated({"name": name, **_plain(node)}, key.line, lines)
    kind = _kind_of(name, parts, key.line)
    _refuse_unknown(name, kind, lines)
    row = _row(name, kind, parts, lines)
    return TextRow(row, key.line, lines | _aliases(kind, parts[kind]))


def listed_row(node: Node) -> TextRow:
    """Returns the row of an item of a list, as session files have them.

    Raises:
        TextFault: it cannot be read.
    """
    if not isinstance(node, MapNode):
        raise TextFault(node.line, "A parameter in a list is a mapping with name and kind.")
    lines = {each.raw: each.line for each, _ in node.entries}
    return _validated(_plain(node), node.line, lines)


def _plain(node: MapNode) -> dict[str, JsonValue]:
    return {each.raw: plain_value(value) for each, value in node.entries}


def _kind_of(name: str, parts: Mapping[str, Node], line: int) -> str:
    kinds = [each for each in parts if each in _OPTIONS]
    if len(kinds) > 1:
        message = f"{name} has two kinds, {kinds[0]} and {kinds[1]}."
        raise TextFault(line, message, "Leave one of them.")
    if not kinds:
        near = [match for each in parts for match in get_close_matches(each, _OPTIONS, 1)]
        hint = f"Is it {near[0]}?" if near else _EXAMPLE
        raise TextFault(line, f"{name} has no kind.", hint)
    return kinds[0]


def _refuse_unknown(name: str, kind: str, lines: Mapping[str, int]) -> None:
    known = (kind, *_OPTIONS[kind], *_ALWAYS)
    for each, line in lines.items():
        if each not in known:
            near = get_close_matches(each, known, 1)
            listed = f"It can have {', '.join(known[1:-1])} and {known[-1]}."
            hint = f"Is it {near[0]}?" if near else listed
            raise TextFault(line, f"{name}: {_a(kind)} has no “{each}”.", hint)


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "int" else f"a {kind.replace('_', ' ')}"


def _row(name: str, kind: str, parts: Mapping[str, Node], lines: Mapping[str, int]) -> AnyRow:
    given: dict[str, Any] = {"name": name, "when": _when(name, parts.get("when"))}
    if "disabled_at" in parts:
        given["disabled"] = DisabledAt(value=plain_value(parts["disabled_at"]))
    for option in _OPTIONS[kind]:
        if option in parts:
            given[option] = _option(name, option, parts[option], kind)
    main = parts[kind]
    if kind == "choice":
        if not isinstance(main, ListNode):
            raise TextFault(main.line, f"{name}: choice is a list of values, such as [a, b].")
        return ChoiceRow(values=[plain_value(item) for item in main.items], **given)
    if kind == "constant":
        return ConstantRow(value=plain_value(main), **given)
    make, fields = _PAIRS[kind]
    return make(**given, **_pair(name, kind, main, fields, lines[kind]))


def _pair(
    name: str, kind: str, node: Node, fields: tuple[str, str], line: int
) -> dict[str, int | float]:
    items = node.items if isinstance(node, ListNode) else ()
    if len(items) != 2:
        raise TextFault(line, f"{name}: {kind} is a list of two, [{', '.join(fields)}].")
    is_whole = kind == "int"
    return {
        each: _number(name, each, item, is_whole=is_whole)
        for each, item in zip(fields, items, strict=True)
    }


def _option(name: str, option: str, node: Node, kind: str) -> object:
    value = node.value if isinstance(node, ScalarNode) else node
    if option in _SWITCHES:
        if not isinstance(value, bool):
            raise TextFault(node.line, f"{name}: {option} is true or false, not {_said(node)}.")
        return value
    if option == "weights":
        if not isinstance(node, ListNode):
            raise TextFault(node.line, f"{name}: weights is a list of numbers.")
        return [_number(name, "a weight", item) for item in node.items]
    if value is None:
        return None
    return _number(name, option, node, is_whole=kind == "int" or option in _WHOLE)


def _number(name: str, what: str, node: Node, *, is_whole: bool = False) -> int | float:
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TextFault(node.line, f"{name}: {what} is a number, not {_said(node)}.")
    if is_whole:
        if not isinstance(value, int):
            raise TextFault(node.line, f"{name}: {what} is a whole number, not {_said(node)}.")
        return value
    try:
        return float(value)
    except OverflowError:
        raise TextFault(node.line, f"{name}: {what} is too large a number.") from None


def _said(node: Node) -> str:
    match node:
        case ScalarNode(value=str(value)):
            return f"“{value[:30]}”"
        case ScalarNode(raw=raw):
            return raw[:30] or "nothing"
        case ListNode():
            return "a list"
        case _:
            return "a mapping"


def _when(name: str, node: Node | None) -> dict[str, list[JsonValue]]:
    if node is None or (isinstance(node, ScalarNode) and node.value is None):
        return {}
    if not isinstance(node, MapNode):
        message = f"{name}: when is a mapping of parents, such as {{kernel: rbf}}."
        raise TextFault(node.line, message)
    return {
        parent.raw: [plain_value(item) for item in value.items]
        if isinstance(value, ListNode)
        else [plain_value(value)]
        for parent, value in node.entries
    }


def _aliases(kind: str, node: Node) -> dict[str, int]:
    """Returns the lines of the fields that the kind's own value holds."""
    if kind in _PAIRS and isinstance(node, ListNode):
        return {each: item.line for each, item in zip(_PAIRS[kind][1], node.items, strict=False)}
    return {"values": node.line, "value": node.line}


def _validated(plain: dict[str, JsonValue], line: int, lines: Mapping[str, int]) -> TextRow:
    from pydantic import ValidationError

    try:
        row = _row_type().validate_json(json.dumps(plain), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = [str(each) for each in first["loc"] if each != plain.get("kind")]
        name = str(plain.get("name") or "a parameter")
        what = f"{place[0]}: " if place else ""
        at = lines.get(place[0], line) if place else line
        raise TextFault(at, f"{name}: {what}{first['msg'].rstrip('.')}.") from None
    return TextRow(row, line, lines)


@cache
def _row_type() -> TypeAdapter[AnyRow]:
    from pydantic import TypeAdapter

    return TypeAdapter(ParameterRow)
