"""What a text is made of before it means anything: scalars, lists and mappings, each with its line.

No Qt; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import JsonValue

LONGEST = 2_000_000
"""So many characters are read; a space of some thousand parameters has a tenth of it."""
DEEPEST = 24
MOST_DIGITS = 300


class TextFault(TuningError):
    """A text cannot be read, or what it says is no space.

    Args:
        line: where, counted from 1.
    """

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.line = line


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One value; `raw` is how it was written, without its quotes."""

    line: int
    value: bool | float | str | None
    raw: str


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    """Names and what they stand for, in the order written."""

    line: int
    entries: tuple[tuple[ScalarNode, Node], ...]


Node: TypeAlias = ScalarNode | ListNode | MapNode


def mapping(line: int, entries: Iterable[tuple[Node, Node]]) -> MapNode:
    """Returns a mapping; refuses keys that stand there twice or are no names."""
    seen: dict[str, int] = {}
    checked: list[tuple[ScalarNode, Node]] = []
    for key, value in entries:
        if not isinstance(key, ScalarNode):
            raise TextFault(key.line, "A name is missing before the colon.")
        if key.raw in seen:
            message = f"“{key.raw}” stands there twice, first in line {seen[key.raw]}."
            raise TextFault(key.line, message)
        seen[key.raw] = key.line
        checked.append((key, value))
    return MapNode(line, tuple(checked))


def plain_value(node: Node) -> JsonValue:
    """Returns what a node says, without its lines."""
    match node:
        case ScalarNode():
            return node.value
        case ListNode():
            return [plain_value(item) for item in node.items]
        case MapNode():
            return {key.raw: plain_value(value) for key, value in node.entries}


def require_readable(text: str) -> None:
    """Refuses what is too long, or empty."""
    if len(text) > LONGEST:
        raise TextFault(1, f"The text has more than {LONGEST:,} characters.")
    if not text.strip():
        raise TextFault(1, "The text is empty.", "A space without parameters is parameters: {}")


def too_deep(line: int) -> TextFault:
    """Returns the fault of brackets in brackets in brackets."""
    return TextFault(line, "These lists and mappings stand too deep in each other.")


def too_large(line: int, raw: str) -> TextFault:
    """Returns the fault of a number that no parameter can take."""
    return TextFault(line, f"{raw[:20]} is not a number that a parameter can take.")
