"""What is wrong with a filter, each in one sentence. No Qt; any thread."""

from __future__ import annotations

import ast
import re

from tuner_gui.core.errors import TuningError

QUOTED = r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'"
"""A text in quotation marks."""

_SINGLE_EQUALS = re.compile(r"(?<![=<>!])=(?!=)")
_EXAMPLE = 'Write for example accuracy > 0.9 and state == "complete".'


class FilterError(TuningError):
    """A filter that cannot be read."""


def refused(node: ast.expr) -> FilterError:
    """Says what of Python cannot stand in a filter."""
    match node:
        case ast.Call():
            what = "A call"
        case ast.BinOp():
            what = "Arithmetic"
        case ast.Constant():
            what = "A number on its own"
        case _:
            what = "This"
    return FilterError(f"{what} cannot stand in a filter.", _EXAMPLE)


def no_list(name: str, *, has_texts: bool) -> FilterError:
    """Says what has to follow "in"."""
    example = '("a", "b")' if has_texts else "(1, 2)"
    return FilterError(f'After "in" comes a list, such as {name} in {example}.')


def without_order(name: str) -> FilterError:
    """Says how to ask for a mark, which is neither above nor below anything."""
    example = 'tag == "baseline"' if name == "tag" else name
    return FilterError(f"{name} is neither above nor below anything.", f"Write {example}.")


def unreadable(text: str) -> FilterError:
    """Says what the writer of a text that is no expression probably meant."""
    bare = re.sub(QUOTED, "", text)
    if _SINGLE_EQUALS.search(bare):
        return FilterError("Write == to compare.")
    if "&" in bare or "|" in bare:
        return FilterError("Write and, or, not between comparisons.")
    if bare.count('"') or bare.count("'"):
        return FilterError("A quotation mark is still open.")
    if bare.count("(") > bare.count(")"):
        return FilterError("A parenthesis is still open.")
    return FilterError("The filter cannot be read yet.", _EXAMPLE)
