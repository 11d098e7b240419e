"""The metrics that a script seems to print, told from its source; runs nothing, any thread."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tuner_gui.core.objective import Direction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_NAME = r"(?P<name>[A-Za-z_][\w./@-]*)"
_BEFORE_VALUE = re.compile(rf"""(?<![\w./@-]){_NAME}["']?\s*[=:]\s*$""")
_WITH_FORMAT = re.compile(
    rf"""(?<![\w./@-]){_NAME}["']?\s*[=:]\s*(?:\{{[^{{}}]*\}}|%[-+.\d]*[dfgeGFE])"""
)
_WITH_NUMBER = re.compile(rf"""(?<![\w./@-]){_NAME}["']?\s*[=:]\s*-?\d+(?:\.\d+)?(?![\w:/.])""")
_WITH_TEXT = re.compile(rf"""(?<![\w./@-]){_NAME}["']?\s*[=:]\s*%s""")
_ALONE = re.compile(rf"{_NAME}\s*")
_PRINTING = frozenset(
    {"print", "echo", "secho", "write", "rprint", "debug", "info", "warning", "error", "log"}
)
"""What prints or logs, by the last part of its name."""

_NO_METRICS = frozenset(
    {"epoch", "epochs", "step", "steps", "iter", "iteration", "batch", "seed", "time", "elapsed"}
    | {"eta", "round", "fold", "device", "lr", "learning_rate", "params", "n", "i", "s"}
)
_HELD_OUT = frozenset({"val", "valid", "validation", "test", "eval", "dev", "best", "cv"})
_LESS_IS_BETTER = frozenset(
    {"loss", "error", "err", "mse", "rmse", "mae", "mape", "nll", "ppl", "perplexity", "wer", "cer"}
    | {"logloss", "regret", "fid", "brier", "latency", "time", "seconds", "distance", "cost"}
)
_MORE_IS_BETTER = frozenset(
    {"acc", "accuracy", "auc", "auroc", "f1", "r2", "score", "precision", "recall", "map", "iou"}
    | {"bleu", "rouge", "reward", "return", "dice", "psnr", "ssim", "top1", "top5", "kappa", "ap"}
)
_WORDS = re.compile(r"[A-Za-z]+\d*")


def printed_metrics(source: str | bytes, parameters: Collection[str] = ()) -> tuple[str, ...]:
    """Returns the names of what a script seems to print as metrics, likely objectives first.

    Args:
        source: of a Python script; of any other text nothing is told.
        parameters: names that are printed without being metrics.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    skipped = {name.lower() for name in parameters}
    return likely_first(name for name in _names(tree) if name.lower() not in skipped)


def usual_direction(metric: str) -> Direction:
    """Returns the way that is better of a metric, as the last word of its name tells."""
    for word in reversed(_words(metric)):
        if word in _LESS_IS_BETTER:
            return Direction.MINIMIZE
        if word in _MORE_IS_BETTER:
            break
    return Direction.MAXIMIZE


def is_metric(name: str) -> bool:
    """Says whether a word of the name is one that metrics are called by."""
    return not (_LESS_IS_BETTER | _MORE_IS_BETTER).isdisjoint(_words(name))


def likely_first(names: Iterable[str]) -> tuple[str, ...]:
    """Returns the names that are metrics, once each and likely objectives first."""
    found = dict.fromkeys(name for name in names if name.lower() not in _NO_METRICS)
    return tuple(sorted(found, key=_rank))


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name.replace("_", " "))]


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=parts):
                yield from _of_parts(parts)
            case ast.Constant(value=str(text)):
                yield from (found["name"] for found in _WITH_FORMAT.finditer(text))
            case ast.Call():
                yield from _of_call(node)


def _of_call(call: ast.Call) -> Iterator[str]:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name) if name == "report":
            yield from (each.arg for each in call.keywords if each.arg and each.arg != "step")
            yield from _keys(each.value for each in call.keywords if each.arg is None)
        case ast.Name(name) | ast.Attribute(attr=name) if name == "dumps":
            yield from _keys(call.args)
        case ast.Name(name) | ast.Attribute(attr=name) if name in _PRINTING:
            yield from _keys(call.args)
            yield from _printed(call.args)


def _printed(args: list[ast.expr]) -> Iterator[str]:
    """The names before what is printed beside them, or before a number in the text itself."""
    for text in _texts(args):
        yield from (found["name"] for found in _WITH_NUMBER.finditer(text))
        yield from (each["name"] for each in _WITH_TEXT.finditer(text) if is_metric(each["name"]))
    for given, following in pairwise(_summands(args)):
        if not isinstance(given, ast.Constant) or isinstance(following, ast.Constant):
            continue
        text = str(given.value)
        if found := _BEFORE_VALUE.search(text):
            yield found["name"]
        elif (alone := _ALONE.fullmatch(text)) and is_metric(alone["name"]):
            yield alone["name"]


def _texts(args: list[ast.expr]) -> Iterator[str]:
    return (str(each.value) for each in args if isinstance(each, ast.Constant))


def _summands(args: list[ast.expr]) -> Iterator[ast.expr]:
    """The arguments; of `"loss: " + str(x)` both."""
    for each in args:
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Add):
            yield from _summands([each.left, each.right])
        else:
            yield each


def _of_parts(parts: list[ast.expr]) -> Iterator[str]:
    """The names right before the values of an f-string; `{loss=}` is text and value too."""
    for text, value in pairwise(parts):
        if not isinstance(text, ast.Constant) or not isinstance(value, ast.FormattedValue):
            continue
        if found := _BEFORE_VALUE.search(str(text.value)):
            yield found["name"]


def _keys(args: Iterable[ast.expr]) -> Iterator[str]:
    for given in args:
        if isinstance(given, ast.Dict):
            for key in given.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


def _rank(name: str) -> tuple[bool, bool, bool]:
    words = set(_words(name))
    is_more = bool(words & _MORE_IS_BETTER)
    return not (is_more or words & _LESS_IS_BETTER), not words & _HELD_OUT, not is_more
