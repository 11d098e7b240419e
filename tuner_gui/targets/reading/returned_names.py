"""The metrics that a function or a class returns and reports, from its source; runs nothing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.targets.command.printed_names import is_metric, likely_first
from tuner_gui.targets.reading.sources import ReadingError, parse_python

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

LONE_NUMBER = "score"
"""What a number that is returned is called where its own name says nothing."""


def returned_metrics(path: Path, name: str) -> tuple[str, ...]:
    """Returns the names of the metrics that decide for what a file defines, likely ones first.

    A mapping that is returned names them itself, a lone number is called as its variable is if
    that is a metric's name, else `score`. What is reported too comes first, since it has a
    curve; what is only reported cannot decide.

    Args:
        path: of the Python file.
        name: of a function or a class with `validate`, dotted where it stands in a class.

    Returns:
        Nothing where only a run would tell.
    """
    try:
        tree = parse_python(path)
    except ReadingError:
        return ()
    function = _named(tree, name.split("."))
    if function is None:
        return ()
    found = [each for value in _returned(function) for each in _names(value, function)]
    reported = set(_reported(function))
    return tuple(sorted(likely_first(found), key=lambda name: name not in reported))


def _named(tree: ast.Module | ast.ClassDef, names: list[str]) -> _Function | None:
    """The function of a dotted name; of a class its `validate`."""
    first, *rest = names
    for node in reversed(tree.body):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name == first:
                return None if rest else node
            case ast.ClassDef(name=name) if name == first:
                return _named(node, rest or ["validate"])
    return None


def _returned(function: _Function) -> Iterator[ast.expr]:
    """What its own `return`s give, the last one first: the early ones may be ways out."""
    nodes = [node for node in _own_nodes(function) if isinstance(node, ast.Return)]
    for node in sorted(nodes, key=lambda node: -node.lineno):
        if node.value is not None:
            yield node.value


def _reported(function: _Function) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name("report") | ast.Attribute(attr="report"), keywords=given):
                yield from (each.arg for each in given if each.arg)


def _own_nodes(function: _Function) -> Iterator[ast.AST]:
    """Its nodes but for those of functions and classes inside it."""
    waiting: list[ast.AST] = list(function.body)
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, inner):
            yield node
            waiting += ast.iter_child_nodes(node)


def _names(value: ast.expr, function: _Function) -> Iterator[str]:
    match value:
        case ast.Dict(keys=keys):
            yield from _texts(keys)
        case ast.Call(func=ast.Name("dict"), keywords=given):
            yield from (each.arg for each in given if each.arg)
        case ast.Name(name) if mapping := list(_of_mapping(name, function)):
            yield from mapping
        case ast.Call(func=ast.Name("float"), args=[ast.Name(name)]) | ast.Name(name):
            yield from [name] if is_metric(name) else _unnamed(name, function)
        case ast.Attribute(attr=name) if is_metric(name):
            yield name
        case ast.Constant(value=int() | float()):
            yield LONE_NUMBER
        case ast.Constant() | ast.Subscript() | ast.Tuple() | ast.Starred():
            return  # only a run would tell what it is
        case _:
            yield LONE_NUMBER


def _unnamed(name: str, function: _Function) -> Iterator[str]:
    """A number, if that is what stands in the variable, as far as can be told."""
    for assigned in _assigned(name, function):
        if not isinstance(assigned, ast.Call | ast.Await):
            yield LONE_NUMBER
            return


def _of_mapping(name: str, function: _Function) -> Iterator[str]:
    """The keys of a mapping that a function fills before it returns it."""
    for assigned in _assigned(name, function):
        match assigned:
            case ast.Dict() | ast.Call(func=ast.Name("dict")):
                yield from _names(assigned, function)
    for node in _own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(held), slice=key)]):
                if held == name:
                    yield from _texts([key])


def _assigned(name: str, function: _Function) -> Iterator[ast.expr]:
    for node in _own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Name(held)], value=value) if held == name:
                yield value
            case ast.AnnAssign(target=ast.Name(held), value=ast.expr() as value) if held == name:
                yield value


def _texts(keys: Iterable[ast.expr | None]) -> Iterator[str]:
    for key in keys:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value
