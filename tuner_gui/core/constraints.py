"""Relations between parameters, typed as expressions; a small grammar, never Python's `eval`.

Everything is computed in double precision. What cannot be computed (a division by zero, the
logarithm of a negative number) is not a number, and a comparison with it is false. A constraint
that names a parameter which is not active does not apply, so it holds.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.constraint_math import (
    SCALARS,
    Compiled,
    ReadError,
    arrays,
    compile_relation,
)
from tuner_gui.core.errors import invalid_field, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from tuner_gui.core.nesting import FlatParams

    Columns: TypeAlias = Mapping[str, NDArray[np.float64]]

_LONGEST = 1_000
_NAME = re.compile(r"\{([^{}]*)\}|(?<![\w.])([A-Za-z_]\w*(?:\.\w+)*)(\s*\()?")
"""A name in braces, or a bare one; the third group where it is called."""
_WORDS = {"and", "or", "not"}
_SIGNS = str.maketrans({"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "·": "*", "−": "-"})
_SLIPS = (
    (re.compile(r"=[<>]"), "The signs are written <= and >=."),
    (re.compile(r"(?<![<>=!:])=(?!=)"), "An equality is written ==."),
)
_EXAMPLE = "Write a relation such as x < y or a * b <= 4096."


@dataclass(frozen=True)
class Constraint:
    """A relation that the values of numeric parameters must keep.

    The grammar has names, numbers, comparisons, `+ - * / // % **`, `and or not`, and `min max
    abs log`. A name that is no Python name stands in braces: `{weight-decay} < 0.1`.

    Args:
        text: the relation, such as `a * b <= 4096`.

    Raises:
        InvalidSpace: the text is not such a relation.
    """

    text: str

    def __post_init__(self) -> None:
        self._parsed  # noqa: B018 - raises where it cannot be read

    def __reduce__(self) -> tuple[type[Constraint], tuple[str]]:
        return Constraint, (self.text,)

    @cached_property
    def _parsed(self) -> _Parsed:
        return _parse(self.text)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that it names, each once."""
        return self._parsed.names

    @property
    def equated(self) -> tuple[str, ...]:
        """The parameters on either side of a `==`."""
        return self._parsed.equated

    @cached_property
    def _scalar(self) -> Compiled:
        return compile_relation(self._parsed.tree, self._parsed.names, SCALARS)

    @cached_property
    def _array(self) -> Compiled:
        return compile_relation(self._parsed.tree, self._parsed.names, arrays())

    def holds(self, flat: FlatParams) -> bool:
        """Says whether values, by dotted name, keep it; also where one is not active."""
        try:
            numbers = [float(flat[name]) for name in self.names]  # type: ignore[arg-type]
        except KeyError:
            return True
        return bool(self._scalar(numbers))

    def holds_in(self, columns: Columns) -> NDArray[np.bool_]:
        """Says for each row of equally long columns of numbers whether it keeps it."""
        import numpy as np

        with np.errstate(all="ignore"):
            held: NDArray[np.bool_] = self._array([columns[name] for name in self.names])
        return held


@dataclass(frozen=True, slots=True)
class _Parsed:
    tree: ast.expr
    names: tuple[str, ...]
    equated: tuple[str, ...]


def _parse(text: object) -> _Parsed:
    if not isinstance(text, str):
        raise _unreadable(f"A constraint is a text, not {text!r}.")
    if not text.strip():
        raise _unreadable("The constraint is empty.", _EXAMPLE)
    if len(text) > _LONGEST:
        raise _unreadable(f"The constraint has more than {_LONGEST:,} characters.")
    places: dict[str, int] = {}

    def placeholder(found: re.Match[str]) -> str:
        quoted, bare, call = found.groups()
        if bare in _WORDS or call:
            return found[0]
        name = quoted.strip() if bare is None else bare
        return f" _{places.setdefault(name, len(places))} "

    plain = _NAME.sub(placeholder, text.strip().translate(_SIGNS))
    names = tuple(places)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `1or x`, which is read all the same
            tree = ast.parse(plain.strip(), mode="eval").body
        compile_relation(tree, names, SCALARS)
    except ReadError as error:
        raise _unreadable(str(error), _EXAMPLE) from None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        hint = next((hint for slip, hint in _SLIPS if slip.search(plain)), _EXAMPLE)
        raise _unreadable(
            f"{shortened(text.strip())!r} cannot be read as a relation.", hint
        ) from None
    if not names:
        raise _unreadable(f"{shortened(text.strip())!r} names no parameter.", _EXAMPLE)
    return _Parsed(tree, names, _equated(tree, names))


def _equated(tree: ast.expr, names: tuple[str, ...]) -> tuple[str, ...]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq) for op in node.ops):
            inner = (each.id for each in ast.walk(node) if isinstance(each, ast.Name))
            found.update(names[int(each[1:])] for each in inner if each.startswith("_"))
    return tuple(name for name in names if name in found)


def rename_in(text: str, old: str, new: str) -> str:
    """Returns a constraint's text with one parameter's name replaced by another."""

    def renamed(found: re.Match[str]) -> str:
        quoted, bare, call = found.groups()
        name = quoted.strip() if bare is None else bare
        return quoted_name(new) if name == old and not call else found[0]

    return _NAME.sub(renamed, text)


def quoted_name(name: str) -> str:
    """Returns a parameter's name as a constraint writes it: in braces where it must be."""
    found = _NAME.fullmatch(name)
    is_bare = found is not None and found[2] == name and name not in _WORDS
    return name if is_bare else f"{{{name}}}"


def _unreadable(message: str, hint: str = "") -> Exception:
    return invalid_field("constraints", message, hint)
