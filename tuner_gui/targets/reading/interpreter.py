"""Going through the statements of a script by its syntax tree; any thread, nothing is run.

Both ways of a branch are gone where only a run would tell which; loops over what is known are gone
round by round; modules of the script's own folder are followed.
"""

from __future__ import annotations

import ast
import contextlib
import sys
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, ClassVar

from tuner_gui.targets.reading import pure
from tuner_gui.targets.reading.calls import Calls, Frame
from tuner_gui.targets.reading.expressions import OutOfSteps
from tuner_gui.targets.reading.sources import ReadingError, parse_python
from tuner_gui.targets.reading.values import (
    MISSING,
    Call,
    Class,
    Function,
    Module,
    Named,
    Scope,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.targets.reading.values import Value

_MOST_ROUNDS = 200
_MOST_MODULES = 40


class _End(Enum):
    """How a block of statements ends."""

    FALL = auto()
    CONTINUE = auto()
    BREAK = auto()
    LEAVE = auto()


class Interpreter(Calls):
    """Goes through one script and the modules of its folder that it imports.

    Attributes:
        functions: those of the script itself, in the order of their definition.
        classes: likewise.
        main: the names of the script.
    """

    def __init__(
        self,
        path: Path,
        maker: Callable[[str], Callable[[Call], Value] | None],
        stray: Callable[[str, Value, Call], Value],
    ) -> None:
        super().__init__(maker, stray)
        self._path = path
        self._modules: dict[Path, Module] = {}
        self._folder = path.parent
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.main = Scope()
        self.main.names["__file__"] = str(path)

    def run(self, tree: ast.Module) -> None:
        """Goes through the script."""
        self._modules[self._path.resolve()] = Module("__main__", self.main)
        with contextlib.suppress(OutOfSteps):
            self.execute(tree.body, Frame(self.main))
        self.rest()

    def run_function(self, function: Function, call: Call) -> None:
        """Goes through a function that the script does not call itself."""
        with contextlib.suppress(OutOfSteps):
            self.call(function, call)
        self.rest()

    def execute(self, statements: list[ast.stmt], frame: Frame) -> _End:
        """Goes through a block; returns how it ends."""
        for statement in statements:
            self.step()
            handler = self._STATEMENTS.get(type(statement))
            if handler is None:
                continue
            try:
                end = handler(self, statement, frame)
            except RecursionError:
                continue
            if end is not None and end is not _End.FALL:
                return end
        return _End.FALL

    def _expression(self, node: ast.Expr, frame: Frame) -> None:
        if isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Await):
            value = self.evaluate(node.value.value, frame.scope)
            if isinstance(node.value, ast.Yield):
                frame.yielded.append(value)
            elif isinstance(node.value, ast.YieldFrom):
                more = pure.listed(value)
                frame.yielded += [] if more is MISSING else more
            return
        self.evaluate(node.value, frame.scope)

    def _assign(self, node: ast.Assign, frame: Frame) -> None:
        value = self.evaluate(node.value, frame.scope)
        for target in node.targets:
            self.assign(target, value, frame.scope)

    def _assign_annotated(self, node: ast.AnnAssign, frame: Frame) -> None:
        if node.value is not None:
            self.assign(node.target, self.evaluate(node.value, frame.scope), frame.scope)

    def _assign_augmented(self, node: ast.AugAssign, frame: Frame) -> None:
        old = self.evaluate(node.target, frame.scope)
        more = self.evaluate(node.value, frame.scope)
        self.assign(node.target, pure.operate(type(node.op).__name__, old, more), frame.scope)

    def _return(self, node: ast.Return, frame: Frame) -> _End:
        frame.returned.append(self.evaluate(node.value, frame.scope))
        return _End.LEAVE

    def _raise(self, _node: ast.Raise, frame: Frame) -> _End:
        frame.has_raised = True
        return _End.LEAVE

    def _continue(self, _node: ast.Continue, _frame: Frame) -> _End:
        return _End.CONTINUE

    def _break(self, _node: ast.Break, _frame: Frame) -> _End:
        return _End.BREAK

    def _if(self, node: ast.If, frame: Frame) -> _End:
        is_true = pure.truth(self.evaluate(node.test, frame.scope))
        if is_true is not None:
            return self.execute(node.body if is_true else node.orelse, frame)
        ends = {self.execute(node.body, frame), self.execute(node.orelse, frame)}
        return ends.pop() if len(ends) == 1 else _End.FALL

    def _for(self, node: ast.For | ast.AsyncFor, frame: Frame) -> _End:
        items = pure.listed(self.evaluate(node.iter, frame.scope))
        if items is MISSING or len(items) > _MOST_ROUNDS:
            items = [Unknown()]
        for item in items:
            self.assign(node.target, item, frame.scope)
            end = self.execute(node.body, frame)
            if end in {_End.BREAK, _End.LEAVE}:
                break
        return self.execute(node.orelse, frame)

    def _while(self, node: ast.While, frame: Frame) -> _End:
        self.evaluate(node.test, frame.scope)
        self.execute(node.body, frame)
        return _End.FALL

    def _try(self, node: Any, frame: Frame) -> _End:
        """Handlers first: what the body itself says of a name stands."""
        for handler in node.handlers:
            self.execute(handler.body, frame)
        end = self.execute(node.body, frame)
        self.execute(node.orelse, frame)
        self.execute(node.finalbody, frame)
        return end

    def _with(self, node: ast.With | ast.AsyncWith, frame: Frame) -> _End:
        for item in node.items:
            value = self.evaluate(item.context_expr, frame.scope)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value, frame.scope)
        return self.execute(node.body, frame)

    def _match(self, node: ast.Match, frame: Frame) -> None:
        for case in node.cases:
            self.execute(case.body, frame)

    def _shared(self, node: ast.Global | ast.Nonlocal, frame: Frame) -> None:
        frame.scope.shared.update(node.names)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
        if any(getattr(each, "attr", "") in {"setter", "deleter"} for each in node.decorator_list):
            return
        defaults = self.defaults_of(node.args, frame.scope)
        cls = frame.scope.names.get("__defining__")
        outer = frame.scope.outer if isinstance(cls, Class) else frame.scope
        function = Function(node, outer or frame.scope, defaults, cls=cls)
        if self._is_own(frame.scope):
            self.functions.append(function)
        frame.scope.set(node.name, self._decorate(function, node.decorator_list, frame))

    def _class(self, node: ast.ClassDef, frame: Frame) -> None:
        bases = tuple(self.evaluate(base, frame.scope) for base in node.bases)
        annotations = {
            each.target.id: each.annotation
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        }
        cls = Class(node, bases, Scope(frame.scope), annotations)
        cls.members.names["__defining__"] = cls
        self.execute(node.body, Frame(cls.members))
        del cls.members.names["__defining__"]
        if self._is_own(frame.scope):
            self.classes.append(cls)
        frame.scope.set(node.name, self._decorate(cls, node.decorator_list, frame))

    def _decorate(
        self, subject: Function | Class, decorators: list[ast.expr], frame: Frame
    ) -> Value:
        value: Value = subject
        for decorator in reversed(decorators):
            outcome = self.call(self.evaluate(decorator, frame.scope), Call((value,)))
            value = outcome if isinstance(outcome, Function | Class) else value
        return value

    def _is_own(self, scope: Scope | None) -> bool:
        while scope is not None and scope is not self.main:
            scope = scope.outer
        return scope is self.main

    def _import(self, node: ast.Import, frame: Frame) -> None:
        for alias in node.names:
            if alias.asname is None:
                first = alias.name.partition(".")[0]
                frame.scope.set(first, self._module(first, 0, frame) or Named(first))
            else:
                module = self._module(alias.name, 0, frame)
                frame.scope.set(alias.asname, module or Named(alias.name))

    def _import_from(self, node: ast.ImportFrom, frame: Frame) -> None:
        source = node.module or ""
        module = self._module(source, node.level, frame) if source else None
        for alias in node.names:
            if alias.name == "*":
                names = module.scope.names if module else {}
                public = {name: names[name] for name in names if not name.startswith("_")}
                frame.scope.names.update(public)
                continue
            found: Value = MISSING if module is None else module.scope.get(alias.name)
            if found is MISSING:
                dotted = f"{source}.{alias.name}" if source else alias.name
                found = self._module(dotted, node.level, frame) or Named(dotted)
            frame.scope.set(alias.asname or alias.name, found)

    def _module(self, name: str, level: int, frame: Frame) -> Module | None:
        """Returns a module of the script's own folder, gone through once; None for any other."""
        path = self._find(name, level, frame.scope)
        if path is None:
            return None
        if path in self._modules:
            return self._modules[path]
        if len(self._modules) >= _MOST_MODULES:
            return None
        module = self._modules[path] = Module(name, Scope())
        module.scope.names |= {"__file__": str(path), "__name__": name}
        module.scope.names["__path__"] = path
        with contextlib.suppress(ReadingError):
            self.execute(parse_python(path).body, Frame(module.scope))
        return module

    def _find(self, name: str, level: int, scope: Scope) -> Path | None:
        here = scope.get("__path__")
        folder: Path = self._folder if here is MISSING else here.parent
        parts = name.split(".")
        if level > 0:
            starts = [folder, *folder.parents][level - 1 : level]
        elif parts[0] in sys.stdlib_module_names:
            starts = [self._folder]
        else:  # a script in a package's folder is run from above it, too
            starts = [self._folder, *self._folder.parents[: 2 if len(parts) > 1 else 0]]
        for start in starts:
            base = start.joinpath(*parts)
            for candidate in (base.parent / f"{base.name}.py", base / "__init__.py"):
                if candidate.is_file():
                    return candidate.resolve()
        return None

    _STATEMENTS: ClassVar[
        dict[type[ast.stmt], Callable[[Interpreter, Any, Frame], _End | None]]
    ] = {
        ast.Expr: _expression,
        ast.Assign: _assign,
        ast.AnnAssign: _assign_annotated,
        ast.AugAssign: _assign_augmented,
        ast.Return: _return,
        ast.Raise: _raise,
        ast.Continue: _continue,
        ast.Break: _break,
        ast.If: _if,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.While: _while,
        ast.Try: _try,
        ast.TryStar: _try,
        ast.With: _with,
        ast.AsyncWith: _with,
        ast.Match: _match,
        ast.Global: _shared,
        ast.Nonlocal: _shared,
        ast.FunctionDef: _function,
        ast.AsyncFunctionDef: _function,
        ast.ClassDef: _class,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
    }
