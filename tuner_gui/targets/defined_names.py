"""Which names of a Python file could be targets, by its syntax tree; any thread, runs nothing."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NameKind: TypeAlias = Literal["function", "objective", "class", "pipeline"]

_MOST_SOURCE = 2_000_000
_ASKED = frozenset({"train", "validate"})
_MAKERS = frozenset({"Pipeline", "make_pipeline", "ImbPipeline"})
_NO_PREDICTOR = re.compile(
    r".*(Scaler|Encoder|Fold|Split|Transformer|Imputer|Binarizer|Normalizer|Vectorizer|PCA)"
)
_ESTIMATOR_BASES = frozenset({"ClassifierMixin", "RegressorMixin"})
_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name that may stand for a target; only loading it tells for certain.

    Args:
        name: as the file defines it.
        kind: what it looks like.
        parameters: of a function, without `dataset` and `report`.
    """

    name: str
    kind: NameKind
    parameters: tuple[str, ...] = ()


def defined_names(path: Path) -> tuple[DefinedName, ...]:
    """Returns what a file defines on its outermost level that could be a target, in its order.

    Raises:
        TuningError: there is no such file, or it is not Python.
    """
    try:
        with path.open("rb") as file:
            source = file.read(_MOST_SOURCE)
        tree = ast.parse(source)
    except FileNotFoundError:
        raise TuningError(f"There is no file {path}.", "Choose the file again.") from None
    except OSError as error:
        raise TuningError(f"The file {path} cannot be read: {error.strerror}.") from error
    except SyntaxError as error:
        where = f"line {error.lineno} of {path.name}"
        raise TuningError(f"There is a syntax error in {where}: {error.msg}.") from None
    except (ValueError, RecursionError, MemoryError):
        raise TuningError(f"{path.name} is not a Python file.") from None
    found = {each.name: each for each in _Reader(tree).found()}
    return tuple(each for each in found.values() if not each.name.startswith("_"))


class _Reader:
    """Looks through the outermost statements of a module."""

    def __init__(self, tree: ast.Module) -> None:
        self._body = list(_statements(tree.body))
        self._classes = {each.name: each for each in self._body if isinstance(each, ast.ClassDef)}
        self._makers = _MAKERS | set(_from_scikit_learn(self._body))

    def found(self) -> Iterator[DefinedName]:
        """The names that could be targets."""
        for node in self._body:
            if isinstance(node, ast.ClassDef):
                yield from self._class(node)
            elif isinstance(node, _Function):
                yield from self._function(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and self._makes(node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = (each.id for each in targets if isinstance(each, ast.Name))
                yield from (DefinedName(name, "pipeline") for name in names)

    def _class(self, node: ast.ClassDef) -> Iterator[DefinedName]:
        if _ESTIMATOR_BASES & set(map(_last_name, node.bases)):
            yield DefinedName(node.name, "pipeline")
        elif self._methods(node) >= _ASKED:
            yield DefinedName(node.name, "class")

    def _methods(self, node: ast.ClassDef, seen: frozenset[str] = frozenset()) -> set[str]:
        """Its methods with those that it inherits from classes of the file."""
        found = {each.name for each in node.body if isinstance(each, _Function)}
        for base in map(_last_name, node.bases):
            if base in self._classes and base not in seen:
                found |= self._methods(self._classes[base], seen | {node.name})
        return found

    def _function(self, node: _Function) -> Iterator[DefinedName]:
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        names = [each.arg for each in every]
        own = tuple(name for name in names if name not in {"dataset", "report"})
        if own[:1] == ("trial",):
            yield DefinedName(node.name, "objective")
        elif self._returns_estimator(node):
            yield DefinedName(node.name, "pipeline")
        elif own or arguments.kwarg is not None:
            yield DefinedName(node.name, "function", own)

    def _returns_estimator(self, node: _Function) -> bool:
        """Says so of one that tells it in its annotation, or takes nothing and makes one."""
        if node.returns is not None and _last_name(node.returns) in self._makers:
            return True
        takes_nothing = not (node.args.args or node.args.kwonlyargs or node.args.posonlyargs)
        returned = (each.value for each in ast.walk(node) if isinstance(each, ast.Return))
        return takes_nothing and any(map(self._makes, returned))

    def _makes(self, value: ast.expr | None) -> bool:
        return isinstance(value, ast.Call) and _last_name(value.func) in self._makers


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, also those behind `if` and `try`, but not its own main part."""
    for node in body:
        if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _statements(node.body)
            yield from _statements(getattr(node, "orelse", []))
        else:
            yield node


def _from_scikit_learn(body: list[ast.stmt]) -> Iterator[str]:
    """The classes that a module imports from scikit-learn, by their names there."""
    for node in body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sklearn":
            names = (each.asname or each.name for each in node.names)
            yield from (
                name for name in names if name[:1].isupper() and not _NO_PREDICTOR.fullmatch(name)
            )


def _last_name(node: ast.expr) -> str:
    """Returns `C` of `a.b.C`, of `C[int]` and of the text "C"."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _last_name(value)
        case ast.Constant(value=str(text)):
            return text.rpartition(".")[2]
        case _:
            return ""
