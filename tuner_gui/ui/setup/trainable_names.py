"""Finds, without running it, which class of a Python file could be a target. No Qt; any thread."""

from __future__ import annotations

import ast
from pathlib import Path

_ASKED = {"train", "validate"}


def trainable_name(path: str) -> str:
    """Returns the first class of a file that can train and validate; empty if there is none."""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _ASKED.issubset(_methods(node)):
            return node.name
    return ""


def _methods(node: ast.ClassDef) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {each.name for each in node.body if isinstance(each, kinds)}
