"""Following the calls of a script by its syntax tree; any thread, nothing is run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tuner_gui.targets.reading import pure
from tuner_gui.targets.reading.built_in import SPECIAL
from tuner_gui.targets.reading.expressions import Expressions
from tuner_gui.targets.reading.members import DECORATING_METHODS, FOLLOWED_METHODS
from tuner_gui.targets.reading.values import (
    MISSING,
    Bound,
    Call,
    Class,
    Function,
    Instance,
    Made,
    Named,
    Receiver,
    Scope,
    Unknown,
    Value,
    is_known,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 14


class Frame:
    """What the body of a function does on its way."""

    __slots__ = ("has_raised", "returned", "scope", "yielded")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.returned: list[Value] = []
        self.yielded: list[Value] = []
        self.has_raised = False


class Calls(Expressions):
    """Follows calls.

    Args:
        maker: what makes the value of a call to a library's name; None for a plain `Made`.
        stray: answers a followed method of an object that is not known.

    Attributes:
        made: all calls to libraries, in their order.
        escaped: where a parser went into a call that cannot be followed.
    """

    def __init__(
        self,
        maker: Callable[[str], Callable[[Call], Value] | None],
        stray: Callable[[str, Value, Call], Value],
    ) -> None:
        super().__init__()
        self._maker = maker
        self._stray = stray
        self._depth = 0
        self.made: list[Made] = []
        self.escaped: list[str] = []

    def execute(self, statements: list[ast.stmt], frame: Frame) -> object:
        """Goes through statements."""
        raise NotImplementedError

    def call(self, function: Value, call: Call) -> Value:
        """Returns what a call returns; Unknown where only a run would tell."""
        self.step()
        match function:
            case Function():
                return self._call_function(function, call)
            case Class():
                return self._call_class(function, call)
            case Named():
                return self._call_named(function.path, call)
            case Bound():
                return self._call_bound(function, call)
            case Made():
                return self._call_made(function, call)
            case _:
                self._note_escape(function, call)
                return Unknown()

    def _call_bound(self, bound: Bound, call: Call) -> Value:
        receiver, name = bound.receiver, bound.name
        match receiver:
            case Receiver():
                return receiver.receive(name, call)
            case Made() | Function() | Class() | Instance():
                if name in FOLLOWED_METHODS - DECORATING_METHODS:
                    self.escaped += [receiver.name] if isinstance(receiver, Made) else []
                    return self._stray(name, receiver, call)
                return self._decorated(f"{_title(receiver)}.{name}", call, receiver)
            case Unknown() if name in FOLLOWED_METHODS:
                return self._stray(name, receiver, call)
            case _:
                return pure.call_method(receiver, name, call)

    def _call_named(self, path: str, call: Call) -> Value:
        if (maker := self._maker(path)) is not None:
            return maker(call)
        special = SPECIAL.get(path)
        if special is not None:
            return special(self, call)
        if path in pure.FUNCTIONS:
            return pure.call_function(path, call)
        if path in pure.LIKES:
            return Unknown(like=pure.LIKES[path])
        return self._decorated(path, call, None)

    def field_default(self, stated: Value) -> Value:
        """What a field of a class is without being given; MISSING where it has to be."""
        if not isinstance(stated, Made) or stated.name.rpartition(".")[2] != "field":
            return stated
        factory = stated.call.kwargs.get("default_factory")
        made = MISSING if factory is None else self.call(factory, Call())
        return stated.call.kwargs.get("default", made)

    def _decorated(self, name: str, call: Call, receiver: Value) -> Value:
        """A call to a library; of a single function or class it is a mark on that."""
        made = Made(name, call, receiver)
        self.made.append(made)
        if (subject := _subject(call)) is not None:
            subject.marks.append(made)
            return subject
        parser = next((arg for arg in call.args if isinstance(arg, Receiver)), None)
        if parser is not None:
            self.escaped.append(name)
            return parser
        return made

    def _call_made(self, made: Made, call: Call) -> Value:
        subject = _subject(call)
        if subject is not None:
            wrapped = made.call.args[0] if made.name == "functools.wraps" else None
            if isinstance(wrapped, Function) and isinstance(subject, Function):
                subject.title = wrapped.name
                subject.marks += wrapped.marks
            else:
                subject.marks.append(made)
            return subject
        if made.name == "functools.partial":
            first, *more = made.call.args
            return self.call(
                first, Call((*more, *call.args), made.call.kwargs | call.kwargs, call.line)
            )
        self._note_escape(made, call)
        return Unknown()

    def _note_escape(self, function: Value, call: Call) -> None:
        if any(isinstance(arg, Receiver) for arg in (*call.args, *call.kwargs.values())):
            self.escaped.append(getattr(function, "text", "") or getattr(function, "name", ""))

    def _call_function(self, function: Function, call: Call) -> Value:
        function.is_done = True
        if self._depth >= _DEEPEST:
            return Unknown()
        scope = Scope(function.scope)
        scope.names |= {"__class__": function.cls, "__self__": function.owner}
        self._bind(function, call, scope)
        self._depth += 1
        try:
            if isinstance(function.node, ast.Lambda):
                return self.evaluate(function.node.body, scope)
            frame = Frame(scope)
            self.execute(function.node.body, frame)
        finally:
            self._depth -= 1
        if frame.yielded:
            return frame.yielded
        if not frame.returned:
            return Unknown() if frame.has_raised else None
        return joined(frame.returned)

    def _bind(self, function: Function, call: Call, scope: Scope) -> None:
        args = function.node.args
        positional = [arg.arg for arg in (*args.posonlyargs, *args.args)]
        given = ([] if function.owner is None else [function.owner]) + list(call.args)
        names = [*positional, *(arg.arg for arg in args.kwonlyargs)]
        for name in names:
            fallback = Unknown() if call.is_open else function.defaults.get(name, Unknown())
            scope.names[name] = call.kwargs.get(name, fallback)
        scope.names |= dict(zip(positional, given, strict=False))
        if args.vararg is not None:
            scope.names[args.vararg.arg] = tuple(given[len(positional) :])
        if args.kwarg is not None:
            rest = {key: value for key, value in call.kwargs.items() if key not in names}
            scope.names[args.kwarg.arg] = Unknown() if call.is_open else rest

    def _call_class(self, cls: Class, call: Call) -> Value:
        if cls.is_enum:
            return _member(cls, call)
        maker = next(filter(None, map(self._maker, cls.foreign_bases())), None)
        owner: Value = Instance(cls) if maker is None else maker(call)
        if isinstance(owner, Receiver):
            owner.cls = cls
        start = cls.find("__init__")
        if isinstance(start, Function):
            self.call(start.bound_to(owner), call)
        elif isinstance(owner, Instance):
            owner.attributes |= self._field_values(cls, call)
        return owner

    def _field_values(self, cls: Class, call: Call) -> dict[str, Value]:
        names = [name for each in reversed(cls.lineage()) for name in each.annotations]
        stated = {name: self.field_default(cls.find(name)) for name in names}
        found = {name: value for name, value in stated.items() if value is not MISSING}
        return found | dict(zip(names, call.args, strict=False)) | call.kwargs


def _member(cls: Class, call: Call) -> Value:
    members = cls.enum_members()
    wanted = call.get("value", 0)
    unknown = Unknown(choices=tuple(each.value for each in members.values()))
    if not is_known(wanted):
        return unknown
    return next((each for each in members.values() if each.value == wanted), unknown)


def _subject(call: Call) -> Function | Class | None:
    """The function or class that is the only argument, as of a decorator."""
    is_one = len(call.args) == 1 and not call.kwargs
    only = call.args[0] if is_one else None
    return only if isinstance(only, Function | Class) else None


def _title(receiver: Value) -> str:
    return receiver.name if isinstance(receiver, Made) else type(receiver).__name__.lower()
