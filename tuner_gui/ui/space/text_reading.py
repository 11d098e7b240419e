"""Reads the text of a search space: the space it says, or what is wrong in which line.

Two ways of writing are read: the short one of `text_format`, and the rows of a session file.
No Qt; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuner_gui.core.errors import InvalidSpace, SpaceProblem
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.space_document import parameter_of_row
from tuner_gui.ui.space.json_nodes import json_nodes
from tuner_gui.ui.space.text_nodes import ListNode, MapNode, Node, ScalarNode, TextFault
from tuner_gui.ui.space.text_rows import TextRow, listed_row, named_row
from tuner_gui.ui.space.yaml_nodes import yaml_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuner_gui.core.parameter import Parameter
    from tuner_gui.ui.space.text_format import TextFormat

_KEYS = ("parameters", "constraints", "revision")


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong in a line, counted from 1."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class TextReading:
    """What a text says.

    Args:
        space: None while there are problems.
        problems: in the order of the lines.
    """

    space: HyperParamSpace | None
    problems: tuple[TextProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class TextRows:
    """Parameters on their way from one space into another, and the constraints beside them."""

    parameters: tuple[Parameter, ...]
    constraints: tuple[str, ...] = ()


@dataclass(slots=True)
class _Parts:
    """Rows and constraints that could be read, and what was wrong with the others."""

    rows: list[TextRow] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    constraints: list[ScalarNode] = field(default_factory=list)
    problems: list[TextProblem] = field(default_factory=list)


def read_space_text(text: str, form: TextFormat) -> TextReading:
    """Returns the space that a text says, or all that is wrong with it."""
    try:
        parts = _parts(_nodes(text, form))
    except TextFault as fault:
        return TextReading(None, (TextProblem(fault.line, str(fault)),))
    if not parts.problems:
        space = _space(parts)
        if space is not None:
            return TextReading(space)
    return TextReading(None, tuple(sorted(parts.problems, key=lambda each: each.line)))


def read_rows_text(text: str) -> TextRows:
    """Returns the parameters that a text lists, in either form; parents may be missing.

    Raises:
        TextFault: it is no text of parameters; the message names the line.
    """
    parts = _parts(_nodes(text, None))
    for problem in parts.problems:
        raise TextFault(problem.line, f"Line {problem.line}: {problem.message}")
    return TextRows(tuple(parts.parameters), tuple(each.raw for each in parts.constraints))


def _nodes(text: str, form: TextFormat | None) -> Node:
    if form == "json":
        return json_nodes(text)
    if form is None and text.lstrip()[:1] in {"{", "["}:
        try:
            return json_nodes(text)
        except TextFault:  # it may still be YAML in brackets
            return yaml_nodes(text)
    return yaml_nodes(text)


def _parts(node: Node) -> _Parts:
    parts = _Parts()
    for entry in _entries(node, parts):
        try:
            row = entry if isinstance(entry, TextRow) else listed_row(entry)
            parts.rows.append(row)
            parts.parameters.append(_parameter(row))
        except TextFault as fault:
            parts.problems.append(TextProblem(fault.line, str(fault)))
    return parts


def _entries(node: Node, parts: _Parts) -> Iterator[TextRow | Node]:
    """Gives the rows one by one; those that cannot be read become problems."""
    if isinstance(node, ListNode):
        yield from node.items
        return
    if not isinstance(node, MapNode):
        hint = "Begin with parameters: and indent what follows."
        raise TextFault(node.line, f"“{node.raw[:40]}” is no list of parameters.", hint)
    top = {key.raw: (key, value) for key, value in node.entries}
    if "parameters" not in top:
        yield from _named_rows(node, parts)
        return
    for name, (key, _) in top.items():
        if name not in _KEYS:
            message = f"“{name}” is neither parameters nor constraints."
            parts.problems.append(TextProblem(key.line, message))
    yield from _rows_of(top["parameters"][1], parts)
    if "constraints" in top:
        _read_constraints(top["constraints"][1], parts)


def _rows_of(node: Node, parts: _Parts) -> Iterator[TextRow | Node]:
    match node:
        case MapNode():
            yield from _named_rows(node, parts)
        case ListNode():
            yield from node.items
        case ScalarNode(value=None):
            raise TextFault(node.line, "There are no parameters.", "Write parameters: {}")
        case _:
            raise TextFault(node.line, "The parameters are no mapping of names.")


def _named_rows(node: MapNode, parts: _Parts) -> Iterator[TextRow]:
    for key, value in node.entries:
        try:
            yield named_row(key, value)
        except TextFault as fault:
            parts.problems.append(TextProblem(fault.line, str(fault)))


def _read_constraints(node: Node, parts: _Parts) -> None:
    if isinstance(node, ScalarNode) and node.value is None:
        return
    if not isinstance(node, ListNode):
        parts.problems.append(TextProblem(node.line, "The constraints are no list of relations."))
        return
    for item in node.items:
        if isinstance(item, ScalarNode) and isinstance(item.value, str):
            parts.constraints.append(item)
        else:
            message = "A constraint is a text such as x < y."
            parts.problems.append(TextProblem(item.line, message))


def _parameter(row: TextRow) -> Parameter:
    try:
        return parameter_of_row(row.row)
    except InvalidSpace as error:
        problem = error.problems[0] if error.problems else SpaceProblem("", "", error.message)
        sentence = f"{row.row.name}: {problem.message} {error.hint}".strip()
        raise TextFault(row.line_of(problem.field), sentence) from None


def _space(parts: _Parts) -> HyperParamSpace | None:
    try:
        space = HyperParamSpace(parts.parameters)
    except InvalidSpace as error:
        parts.problems += _placed(error.problems, parts.rows)
        return None
    whole: HyperParamSpace | None = space
    for node in parts.constraints:
        try:
            space = space.add_constraint(node.raw)
        except InvalidSpace as error:
            said = error.problems[0].message if error.problems else error.message
            sentence = said if error.hint in said else f"{said} {error.hint}"
            parts.problems.append(TextProblem(node.line, sentence))
            whole = None
    return space if whole is not None else None


def _placed(problems: Iterable[SpaceProblem], rows: list[TextRow]) -> Iterator[TextProblem]:
    """Says in which line a problem between rows stands; of rows of one name, in the last."""
    by_name = {row.row.name: row for row in rows}
    for problem in problems:
        row = by_name.get(problem.parameter)
        yield TextProblem(1 if row is None else row.line_of(problem.field), str(problem))
