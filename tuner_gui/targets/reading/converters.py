"""What a converter (`type=…`) says of the values of an argument; any thread, nothing is run."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.expressions import OutOfSteps
from tuner_gui.targets.reading.guessing import NAMED, Guess, choices_of, finite, type_of
from tuner_gui.targets.reading.option import UNBOUNDED, Bounds, type_of_value
from tuner_gui.targets.reading.values import (
    MISSING,
    Bound,
    Call,
    Class,
    Function,
    Made,
    Named,
    Unknown,
    Value,
    is_known,
    like_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.targets.reading.interpreter import Interpreter


def guess_converter(reader: Interpreter, value: Value, default: Value = MISSING) -> Guess:
    """Returns what a function says that is given the text of an argument.

    Args:
        reader: works out what it makes of some texts.
        value: the function.
        default: of the argument: a text that it surely takes.
    """
    if value is None or value is MISSING:
        return Guess()
    guess = _known_converter(value) or _of_evaluation(value, default)
    if guess is None:
        before = len(reader.made)
        reader.rest()
        try:
            guess = _guess_function(reader, value, default)
        except OutOfSteps:
            guess = Guess()
        del reader.made[before:]
    return replace(guess, is_converted=True)


def _known_converter(value: Value) -> Guess | None:
    match value:
        case str():  # as in optparse
            return NAMED.get(value, Guess("text"))
        case Named(path="builtins.bool"):
            return Guess("bool", is_any_text_true=True)
        case Class() if value.is_enum:
            return Guess("text", choices_of(value))
        case Bound(receiver=dict() as table):
            return Guess("text", choices_of(list(table)))
        case Made(name="argparse.FileType" | "click.File"):
            return Guess("path")
        case _:
            return None


def _of_evaluation(value: Value, default: Value) -> Guess | None:
    """What a converter that takes any expression makes of the default; None for another."""
    if not isinstance(value, Named) or value.path not in _EVALUATING:
        return None
    try:
        return Guess(type_of_value(ast.literal_eval(str(default))))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Guess()


_EVALUATING = frozenset({"ast.literal_eval", "builtins.eval", "json.loads", "yaml.safe_load"})
_SAMPLES = ("true", "0.5", "1", "0", "10", "100", "a")
BOOLEANS: tuple[tuple[str, str], ...] = (
    ("True", "False"),
    ("true", "false"),
    ("1", "0"),
    ("yes", "no"),
)


def _guess_function(reader: Interpreter, value: Value, default: Value) -> Guess:
    """What becomes of some texts, as far as that can be worked out; else of any text."""

    def converted(text: str) -> Value:
        return reader.call(value, Call((text,)))

    bounds = _refused(value) if isinstance(value, Function) else UNBOUNDED
    own = [str(default)] if is_known(default) and default is not None else []
    for sample in (*own, *_SAMPLES):
        result = converted(sample)
        if isinstance(result, bool):
            pairs = [(converted(on), converted(off)) for on, off in BOOLEANS]
            return boolean_guess([pair == (True, False) for pair in pairs])
        if result is not None and is_known(result):
            is_other = isinstance(result, int | float) and converted("10") not in _UNCHANGED
            is_other = is_other and not (sample in own and result == default)
            return Guess("text" if is_other else type_of(like_of(result)), bounds=bounds)
    result = reader.call(value, Call((Unknown(like="text"),)))
    choices = choices_of(list(result.choices)) if isinstance(result, Unknown) else None
    return Guess("text" if choices else type_of(like_of(result)), choices, bounds)


_UNCHANGED = (10, None, Unknown(), Unknown(like="int"), Unknown(like="float"))


def boolean_guess(fitting: list[bool]) -> Guess:
    """Returns a boolean that is given by the first of the `BOOLEANS` that fit."""
    for (on, off), is_fitting in zip(BOOLEANS, fitting, strict=True):
        if is_fitting:
            numbers = (int(on), int(off)) if on.isdigit() else (on, off)
            return Guess("bool", texts=() if on == "True" else numbers)
    return Guess("bool", is_any_text_true=True)


def _refused(function: Function) -> Bounds:
    """The bounds that a converter keeps: `if value < 0: raise …`."""
    found = UNBOUNDED
    body = [] if isinstance(function.node, ast.Lambda) else function.node.body
    for node in (each for statement in body for each in ast.walk(statement)):
        if isinstance(node, ast.If) and any(isinstance(each, ast.Raise) for each in node.body):
            for bounds in _refused_by(node.test, is_not=False):
                found = found | bounds
    return found


def _refused_by(test: ast.expr, *, is_not: bool) -> Iterable[Bounds]:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _refused_by(operand, is_not=not is_not)
        case ast.BoolOp(op=ast.Or(), values=values) if not is_not:
            for value in values:
                yield from _refused_by(value, is_not=is_not)
        case ast.BoolOp(op=ast.And(), values=values) if is_not:
            for value in values:
                yield from _refused_by(value, is_not=is_not)
        case ast.Compare(left=left, ops=ops, comparators=rights) if is_not or len(ops) == 1:
            lefts = [left, *rights]
            for place, operator in enumerate(ops):
                yield from _refused_pair(lefts[place], operator, rights[place], is_not=is_not)


def _refused_pair(
    left: ast.expr, operator: ast.cmpop, right: ast.expr, *, is_not: bool
) -> Iterable[Bounds]:
    """The bound that is kept where `left operator right` is refused (or, with not, demanded)."""
    number, name, other = _literal(right), type(operator).__name__, left
    if number is None:
        number, name, other = _literal(left), _MIRRORED.get(name, ""), right
    name = _MIRRORED_BY_NOT.get(name, "") if is_not else name
    if number is None or not isinstance(other, ast.Name):
        return
    match name:
        case "Lt":
            yield Bounds(low=number)
        case "LtE":
            yield Bounds(low=number, low_open=True)
        case "Gt":
            yield Bounds(high=number)
        case "GtE":
            yield Bounds(high=number, high_open=True)


_MIRRORED = {"Lt": "Gt", "LtE": "GtE", "Gt": "Lt", "GtE": "LtE"}
_MIRRORED_BY_NOT = {"Lt": "GtE", "LtE": "Gt", "Gt": "LtE", "GtE": "Lt"}


def _literal(node: ast.expr) -> float | None:
    try:
        return finite(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
