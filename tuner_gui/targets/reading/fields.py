"""The parameters of functions and the fields of classes, told from their source; any thread."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.guessing import Guess, detailed, guess_annotation
from tuner_gui.targets.reading.values import (
    MISSING,
    Call,
    Class,
    Function,
    Generic,
    Made,
    Named,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.targets.reading.interpreter import Interpreter

_DESCRIBING = frozenset({"field", "Field", "attrib", "ib", "Option", "Argument", "mutable_field"})
_SKIPPED = frozenset({"self", "cls", "ctx", "context", "model_config", "trial"})


@dataclass(frozen=True, slots=True)
class FieldRead:
    """A parameter of a function, or a field of a class.

    Args:
        default: MISSING where there is none.
        nested: the class of the script that it holds.
        described: the call that describes it, such as `typer.Option(…)`.
    """

    name: str
    guess: Guess
    default: Value = MISSING
    nested: Class | None = None
    described: Made | None = None


def function_fields(reader: Interpreter, function: Function) -> Iterator[FieldRead]:
    """Yields the parameters of a function that can be given by name."""
    helps = documented(function.node)
    args = function.node.args
    for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs):
        annotation = reader.evaluate_annotation(arg.annotation, function.scope)
        is_context = isinstance(annotation, Named) and annotation.last == "Context"
        if arg.arg in _SKIPPED or is_context:
            continue
        default = function.defaults.get(arg.arg, MISSING)
        found = _field(reader, arg.arg, annotation, default)
        yield _helped(found, helps)


def class_fields(reader: Interpreter, cls: Class) -> Iterator[FieldRead]:
    """Yields the annotated fields of a class, those of its bases first."""
    found: dict[str, FieldRead] = {}
    for each in reversed(cls.lineage()):
        helps = documented(each.node) | _commented(each.node)
        for name, node in each.annotations.items():
            annotation = reader.evaluate_annotation(node, each.members)
            base = annotation.base if isinstance(annotation, Generic) else ""
            is_class_var = base.endswith("ClassVar") or _last(annotation) == "ClassVar"
            if name in _SKIPPED or name.startswith("_") or is_class_var:
                continue
            default = each.members.names.get(name, MISSING)
            found[name] = _helped(_field(reader, name, annotation, default), helps)
        for name in found.keys() & each.members.names.keys() - each.annotations.keys():
            found[name] = replace(found[name], default=each.members.names[name])
    yield from found.values()


def _field(reader: Interpreter, name: str, annotation: Value, default: Value) -> FieldRead:
    guess = guess_annotation(annotation)
    described = _described(annotation, default)
    if described is not None and described is default:
        guess = detailed(guess, [described])
        metadata = described.call.kwargs.get("metadata")
        if isinstance(metadata, dict) and isinstance(metadata.get("help"), str):
            guess = replace(guess, help=metadata["help"])
        default = _stated_default(reader, described)
    nested = _nested_class(annotation)
    if nested is None and isinstance(default, Class) and not default.is_enum:
        nested = default
    return FieldRead(name, guess, default, nested, described)


def _described(annotation: Value, default: Value) -> Made | None:
    if isinstance(default, Made) and default.name.rpartition(".")[2] in _DESCRIBING:
        return default
    if isinstance(annotation, Generic) and annotation.base.endswith("Annotated"):
        details = [each for each in annotation.arguments[1:] if isinstance(each, Made)]
        return next((each for each in details if each.name.endswith(("Option", "Argument"))), None)
    return None


def _stated_default(reader: Interpreter, described: Made) -> Value:
    last = described.name.rpartition(".")[2]
    is_positional = last in {"Field", "Option", "Argument", "field"}
    stated = described.call.get("default", 0 if is_positional else None, MISSING)
    if stated is Ellipsis:
        return MISSING
    if stated is MISSING:
        factory = described.call.get("default_factory", None, described.call.get("factory"))
        if isinstance(factory, Function | Named):
            return reader.call(factory, Call())
        return MISSING if factory is None else factory
    return stated


def _nested_class(annotation: Value) -> Class | None:
    match annotation:
        case Class() if not annotation.is_enum:
            return annotation
        case Generic(base=base, arguments=arguments) if base.endswith(("Union", "Annotated")):
            return next(filter(None, map(_nested_class, arguments)), None)
        case _:
            return None


def _helped(found: FieldRead, helps: dict[str, str]) -> FieldRead:
    if found.guess.help or found.name not in helps:
        return found
    return replace(found, guess=replace(found.guess, help=helps[found.name]))


def _last(value: Value) -> str:
    return value.last if isinstance(value, Named) else ""


_PARAM_LINE = re.compile(
    r"^\s*(?::param(?:\s+[\w.\[\], ]+?)?\s+(?P<sphinx>\w+):"
    r"|\*{0,2}(?P<google>\w+)(?:\s*\([^)]*\))?:)\s+(?P<text>\S.*)$"
)


def documented(node: ast.AST) -> dict[str, str]:
    """Returns what a docstring says of each parameter, in the ways of Google and Sphinx."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {}
    found = {}
    for line in (ast.get_docstring(node) or "").splitlines():
        if match := _PARAM_LINE.match(line):
            found[match["sphinx"] or match["google"]] = match["text"].strip()
    return found


def _commented(node: ast.ClassDef) -> dict[str, str]:
    """What a text right below a field says of it."""
    found = {}
    for above, below in zip(node.body, node.body[1:], strict=False):
        match above, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(text.split())
    return found


def is_unknown(value: Value) -> bool:
    """Says whether a default is there, but not known."""
    return isinstance(value, Unknown | Made)
