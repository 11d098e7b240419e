"""The values that reading a script by its syntax tree deals with; any thread, nothing is run.

Plain Python values stand for themselves. What only a run would tell is `Unknown`; what comes from
a library is its dotted name, or the call that was made of it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A plain Python value, or one of the classes below."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only a run would tell.

    Args:
        like: its type where that is clear: int, float, bool, text, path or list.
        choices: the values from which a converter makes it, where these are known.
        node: how the script writes it.
    """

    like: str = ""
    choices: tuple[Value, ...] = ()
    node: ast.expr | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The script's own words for it."""
        text = "" if self.node is None else ast.unparse(self.node)
        return text if len(text) <= 80 else f"{text[:79]}…"


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a library or a builtin, such as `argparse.ArgumentParser`."""

    path: str

    @property
    def last(self) -> str:
        """The last part of the name."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Generic:
    """A type with arguments, such as `Literal["a", "b"]`; a union is `typing.Union`."""

    base: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of a call; `is_open` where a `*` or `**` of unknown content is among them."""

    args: tuple[Value, ...] = ()
    kwargs: dict[str, Value] = field(default_factory=dict)
    line: int = 0
    is_open: bool = False

    def get(self, name: str, position: int | None = None, default: Value = None) -> Value:
        """Returns an argument by its name or its position."""
        if name in self.kwargs:
            return self.kwargs[name]
        if position is not None and position < len(self.args):
            return self.args[position]
        return default


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What a call to a library returned; `receiver` is the object of a method."""

    name: str
    call: Call
    receiver: Value = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A method of a value."""

    receiver: Value
    name: str


@dataclass(slots=True, eq=False)
class Function:
    """A function or lambda of the script, perhaps bound to the value of its first argument.

    Args:
        defaults: the values of the parameters that have any, by name.
        marks: the decorators of libraries, the innermost first.
        is_done: it was called, or needs not be.
    """

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    defaults: dict[str, Value]
    owner: Value = None
    cls: Class | None = None
    marks: list[Made] = field(default_factory=list)
    is_done: bool = False
    title: str = ""

    @property
    def name(self) -> str:
        """Its name; that of the function that it wraps, if it wraps one."""
        return self.title or getattr(self.node, "name", "<lambda>")

    def bound_to(self, owner: Value) -> Function:
        """Returns the same function as a method of a value."""
        return replace(self, owner=owner)


@dataclass(slots=True, eq=False)
class Class:
    """A class of the script.

    Args:
        annotations: the annotated names of its body, in their order.
    """

    node: ast.ClassDef
    bases: tuple[Value, ...]
    members: Scope
    annotations: dict[str, ast.expr]
    marks: list[Made] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name

    def lineage(self) -> list[Class]:
        """Returns the class and its bases of the script, nearest first."""
        found = [self]
        for base in self.bases:
            if isinstance(base, Class):
                found += [each for each in base.lineage() if each not in found]
        return found

    def foreign_bases(self) -> list[str]:
        """Returns the dotted names of all bases from libraries."""
        bases = [base for each in self.lineage() for base in each.bases]
        generic = [base.base for base in bases if isinstance(base, Generic)]
        return [base.path for base in bases if isinstance(base, Named)] + generic

    def find(self, name: str) -> Value:
        """Returns a member, own or inherited; MISSING where there is none."""
        for each in self.lineage():
            if name in each.members.names:
                return each.members.names[name]
        return MISSING

    @property
    def is_enum(self) -> bool:
        """Whether it is an enumeration."""
        return any(path.rpartition(".")[2] in _ENUMS for path in self.foreign_bases())

    def enum_members(self) -> dict[str, EnumMember]:
        """Returns the members of an enumeration by name."""
        return {
            name: EnumMember(self, name, value)
            for name, value in self.members.names.items()
            if not name.startswith("_") and not isinstance(value, Function | Class)
        }


_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "ExplicitEnum", "Flag", "IntFlag"})


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A member of an enumeration."""

    cls: Class
    name: str
    value: Value


@dataclass(slots=True, eq=False)
class Instance:
    """An object of a class of the script."""

    cls: Class
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Module:
    """A module of the script's own folder."""

    name: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Super:
    """What `super()` returns inside a method."""

    owner: Value
    cls: Class | None


class Receiver:
    """A value that answers the calls of its methods itself, such as a parser.

    Attributes:
        cls: the class of the script that it is of, if that builds on a library's.
        attributes: what the script sets on it.
    """

    def __init__(self) -> None:
        self.cls: Class | None = None
        self.attributes: dict[str, Value] = {}

    def receive(self, name: str, call: Call) -> Value:
        """Answers a call."""
        raise NotImplementedError


class Scope:
    """Names and their values, inside other names."""

    __slots__ = ("names", "outer", "shared")

    def __init__(self, outer: Scope | None = None) -> None:
        self.names: dict[str, Value] = {}
        self.outer = outer
        self.shared: set[str] = set()
        """Those that `global` or `nonlocal` declares."""

    def get(self, name: str) -> Value:
        """Returns a value; MISSING where there is none."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return MISSING

    def set(self, name: str, value: Value) -> None:
        """Gives a name a value."""
        scope = self
        if name in self.shared:
            while scope.outer is not None and (scope is self or name not in scope.names):
                scope = scope.outer
        scope.names[name] = value


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Value = _Missing()
"""Stands where there is no value, not even an unknown one."""


def is_known(value: Value) -> bool:
    """Says whether a value is a plain one, with nothing unknown in it."""
    match value:
        case list() | tuple() | set() | frozenset():
            return all(map(is_known, value))
        case dict():
            return all(is_known(key) and is_known(item) for key, item in value.items())
        case None | bool() | int() | float() | str() | bytes() | range():
            return True
        case _:
            return False


_LIKES: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "bool"),
    ((int,), "int"),
    ((float,), "float"),
    ((str,), "text"),
    ((list, tuple, set, frozenset, dict, range), "list"),
)


def like_of(value: Value) -> str:
    """Returns the type of a value as `Unknown.like` writes it."""
    if isinstance(value, Unknown):
        return value.like
    if isinstance(value, EnumMember):
        return like_of(value.value)
    return next((like for kinds, like in _LIKES if isinstance(value, kinds)), "")


def joined(values: list[Value]) -> Value:
    """Returns the value that is one of several: the same, or an unknown of their common type."""
    real = [value for value in values if value is not None]
    if not real:
        return None
    first = real[0]
    if all(value is first for value in real):
        return first
    if all(is_known(value) for value in real) and all(
        type(value) is type(first) and value == first for value in real
    ):
        return first
    for value in real:
        if isinstance(value, Receiver | Function | Class):
            return value
    likes = {like_of(value) for value in real}
    if likes == {"int", "float"}:
        likes = {"float"}
    choices = next((value.choices for value in real if isinstance(value, Unknown)), ())
    return Unknown(like=likes.pop() if len(likes) == 1 else "", choices=choices)
