"""One value of a YAML file changed in its text; ruamel.yaml says where it stands; any thread.

Only the characters of the value are replaced, so that comments, order, quotes, indentation and
what is aligned by hand stay as they are. A dump of the whole document would change some of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from tuner_gui.targets.parameter_text import yaml_text

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

    from tuner_gui.exchange.patching.places import KeyPath

_ANCHOR = re.compile(r"(?:[&!]\S*[ \t]+)+")
_ALIAS = re.compile(r"\s*:\s+(\*[^\s,\]}]+)")


def parse(text: str) -> Any:
    """Returns the document as plain values; an empty one has no names.

    Raises:
        ValueError: it is none, or there are several.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise ValueError(_problem(error)) from None
    return {} if data is None else data


def put(text: str, place: KeyPath, value: Any) -> str:
    """Returns the text with a value changed or added.

    Raises:
        ValueError: the text is no YAML.
        LookupError: there is no such place.
    """
    node = _composed(text)
    if node is None:
        return _at_end(text, 0, _nested(place, value))
    above: Node | None = None
    for depth, key in enumerate(place):
        if (entries := _entries(node)) is None:
            raise LookupError(key)
        entry = next((each for each in entries if each[0].value == key), None)
        if entry is None:
            return _added(text, cast("MappingNode", node), _nested(place[depth:], value))
        above, node = entry
    if above is None:
        raise LookupError
    return _replaced(text, above, node, value)


def _problem(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {problem}" if mark is not None else problem


def _composed(text: str) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        raise ValueError(_problem(error)) from None
    return node


def _entries(node: Node) -> list[tuple[Node, Node]] | None:
    from ruamel.yaml.nodes import MappingNode

    return node.value if isinstance(node, MappingNode) else None


def _nested(place: KeyPath, value: Any) -> dict[str, Any]:
    for key in reversed(place):
        value = {key: value}
    return dict(value)


def _flow(value: Any) -> str:
    """The value on one line, as readers of YAML 1.1 and 1.2 read it alike."""
    return yaml_text({"k": value}, []).removeprefix("k:").strip()


# changing


def _replaced(text: str, key: Node, node: Node, value: Any) -> str:
    from ruamel.yaml.nodes import SequenceNode

    key_end = key.end_mark.index
    start, end = node.start_mark.index, node.end_mark.index
    if start < key_end:  # an alias: the node is where its anchor is
        alias = _ALIAS.match(text, key_end)
        if alias is None:
            raise LookupError
        return text[: alias.start(1)] + _flow(value) + text[alias.end(1) :]
    if anchor := _ANCHOR.match(text, start, end):
        start = anchor.end()
    if isinstance(node, SequenceNode):
        return _with_list(text, node, value)
    scalar = cast("ScalarNode", node)  # a group was refused before
    if start == end:  # nothing stands behind the colon
        colon = text.index(":", key_end) + 1
        return f"{text[:colon]} {_flow(value)}{text[colon:]}"
    end = _end_of(text, node)
    return text[:start] + _in_style(scalar.style, value) + text[end:]


def _in_style(style: str | None, value: Any) -> str:
    """The value, in the quotes that the text before it had."""
    if isinstance(value, str) and value.isprintable():
        if style == "'":
            return "'" + value.replace("'", "''") + "'"
        if style == '"':
            return json.dumps(value, ensure_ascii=False)
    return _flow(value)


def _with_list(text: str, node: Any, value: Any) -> str:
    items = node.value
    start, end = node.start_mark.index, _end_of(text, node)
    if anchor := _ANCHOR.match(text, start, end):
        start = anchor.end() if node.flow_style else start
    if isinstance(value, list) and len(value) == len(items) and _are_scalars(items):
        for item, new in reversed(list(zip(items, value, strict=True))):
            text = (
                text[: item.start_mark.index]
                + _in_style(item.style, new)
                + text[item.end_mark.index :]
            )
        return text
    if node.flow_style or not isinstance(value, list) or not value:
        return text[:start] + _flow(value) + text[end:]
    column = _column(text, start)
    lines = _newline(text) + " " * column
    return text[:start] + lines.join(f"- {_flow(item)}" for item in value) + text[end:]


def _are_scalars(items: list[Any]) -> bool:
    from ruamel.yaml.nodes import ScalarNode

    ends = [-1]
    for item in items:
        if not isinstance(item, ScalarNode) or item.start_mark.index <= ends[-1]:
            return False
        ends.append(item.end_mark.index)
    return True


def _end_of(text: str, node: Any) -> int:
    """Where a node's own text ends: not the comments and blank lines behind a block."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    end: int = node.end_mark.index
    is_block = getattr(node, "flow_style", None) is False
    if is_block and node.value and isinstance(node, SequenceNode):
        return _end_of(text, node.value[-1])
    if is_block and node.value and isinstance(node, MappingNode):
        key, value = node.value[-1]
        if value.start_mark.index < key.end_mark.index:  # an alias
            alias = _ALIAS.match(text, key.end_mark.index)
            return alias.end() if alias else key.end_mark.index
        if value.start_mark.index == value.end_mark.index:
            return text.index(":", key.end_mark.index) + 1
        return _end_of(text, value)
    if getattr(node, "style", None) in {"|", ">"}:
        return len(text[:end].rstrip())
    return end


# adding


def _added(text: str, node: MappingNode, nested: Mapping[str, Any]) -> str:
    if node.flow_style:
        closing = node.end_mark.index - 1
        entry = _flow_entry(nested)
        rest = text[:closing].rstrip()
        space = text[len(rest) : closing]
        return f"{rest}{', ' if node.value else ''}{entry}{space}{text[closing:]}"
    column = _column(text, node.value[0][0].start_mark.index)
    return _at_end(text, column, nested, _end_of(text, node))


def _flow_entry(nested: Mapping[str, Any]) -> str:
    ((key, value),) = nested.items()
    shown = f"{{{_flow_entry(value)}}}" if isinstance(value, Mapping) else _flow(value)
    return f"{_flow(key)}: {shown}"


def _at_end(text: str, column: int, nested: Mapping[str, Any], place: int | None = None) -> str:
    """The text with lines added: behind the line of a place, or at its end."""
    newline = _newline(text)
    lines = yaml_text(nested, []).splitlines()
    added = newline.join(" " * column + line for line in lines)
    if place is None:
        gap = newline if text and not text.endswith("\n") else ""
        return f"{text}{gap}{added}{newline}"
    line_end = text.find("\n", place)
    if line_end < 0:
        return f"{text}{newline}{added}"
    return f"{text[: line_end + 1]}{added}{newline}{text[line_end + 1 :]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _column(text: str, place: int) -> int:
    return place - (text.rfind("\n", 0, place) + 1)
