"""Functions and methods without effects, worked out while a script is read; bounded in size."""

from __future__ import annotations

import math
import operator
import os
import re
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.values import (
    MISSING,
    Class,
    EnumMember,
    Named,
    Unknown,
    is_known,
    like_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuner_gui.targets.reading.values import Call, Value

MOST_ITEMS = 2_000
_MOST_CHARACTERS = 20_000
_MOST_BITS = 2_048

FUNCTIONS: dict[str, Callable[..., Value]] = {
    f"builtins.{kind.__name__}": kind
    for kind in (
        *(abs, all, any, bool, dict, divmod, enumerate, float, frozenset, int, isinstance, len),
        *(list, max, min, pow, range, reversed, round, set, sorted, str, sum, tuple, zip),
    )
} | {
    f"{module}.{name}": getattr(math, name)
    for module in ("math", "numpy")
    for name in ("sqrt", "log", "log10", "log2", "exp", "floor", "ceil")
}

_ITERABLES = frozenset({"enumerate", "zip", "reversed", "list", "tuple", "set", "dict", "sorted"})

FUNCTIONS |= {
    f"os.path.{function.__name__}": function
    for function in (os.path.join, os.path.dirname, os.path.basename, os.path.splitext)
}

CONSTANTS: Mapping[str, Value] = {
    "math.pi": math.pi,
    "math.e": math.e,
    "math.inf": math.inf,
    "numpy.inf": math.inf,
    "numpy.pi": math.pi,
    "argparse.SUPPRESS": "==SUPPRESS==",
    "__name__": "__main__",
}

LIKES: Mapping[str, str] = {
    "builtins.int": "int",
    "builtins.len": "int",
    "builtins.round": "float",
    "builtins.float": "float",
    "builtins.str": "text",
    "builtins.bool": "bool",
    "builtins.isinstance": "bool",
    "builtins.callable": "bool",
    "builtins.open": "path",
    "builtins.list": "list",
    "builtins.tuple": "list",
    "builtins.set": "list",
    "builtins.dict": "list",
    "builtins.sorted": "list",
    "os.cpu_count": "int",
    "os.getcwd": "path",
    "os.path.join": "path",
    "os.path.realpath": "path",
    "os.path.abspath": "path",
    "os.path.dirname": "path",
    "os.path.expanduser": "path",
    "os.path.exists": "bool",
    "pathlib.Path": "path",
    "tempfile.mkdtemp": "path",
    "tempfile.gettempdir": "path",
    "distutils.util.strtobool": "bool",
    "setuptools.distutils.util.strtobool": "bool",
    "time.time": "float",
    "time.strftime": "text",
    "torch.cuda.is_available": "bool",
    "torch.cuda.device_count": "int",
    "torch.device": "text",
    "numpy.float32": "float",
    "numpy.float64": "float",
    "numpy.int64": "int",
    "decimal.Decimal": "float",
}
"""What some calls return whose result only a run would tell."""

_TEXT_METHODS = frozenset(
    {"capitalize", "count", "endswith", "find", "format", "isdigit", "join", "lower", "lstrip"}
    | {"partition", "removeprefix", "removesuffix", "replace", "rpartition", "rsplit", "rstrip"}
    | {"split", "splitlines", "startswith", "strip", "swapcase", "title", "upper"}
)
_TEXT_LIKES = {"split": "list", "rsplit": "list", "splitlines": "list"} | dict.fromkeys(
    ("startswith", "endswith", "isdigit", "isnumeric", "isalpha"), "bool"
)
_METHODS: Mapping[type, frozenset[str]] = {
    str: _TEXT_METHODS,
    list: frozenset(
        {"append", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort"}
    ),
    dict: frozenset(["copy", "get", "items", "keys", "pop", "setdefault", "update", "values"]),
    set: frozenset(["add", "copy", "difference", "discard", "intersection", "union", "update"]),
    frozenset: frozenset(["copy", "difference", "intersection", "union"]),
    tuple: frozenset(["count", "index"]),
    int: frozenset({"bit_length"}),
    float: frozenset({"is_integer"}),
}

OPERATORS: Mapping[str, Callable[[Value, Value], Value]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
    "FloorDiv": operator.floordiv,
    "Mod": operator.mod,
    "Pow": operator.pow,
    "BitOr": operator.or_,
    "BitAnd": operator.and_,
    "BitXor": operator.xor,
    "LShift": operator.lshift,
    "RShift": operator.rshift,
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "Is": operator.is_,
    "IsNot": operator.is_not,
    "In": lambda left, right: left in right,
    "NotIn": lambda left, right: left not in right,
}


def call_function(path: str, call: Call) -> Value:
    """Returns what a function of the table returns; Unknown where that cannot be told."""
    name = path.rpartition(".")[2]
    args = [listed(arg) if isinstance(arg, Class) else arg for arg in call.args]
    if name == "dict" and not call.is_open and all(isinstance(arg, dict) for arg in args):
        return {key: value for part in (*args, call.kwargs) for key, value in part.items()}
    if name == "isinstance" and len(args) == 2:
        return _is_instance(*args)
    unknown = Unknown(like=LIKES.get(path, "list" if name in _ITERABLES else ""))
    if call.is_open or not is_known(call.kwargs) or not _can_take(name, args):
        return unknown
    try:
        result = FUNCTIONS[path](*args, **call.kwargs)
        if name in {"enumerate", "zip", "reversed"}:
            result = list(result)
    except Exception:  # noqa: BLE001 - whatever it is, it is the script's and shows when it runs
        return unknown
    return result if isinstance(result, range) or not _is_large(result) else unknown


def _can_take(name: str, args: list[Value]) -> bool:
    if any(isinstance(arg, Unknown) for arg in args) or any(map(_is_large, args)):
        return False
    if name == "pow" and _is_costly("Pow", args[0], args[-1]):
        return False
    return name in _ITERABLES or name == "len" or is_known(args)


def _is_instance(value: Value, kind: Value) -> Value:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    known = [_KINDS.get(each.path) for each in kinds if isinstance(each, Named)]
    if not is_known(value) or len(known) < len(kinds) or None in known:
        return Unknown(like="bool")
    return isinstance(value, tuple(each for each in known if each is not None))


_KINDS: Mapping[str, type] = {
    f"builtins.{kind.__name__}": kind for kind in (bool, int, float, str, list, tuple, dict)
}


def call_method(value: Value, name: str, call: Call) -> Value:
    """Returns what a method of a plain value returns; Unknown where that cannot be told."""
    if isinstance(value, Unknown):
        is_text = value.like == "text" and name in _TEXT_METHODS
        return Unknown(like=_TEXT_LIKES.get(name, "text")) if is_text else Unknown()
    unknown = Unknown(like=_TEXT_LIKES.get(name, "text") if isinstance(value, str) else "")
    if call.is_open or not _can_do(value, name, call):
        return unknown
    try:
        result = getattr(value, name)(*call.args, **call.kwargs)
    except Exception:  # noqa: BLE001 - the script's own
        return unknown
    if name in {"keys", "values", "items"}:
        return list(result)
    return unknown if _is_large(result) else result


def _can_do(value: Value, name: str, call: Call) -> bool:
    if name not in _METHODS.get(type(value), frozenset()):
        return False
    if any(map(_is_large, (value, *call.args))) or (name == "format" and _pads_widely(value)):
        return False
    is_of_values = isinstance(value, str) or name in {"sort", "count", "index", "remove"}
    return not is_of_values or is_known((value, call.args, call.kwargs))


def operate(name: str, left: Value, right: Value) -> Value:
    """Returns the result of a binary operator or a comparison; Unknown where it is not clear."""
    result = OPERATORS.get(name, operator.add)
    is_comparison = name in _COMPARISONS
    unknown = Unknown(like="bool" if is_comparison else _like_of_result(name, left, right))
    if name in {"Is", "IsNot"} and isinstance(left, Unknown | Named):
        return unknown
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown
    is_list_of_any = isinstance(left, list | dict | set) and isinstance(right, list | dict | set)
    is_membership = name in {"In", "NotIn"} and isinstance(right, list | tuple | dict | set)
    is_identity = name in {"Is", "IsNot"}
    is_any = is_list_of_any or is_membership or is_identity
    if not is_any and not (is_known(left) and is_known(right)):
        return unknown
    if _is_costly(name, left, right):
        return unknown
    try:
        value = result(left, right)
    except Exception:  # noqa: BLE001 - the script's own
        return unknown
    return unknown if _is_large(value) else value


_COMPARISONS = frozenset(["Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"])


def truth(value: Value) -> bool | None:
    """Returns whether a value counts as true; None where only a run would tell."""
    if isinstance(value, list | tuple | set | dict) or is_known(value):
        return bool(value)
    return None


def listed(value: Value) -> Value:
    """Returns what a loop over a value goes through, as a list; MISSING where it is not known."""
    match value:
        case Class() if value.is_enum:
            return list(value.enum_members().values())
        case list() | tuple() | dict() | set() | frozenset() | str() | range():
            return MISSING if len(value) > MOST_ITEMS else list(value)
        case _:
            return MISSING


def formatted(value: Value, conversion: int, spec: str) -> str | None:
    """Returns a field of an f-string; None where it is not known."""
    if isinstance(value, EnumMember) or not is_known(value) or re.search(r"\d{3,}", spec):
        return None
    try:
        return format(_CONVERSIONS[conversion](value) if conversion > 0 else value, spec)
    except Exception:  # noqa: BLE001 - the script's own
        return None


_CONVERSIONS: Mapping[int, Callable[[Value], str]] = {115: str, 114: repr, 97: ascii}


def _like_of_result(name: str, left: Value, right: Value) -> str:
    likes = {like_of(left), like_of(right)}
    if "path" in likes and name == "Div":
        return "path"
    if name == "Div":
        return "float"
    if name == "Mod" and like_of(left) == "text":
        return "text"
    if likes == {"int", "float"}:
        return "float"
    return likes.pop() if len(likes) == 1 else ""


def _is_costly(name: str, left: Value, right: Value) -> bool:
    match name, left, right:
        case "Pow", _, int() | float():
            return abs(right) > 64
        case "LShift", _, int():
            return right > 64
        case "Mult", str() | list() | tuple(), int():
            return len(left) * right > MOST_ITEMS
        case "Mult", int(), str() | list() | tuple():
            return left * len(right) > MOST_ITEMS
        case "Mod", str(), _:
            return _pads_widely(left)
        case _:
            return False


def _pads_widely(text: str) -> bool:
    return re.search(r"\d{3,}|\*", text) is not None


def _is_large(value: Value) -> bool:
    match value:
        case str() | bytes():
            return len(value) > _MOST_CHARACTERS
        case list() | tuple() | set() | dict() | range() | frozenset():
            return len(value) > MOST_ITEMS
        case int():
            return value.bit_length() > _MOST_BITS
        case _:
            return False
