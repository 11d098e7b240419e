"""What some functions of the standard library return, where following them needs the reader."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tuner_gui.targets.reading import pure
from tuner_gui.targets.reading.members import attribute_of
from tuner_gui.targets.reading.values import (
    MISSING,
    Bound,
    Call,
    Class,
    Function,
    Instance,
    Made,
    Named,
    Scope,
    Unknown,
    Value,
    is_known,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuner_gui.targets.reading.calls import Calls


def _environment(_reader: Calls, call: Call) -> Value:
    return call.get("default", 1, Unknown(like="text"))


def _wraps(_reader: Calls, call: Call) -> Value:
    return Made("functools.wraps", call)


def _cast(_reader: Calls, call: Call) -> Value:
    return call.get("val", 1)


def _getattr(reader: Calls, call: Call) -> Value:
    name = call.get("name", 1)
    return reader.attribute(call.args[0], name) if isinstance(name, str) else Unknown()


def _setattr(_reader: Calls, call: Call) -> Value:
    owner, name, value = (*call.args, None, None, None)[:3]
    attributes = getattr(owner, "attributes", None)
    if isinstance(attributes, dict) and isinstance(name, str):
        attributes[name] = value
    return None


def _map(reader: Calls, call: Call) -> Value:
    function, over = (*call.args, None, None)[:2]
    items = pure.listed(over)
    if items is MISSING:
        return Unknown(like="list")
    return [reader.call(function, Call((item,))) for item in items]


def _fields(reader: Calls, call: Call) -> Value:
    """What `dataclasses.fields` returns: the annotated fields of a class, as objects."""
    subject = call.get("class_or_instance", 0)
    cls = subject.cls if isinstance(subject, Instance) else subject
    if not isinstance(cls, Class):
        return Unknown(like="list")
    owners = {name: each for each in reversed(cls.lineage()) for name in each.annotations}
    return [_field_object(reader, cls, each, name) for name, each in owners.items()]


def _field_object(reader: Calls, cls: Class, owner: Class, name: str) -> Instance:
    described = cls.find(name)
    is_described = isinstance(described, Made)
    stated = reader.field_default(described)
    return Instance(
        cls,
        {
            "name": name,
            "type": reader.evaluate_annotation(owner.annotations[name], owner.members),
            "default": Named("dataclasses.MISSING") if stated is MISSING else stated,
            "metadata": described.call.kwargs.get("metadata", {}) if is_described else {},
        },
    )


def _callable(_reader: Calls, call: Call) -> Value:
    value = call.get("obj", 0, Unknown())
    if is_known(value):
        return False
    can_be_called = isinstance(value, Function | Class | Bound)
    return True if can_be_called else Unknown(like="bool")


def _hints(reader: Calls, call: Call) -> Value:
    """What `typing.get_type_hints` returns."""
    found = _fields(reader, call)
    if not isinstance(found, list):
        return Unknown(like="dict")
    return {each.attributes["name"]: each.attributes["type"] for each in found}


def _namedtuple(_reader: Calls, call: Call) -> Value:
    """The class that `collections.namedtuple` makes, with its fields."""
    name, fields = call.get("typename", 0), call.get("field_names", 1)
    names = fields.replace(",", " ").split() if isinstance(fields, str) else pure.listed(fields)
    if not isinstance(name, str) or names is MISSING or not is_known(names):
        return Unknown()
    node = ast.parse(f"class {name if name.isidentifier() else '_'}: pass").body[0]
    if not isinstance(node, ast.ClassDef):
        return Unknown()
    return Class(node, (), Scope(), {str(each): ast.Name(id="object") for each in names})


def _vars(_reader: Calls, call: Call) -> Value:
    """What `vars` and `dataclasses.asdict` return: the names of an object with their values."""
    subject = call.get("obj", 0)
    return attribute_of(subject, "__dict__") if subject is not None else Unknown(like="dict")


SPECIAL: Mapping[str, Callable[[Calls, Call], Value]] = {
    "os.environ.get": _environment,
    "os.getenv": _environment,
    "functools.wraps": _wraps,
    "typing.cast": _cast,
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "builtins.callable": _callable,
    "builtins.map": _map,
    "builtins.vars": _vars,
    "collections.namedtuple": _namedtuple,
    "dataclasses.asdict": _vars,
    "dataclasses.fields": _fields,
    "typing.get_type_hints": _hints,
}
"""By the dotted name of the function."""
