"""Finds a search space in Python source and evaluates it, without running it; any thread."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuner_gui.exchange.spaces.faults import SpaceFault
from tuner_gui.exchange.spaces.python_values import Evaluator

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 200_000
_USUAL_NAMES = (
    "param_distributions",
    "param_grid",
    "param_dist",
    "param_grids",
    "sweep_configuration",
    "sweep_config",
    "search_space",
    "space",
)
_KEYWORDS = {"param_grid", "param_distributions", "search_spaces"}


@dataclass(frozen=True, slots=True)
class PythonValue:
    """A literal, and the variable that holds it."""

    value: Any
    name: str = ""


def read_python(text: str, *, is_required: bool) -> PythonValue | None:
    """Returns the search space in Python source.

    Args:
        text: a literal alone, or a script with an assignment.
        is_required: it is Python for certain; otherwise None is returned where it is not.

    Raises:
        SpaceFault: there is none, there are several, or it holds what a file cannot say.
    """
    if len(text) > _LONGEST:
        if is_required:
            raise SpaceFault("", f"the script has more than {_LONGEST:,} characters.")
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in texts that are none
            tree = ast.parse(text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if not is_required:
            return None
        where = getattr(error, "lineno", None)
        line = f"line {where}" if where else "the script"
        raise SpaceFault("", f"{line} is not Python.") from None
    try:
        return _found(tree, is_required=is_required)
    except RecursionError:
        raise SpaceFault("", "the file is nested too deeply.") from None


def _found(tree: ast.Module, *, is_required: bool) -> PythonValue | None:
    evaluator = Evaluator(dict(_assignments(tree)))
    if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
        node = tree.body[0].value
        if _is_literal(node, evaluator):
            return PythonValue(evaluator.value(node, ""))
    candidates = {
        name: node for name, node in evaluator.names.items() if _is_literal(node, evaluator)
    }
    usual = [name for name in _USUAL_NAMES if name in candidates]
    if len(usual) == 1 or len(candidates) == 1:
        name = usual[0] if usual else next(iter(candidates))
        return PythonValue(evaluator.value(candidates[name], name), name)
    if len(candidates) > 1:
        names = ", ".join(usual or candidates)
        hint = "Keep one of them, or call it param_grid or param_distributions."
        raise SpaceFault("", f"the script has several search spaces: {names}.", hint)
    for name, node in _keyword_arguments(tree):
        if _is_literal(node, evaluator):
            return PythonValue(evaluator.value(node, name), name)
    if is_required:
        hint = "Assign it to param_grid or param_distributions."
        raise SpaceFault("", "the script has no dict or list of dicts to search.", hint)
    return None


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _keyword_arguments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in _KEYWORDS:
                    yield str(keyword.arg), keyword.value


def _is_literal(node: ast.expr, evaluator: Evaluator) -> bool:
    """Says whether an expression is a dict with names, or a list of such dicts."""
    match node:
        case ast.Dict(keys=keys):
            return bool(keys) and all(
                key is None or (isinstance(key, ast.Constant) and isinstance(key.value, str))
                for key in keys
            )
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            inner = [evaluator.resolved(each) for each in elements]
            return bool(inner) and all(
                isinstance(each, ast.Dict) and _is_literal(each, evaluator) for each in inner
            )
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            return bool(keywords)
        case _:
            return False
