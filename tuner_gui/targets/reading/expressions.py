"""Working out the expressions of a script by its syntax tree; any thread, nothing is run."""

from __future__ import annotations

import ast
import builtins
import contextlib
from typing import TYPE_CHECKING, Any, ClassVar

from tuner_gui.targets.reading import pure
from tuner_gui.targets.reading.members import attribute_of, item_of
from tuner_gui.targets.reading.values import (
    MISSING,
    Call,
    Class,
    Function,
    Generic,
    Named,
    Scope,
    Super,
    Unknown,
    is_known,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuner_gui.targets.reading.values import Value

MOST_STEPS = 60_000
"""A script of 600 lines takes some hundreds; a nest of loops is left after so many."""


class OutOfSteps(Exception):
    """The reading is long enough; what was found stays."""


class Expressions:
    """Works out expressions; what calls do is up to the class that builds on this."""

    def __init__(self) -> None:
        self._steps = 0

    def call(self, function: Value, call: Call) -> Value:
        """Returns what a call returns."""
        raise NotImplementedError

    def rest(self) -> None:
        """Begins to count anew."""
        self._steps = 0

    def step(self) -> None:
        """Counts what is done; raises OutOfSteps past `MOST_STEPS`."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise OutOfSteps

    def evaluate(self, node: ast.expr | None, scope: Scope) -> Value:
        """Returns the value of an expression; Unknown where only a run would tell."""
        if node is None:
            return None
        self.step()
        handler = self._EXPRESSIONS.get(type(node))
        value = Unknown() if handler is None else handler(self, node, scope)
        if isinstance(value, Unknown) and value.node is None:
            return Unknown(value.like, value.choices, node)
        return value

    def evaluate_annotation(self, node: ast.expr | None, scope: Scope) -> Value:
        """Returns a type; one that is written as text is read."""
        value = self.evaluate(node, scope)
        if isinstance(value, str):
            try:
                return self.evaluate(ast.parse(value, mode="eval").body, scope)
            except (SyntaxError, ValueError):
                return Unknown()
        return value

    def attribute(self, value: Value, name: str) -> Value:
        """Returns an attribute of a value."""
        found = attribute_of(value, name)
        if isinstance(found, Function) and any(
            mark.name.endswith(("property", "property.setter")) for mark in found.marks
        ):
            return self.call(found, Call())
        return found

    def _constant(self, node: ast.Constant, _scope: Scope) -> Value:
        return node.value

    def _name(self, node: ast.Name, scope: Scope) -> Value:
        found = scope.get(node.id)
        if found is not MISSING:
            return found
        if node.id in pure.CONSTANTS:
            return pure.CONSTANTS[node.id]
        return Named(f"builtins.{node.id}") if node.id in _BUILTINS else Unknown()

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        return self.attribute(self.evaluate(node.value, scope), node.attr)

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Value:
        return item_of(self.evaluate(node.value, scope), self.evaluate(node.slice, scope))

    def _slice(self, node: ast.Slice, scope: Scope) -> Value:
        parts = [self.evaluate(part, scope) for part in (node.lower, node.upper, node.step)]
        return slice(*parts) if is_known(parts) else Unknown()

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Value:
        items: list[Value] = []
        for each in node.elts:
            if not isinstance(each, ast.Starred):
                items.append(self.evaluate(each, scope))
                continue
            more = pure.listed(self.evaluate(each.value, scope))
            if more is MISSING:
                return Unknown(like="list")
            items += more
        if isinstance(node, ast.List):
            return items
        return tuple(items) if isinstance(node, ast.Tuple) else _set_of(items)

    def _dict(self, node: ast.Dict, scope: Scope) -> Value:
        result: dict[Value, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            item = self.evaluate(value, scope)
            if key is not None:
                _put(result, self.evaluate(key, scope), item)
            elif isinstance(item, dict):
                result.update(item)
        return result

    def _joined_text(self, node: ast.JoinedStr, scope: Scope) -> Value:
        parts: list[str | None] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                spec = self.evaluate(part.format_spec, scope) or ""
                value = self.evaluate(part.value, scope)
                is_clear = isinstance(spec, str)
                parts.append(pure.formatted(value, part.conversion, spec) if is_clear else None)
            else:
                parts.append(str(self.evaluate(part, scope)))
        texts = [part for part in parts if part is not None]
        return "".join(texts) if len(texts) == len(parts) else Unknown(like="text")

    def _binary(self, node: ast.BinOp, scope: Scope) -> Value:
        left, right = self.evaluate(node.left, scope), self.evaluate(node.right, scope)
        if isinstance(node.op, ast.BitOr) and (_is_type(left) or _is_type(right)):
            return Generic("typing.Union", (left, right))
        return pure.operate(type(node.op).__name__, left, right)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Value:
        value = self.evaluate(node.operand, scope)
        if isinstance(node.op, ast.Not):
            is_true = pure.truth(value)
            return Unknown(like="bool") if is_true is None else not is_true
        if isinstance(value, int | float):
            match node.op:
                case ast.USub():
                    return -value
                case ast.UAdd():
                    return value
                case ast.Invert() if isinstance(value, int):
                    return ~int(value)
        return Unknown(like=value.like) if isinstance(value, Unknown) else Unknown()

    def _either(self, node: ast.BoolOp, scope: Scope) -> Value:
        wanted = isinstance(node.op, ast.Or)
        values = []
        for each in node.values:
            value = self.evaluate(each, scope)
            is_true = pure.truth(value)
            values.append(value)
            if is_true is wanted:
                break
            if is_true is not None and each is not node.values[-1]:
                values.pop()
        return values[0] if len(values) == 1 else joined(values)

    def _compare(self, node: ast.Compare, scope: Scope) -> Value:
        left = self.evaluate(node.left, scope)
        for operator, each in zip(node.ops, node.comparators, strict=True):
            right = self.evaluate(each, scope)
            result = pure.operate(type(operator).__name__, left, right)
            if result is not True:
                return result
            left = right
        return True

    def _choice(self, node: ast.IfExp, scope: Scope) -> Value:
        is_true = pure.truth(self.evaluate(node.test, scope))
        if is_true is not None:
            return self.evaluate(node.body if is_true else node.orelse, scope)
        return joined([self.evaluate(node.body, scope), self.evaluate(node.orelse, scope)])

    def _lambda(self, node: ast.Lambda, scope: Scope) -> Value:
        return Function(node, scope, self.defaults_of(node.args, scope))

    def defaults_of(self, args: ast.arguments, scope: Scope) -> dict[str, Value]:
        """Returns the default values of a function's parameters by name."""
        positional = [*args.posonlyargs, *args.args]
        late = positional[len(positional) - len(args.defaults) :]
        pairs = [*zip(late, args.defaults, strict=True)]
        pairs += [
            (arg, value)
            for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True)
            if value is not None
        ]
        return {arg.arg: self.evaluate(value, scope) for arg, value in pairs}

    def _named(self, node: ast.NamedExpr, scope: Scope) -> Value:
        value = self.evaluate(node.value, scope)
        scope.set(node.target.id, value)
        return value

    def _await(self, node: ast.Await, scope: Scope) -> Value:
        return self.evaluate(node.value, scope)

    def _call(self, node: ast.Call, scope: Scope) -> Value:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            cls = scope.get("__class__")
            return Super(scope.get("__self__"), cls if isinstance(cls, Class) else None)
        function = self.evaluate(node.func, scope)
        return self.call(function, self.arguments(node, scope))

    def arguments(self, node: ast.Call, scope: Scope) -> Call:
        """Returns the arguments of a call."""
        args: list[Value] = []
        kwargs: dict[str, Value] = {}
        is_open = False
        for each in node.args:
            if isinstance(each, ast.Starred):
                more = pure.listed(self.evaluate(each.value, scope))
                is_open = is_open or more is MISSING
                args += [] if more is MISSING else more
            else:
                args.append(self.evaluate(each, scope))
        for keyword in node.keywords:
            value = self.evaluate(keyword.value, scope)
            if keyword.arg is not None:
                kwargs[keyword.arg] = value
            elif isinstance(value, dict):
                kwargs |= {str(key): item for key, item in value.items()}
            else:
                is_open = True
        return Call(tuple(args), kwargs, node.lineno, is_open)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope
    ) -> Value:
        found: list[Value] = []
        is_clear = True
        for inner in self._rounds(node.generators, scope):
            found.append(self.evaluate(node.elt, inner))
            is_clear = is_clear and inner.get(_UNCLEAR) is MISSING
        if not is_clear:
            return Unknown(like="list")
        return _set_of(found) if isinstance(node, ast.SetComp) else found

    def _dict_comprehension(self, node: ast.DictComp, scope: Scope) -> Value:
        result: dict[Value, Value] = {}
        for inner in self._rounds(node.generators, scope):
            if inner.get(_UNCLEAR) is not MISSING:
                return Unknown(like="list")
            _put(result, self.evaluate(node.key, inner), self.evaluate(node.value, inner))
        return result

    def _rounds(self, generators: list[ast.comprehension], scope: Scope) -> Iterator[Scope]:
        """Yields the names of each round; one with `_UNCLEAR` where the rounds are not known."""
        first, *rest = generators
        items = pure.listed(self.evaluate(first.iter, scope))
        for item in [Unknown()] if items is MISSING else items:
            inner = Scope(scope)
            if items is MISSING:
                inner.names[_UNCLEAR] = True
            self.assign(first.target, item, inner)
            kept = [pure.truth(self.evaluate(test, inner)) for test in first.ifs]
            if False in kept:
                continue
            if None in kept:
                inner.names[_UNCLEAR] = True
            yield from self._rounds(rest, inner) if rest else [inner]

    def assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Gives a name, an attribute, an item, or several of them a value."""
        match target:
            case ast.Name():
                scope.set(target.id, value)
            case ast.Attribute():
                owner = self.evaluate(target.value, scope)
                attributes = getattr(owner, "attributes", None)
                if isinstance(attributes, dict):
                    attributes[target.attr] = value
            case ast.Subscript():
                owner = self.evaluate(target.value, scope)
                key = self.evaluate(target.slice, scope)
                if isinstance(owner, dict):
                    _put(owner, key, value)
            case ast.Starred():
                self.assign(target.value, Unknown(like="list"), scope)
            case ast.Tuple() | ast.List():
                items = pure.listed(value)
                is_even = items is not MISSING and len(items) == len(target.elts)
                for place, each in enumerate(target.elts):
                    self.assign(each, items[place] if is_even else Unknown(), scope)

    _EXPRESSIONS: ClassVar[dict[type[ast.expr], Callable[[Expressions, Any, Scope], Value]]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.Slice: _slice,
        ast.List: _sequence,
        ast.Tuple: _sequence,
        ast.Set: _sequence,
        ast.Dict: _dict,
        ast.JoinedStr: _joined_text,
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.BoolOp: _either,
        ast.Compare: _compare,
        ast.IfExp: _choice,
        ast.Lambda: _lambda,
        ast.NamedExpr: _named,
        ast.Await: _await,
        ast.Call: _call,
        ast.ListComp: _comprehension,
        ast.SetComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.DictComp: _dict_comprehension,
    }


_UNCLEAR = "<unclear>"
"""Marks the names of a round of which it is not known whether it takes place."""

_BUILTINS = frozenset(dir(builtins))


def _is_type(value: Value) -> bool:
    return isinstance(value, Named | Generic | Class) or value is None


def _set_of(items: list[Value]) -> Value:
    try:
        return set(items)
    except TypeError:
        return Unknown(like="list")


def _put(target: dict[Value, Value], key: Value, value: Value) -> None:
    with contextlib.suppress(TypeError):
        target[key] = value
