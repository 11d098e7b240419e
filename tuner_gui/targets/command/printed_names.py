"""The metrics that a script seems to print, told from its source; runs nothing, any thread."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tuner_gui.core.objective import Direction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NAME = r"(?P<name>[A-Za-z_][\w./@-]*)"
_BEFORE_VALUE = re.compile(rf"""(?<![\w./@-]){_NAME}["']?\s*[=:]\s*$""")
_WITH_FORMAT = re.compile(
    rf"""(?<![\w./@-]){_NAME}["']?\s*[=:]\s*(?:\{{[^{{}}]*\}}|%[-+.\d]*[dfgeGFE])"""
)
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
    skipped = _NO_METRICS | {name.lower() for name in parameters}
    found = dict.fromkeys(name for name in _names(tree) if name.lower() not in skipped)
    return tuple(sorted(found, key=_rank))


def usual_direction(metric: str) -> Direction:
    """Returns the way that is better of a metric, as the last word of its name tells."""
    for word in reversed(_words(metric)):
        if word in _LESS_IS_BETTER:
            return Direction.MINIMIZE
        if word in _MORE_IS_BETTER:
            break
    return Direction.MAXIMIZE


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name.replace("_", " "))]


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=parts):
                yield from _of_parts(parts)
            case ast.Constant(value=str(text)):
                yield from (found["name"] for found in _WITH_FORMAT.finditer(text))
            case ast.Call(func=ast.Name("report") | ast.Attribute(attr="report")):
                yield from (each.arg for each in node.keywords if each.arg and each.arg != "step")
            case ast.Call(func=ast.Attribute(attr="dumps") | ast.Name("dumps")):
                yield from _keys(node)


def _of_parts(parts: list[ast.expr]) -> Iterator[str]:
    """The names right before the values of an f-string; `{loss=}` is text and value too."""
    for text, value in pairwise(parts):
        if not isinstance(text, ast.Constant) or not isinstance(value, ast.FormattedValue):
            continue
        if found := _BEFORE_VALUE.search(str(text.value)):
            yield found["name"]


def _keys(call: ast.Call) -> Iterator[str]:
    for given in call.args:
        if isinstance(given, ast.Dict):
            for key in given.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


def _rank(name: str) -> tuple[bool, bool, bool]:
    words = set(_words(name))
    is_more = bool(words & _MORE_IS_BETTER)
    return not (is_more or words & _LESS_IS_BETTER), not words & _HELD_OUT, not is_more
