"""Reads YAML into nodes that know their lines. No Qt; any thread.

Plain words mean what YAML 1.2 says: `true`, `null`, `16`, `1e-5` are no text; `yes` and `on` are.
Nothing is built but scalars, lists and mappings: tags, anchors and aliases are refused.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

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

    from yaml import Event, ScalarEvent, YAMLError

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[+-]?[0-9]+(_[0-9]+)*")
_BASED = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(r"[+-]?([0-9]+(_[0-9]+)*\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[+-]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_SENTENCES = (
    (
        re.compile(r"flow (mapping|sequence|node)"),
        "A comma or a closing bracket is missing here.",
        True,
    ),
    (re.compile(r"quoted scalar.*unexpected end"), "A quote is not closed.", True),
    (re.compile(r"could not find expected ':'"), "A colon is missing after this.", True),
    (
        re.compile(r"mapping values are not allowed"),
        "A colon is one too many, or the line is indented too far.",
        False,
    ),
    (
        re.compile(r"block (mapping|collection)|expected <block end>"),
        "This line does not fit in with those above: look at its indentation.",
        False,
    ),
)
"""What the parser says, in other words; the last tells whether the line is where that begins."""


def yaml_nodes(text: str) -> Node:
    """Returns what a YAML text is made of.

    Raises:
        TextFault: it is no YAML, or more than scalars, lists and mappings.
    """
    import yaml

    require_readable(text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text.encode()
        return _whole(yaml.parse(text, Loader=loader))
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise TextFault(line, "There is half a character here.") from None
    except yaml.YAMLError as error:
        raise _syntax_fault(text, error) from None


def _whole(events: Iterator[Event]) -> Node:
    import yaml

    found: list[Node] = []
    for event in events:
        match event:
            case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentEndEvent():
                continue
            case yaml.DocumentStartEvent():
                if found:
                    raise TextFault(_line(event), "There is a second document after ---.")
            case _:
                found.append(_node(event, events, 0))
    if not found:
        raise TextFault(1, "There are only comments.", "No parameters: write parameters: {}")
    return found[0]


def _node(event: Event, events: Iterator[Event], depth: int) -> Node:
    import yaml

    if depth > DEEPEST:
        raise too_deep(_line(event))
    if getattr(event, "anchor", None) is not None:
        message = "Anchors and aliases (&name, *name) are not read here."
        raise TextFault(_line(event), message, "Write it out, or put quotes around it.")
    if getattr(event, "tag", None) is not None:
        raise TextFault(_line(event), "Tags (!name) are not read here.", "Put quotes around it.")
    match event:
        case yaml.ScalarEvent():
            return _scalar(event)
        case yaml.SequenceStartEvent():
            return ListNode(_line(event), tuple(_children(events, yaml.SequenceEndEvent, depth)))
        case _:
            children = list(_children(events, yaml.MappingEndEvent, depth))
            return mapping(_line(event), zip(children[::2], children[1::2], strict=True))


def _children(events: Iterator[Event], end: type[Event], depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, end):
            return
        yield _node(event, events, depth + 1)


def _scalar(event: ScalarEvent) -> ScalarNode:
    raw, line = event.value, _line(event)
    if not event.implicit[0]:
        return ScalarNode(line, raw, raw)
    if raw in _WORDS:
        return ScalarNode(line, _WORDS[raw], raw)
    if _NO_NUMBER.fullmatch(raw):
        raise too_large(line, raw)
    if _BASED.fullmatch(raw) and len(raw) <= MOST_DIGITS:
        return ScalarNode(line, int(raw, 0), raw)
    if not _FLOAT.fullmatch(raw):
        return ScalarNode(line, raw, raw)
    if len(raw) > MOST_DIGITS:
        raise too_large(line, raw)
    number = int(raw) if _INT.fullmatch(raw) else float(raw)
    if not math.isfinite(number):
        raise too_large(line, raw)
    return ScalarNode(line, number, raw)


def _line(event: Event) -> int:
    return 1 if event.start_mark is None else int(event.start_mark.line) + 1


def _syntax_fault(text: str, error: YAMLError) -> TextFault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        position = getattr(error, "position", 0)
        return TextFault(text.count("\n", 0, position) + 1, "There is a character YAML has not.")
    lines = text.splitlines() or [""]
    place = min(mark.line, len(lines) - 1)
    if "\t" in lines[place][: len(lines[place]) - len(lines[place].lstrip())]:
        return TextFault(place + 1, "YAML takes no tabs before a line.", "Indent with spaces.")
    problem = str(getattr(error, "problem", None) or error).strip().rstrip(".")
    said = f"{getattr(error, 'context', None) or ''} {problem}"
    for words, sentence, begins_earlier in _SENTENCES:
        if words.search(said):
            context = getattr(error, "context_mark", None) if begins_earlier else None
            at = place if context is None else min(context.line, place)
            return TextFault(at + 1, sentence)
    return TextFault(place + 1, f"This is not YAML: {problem}.")
