"""Attributes and items of the values that reading a script deals with; any thread."""

from __future__ import annotations

from tuner_gui.targets.reading import pure
from tuner_gui.targets.reading.values import (
    MISSING,
    Bound,
    Class,
    EnumMember,
    Function,
    Generic,
    Instance,
    Module,
    Named,
    Receiver,
    Super,
    Unknown,
    Value,
    is_known,
)

DECORATING_METHODS = frozenset({"command", "callback", "group", "add_command", "add_typer"})

FOLLOWED_METHODS = DECORATING_METHODS | frozenset(
    {"add_argument", "add_option", "add_arguments", "add_argument_group", "add_option_group"}
    | {"add_mutually_exclusive_group", "add_subparsers", "add_parser", "set_defaults"}
    | {"parse_args", "parse_known_args", "parse_intermixed_args", "parse_args_into_dataclasses"}
    | {"suggest_float", "suggest_int", "suggest_categorical", "suggest_uniform"}
    | {"suggest_loguniform", "suggest_discrete_uniform"}
)
"""Methods whose calls matter even where the object is not known."""


def attribute_of(value: Value, name: str) -> Value:  # noqa: PLR0911 - one for each kind of value
    """Returns an attribute; Unknown where only a run would tell."""
    match value:
        case Named():
            path = f"{value.path}.{name}"
            return pure.CONSTANTS.get(path, Named(path))
        case Module():
            found = value.scope.get(name)
            return Unknown() if found is MISSING else found
        case Class():
            return _of_class(value, name)
        case EnumMember():
            return {"value": value.value, "name": value.name}.get(name, Bound(value, name))
        case Instance():
            return _of_instance(value, name)
        case Super():
            return _of_super(value, name)
        case Receiver():
            return _of_receiver(value, name)
        case Function() if name == "__name__":
            return value.name
        case Unknown() if name not in FOLLOWED_METHODS:
            return Bound(value, name) if value.like else Unknown()
        case _:
            return Bound(value, name)


def _of_class(cls: Class, name: str) -> Value:
    if cls.is_enum:
        members = cls.enum_members()
        if name == "__members__":
            return members
        if name in members:
            return members[name]
    if name == "__name__":
        return cls.name
    if name == "__dict__":
        return dict(cls.members.names)
    found = cls.find(name)
    if isinstance(found, Function) and any(
        mark.name == "builtins.classmethod" for mark in found.marks
    ):
        return found.bound_to(cls)
    return Bound(cls, name) if found is MISSING else found


def _of_instance(value: Instance, name: str) -> Value:
    if name in value.attributes:
        return value.attributes[name]
    if name == "__dict__":
        return dict(value.attributes)
    return _bound_member(value.cls, name, value)


def _of_super(value: Super, name: str) -> Value:
    for base in value.cls.bases if value.cls else ():
        if isinstance(base, Class) and base.find(name) is not MISSING:
            return _bound_member(base, name, value.owner)
    return Bound(value.owner, name) if isinstance(value.owner, Receiver) else Unknown()


def _of_receiver(value: Receiver, name: str) -> Value:
    if name in value.attributes:
        return value.attributes[name]
    if value.cls is not None and value.cls.find(name) is not MISSING:
        return _bound_member(value.cls, name, value)
    return Bound(value, name)


def _bound_member(cls: Class, name: str, owner: Value) -> Value:
    found = cls.find(name)
    if found is MISSING:
        return Bound(owner, name) if name in FOLLOWED_METHODS else Unknown()
    if not isinstance(found, Function):
        return found
    names = {mark.name for mark in found.marks}
    if "builtins.staticmethod" in names:
        return found
    return found.bound_to(cls if "builtins.classmethod" in names else owner)


def item_of(value: Value, key: Value) -> Value:
    """Returns `value[key]`; Unknown where only a run would tell."""
    match value:
        case Named() | Generic() if not _is_environment(value):
            path = value.path if isinstance(value, Named) else value.base
            arguments = key if isinstance(key, tuple) else (key,)
            if path.rpartition(".")[2] == "Optional":
                return Generic("typing.Union", (*arguments, None))
            return Generic(path, arguments)
        case Class() if value.is_enum:
            members = value.enum_members()
            unknown = Unknown(like="text", choices=tuple(members))
            return members.get(key, unknown) if isinstance(key, str) else unknown
        case Named():
            return Unknown(like="text")
        case str() | list() | tuple() | dict() | range():
            return _item_of_container(value, key)
        case _:
            return Unknown()


def _is_environment(value: Value) -> bool:
    return isinstance(value, Named) and value.path == "os.environ"


def _item_of_container(value: Value, key: Value) -> Value:
    if not (is_known(key) or isinstance(key, slice)):
        return Unknown()
    try:
        return value[key]
    except (LookupError, TypeError, ValueError):
        return Unknown()
