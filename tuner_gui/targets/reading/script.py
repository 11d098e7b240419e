"""A script gone through: its parsers, decorators and calls to libraries; nothing of it is run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.interpreter import Interpreter
from tuner_gui.targets.reading.members import FOLLOWED_METHODS
from tuner_gui.targets.reading.parsers import Log, Parser
from tuner_gui.targets.reading.sources import parse_python
from tuner_gui.targets.reading.values import Call, Class, Function, Instance, Made, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tuner_gui.targets.reading.values import Value

_PARSER_NAMES = frozenset({"ArgumentParser", "ArgParser", "OptionParser", "FlexibleArgumentParser"})
_CLASS_PARSERS = frozenset({"HfArgumentParser", "TrlParser", "H4ArgumentParser"})
_CALLING = frozenset({"Fire", "cli", "CLI", "auto_cli", "tapify"})
"""Functions that make a command line of what they are given."""

_TELLING = FOLLOWED_METHODS | _PARSER_NAMES | _CLASS_PARSERS | _CALLING | {"Tap"}


class Script:
    """One script.

    Attributes:
        reader: what went through it.
        log: what it does with parsers.
        loose: what is added to a parser of which it is not known where it comes from.
        suggestions: its calls to `suggest_…` of an Optuna trial.
        tree: its syntax tree.
    """

    def __init__(self, path: Path) -> None:
        tree = self.tree = parse_python(path)
        self.log = Log()
        self.loose = Parser(Log(), Call())
        self.suggestions: list[Made] = []
        self.reader = Interpreter(path, self._maker, self._stray)
        self.reader.run(tree)
        if not self._has_arguments() or self.reader.escaped:
            self._run_uncalled()

    def _maker(self, path: str) -> Callable[[Call], Value] | None:
        last = path.rpartition(".")[2]
        if last in _CLASS_PARSERS:
            return self._make_hf_parser
        if path.startswith("tap.") and last in {"Tap", "TypedArgumentParser"}:
            return lambda call: Parser(self.log, call, "tap")
        if last in _PARSER_NAMES:
            style = path.partition(".")[0]
            known = style if style in {"simple_parsing", "jsonargparse"} else ""
            return lambda call: Parser(self.log, call, known)
        return None

    def _make_hf_parser(self, call: Call) -> Value:
        parser = Parser(self.log, call, "transformers")
        parser.take(call.get("dataclass_types", 0, ()))
        return parser

    def _stray(self, name: str, receiver: Value, call: Call) -> Value:
        if name.startswith("suggest_"):
            self.suggestions.append(Made(name, call, receiver))
            return Unknown({"float": "float", "int": "int"}.get(name.split("_")[1], ""))
        return self.loose.receive(name, call)

    def foreign_options(self) -> str:
        """Names the classes of libraries whose fields the script takes as arguments."""
        return " and ".join(dict.fromkeys(self.log.foreign))

    def _has_arguments(self) -> bool:
        return any(parser.arguments or parser.commands or parser.cls for parser in self.log.parsed)

    def _run_uncalled(self) -> None:
        """Goes through the functions that only others call, where they could add arguments."""
        for function in list(self.reader.functions):
            if not function.is_done and _tells(function.node):
                owner = None if function.cls is None else Instance(function.cls)
                names = {mark.name for mark in function.marks}
                is_plain = owner is None or "builtins.staticmethod" in names
                self.reader.run_function(function if is_plain else function.bound_to(owner), Call())

    def roots(self) -> list[Parser]:
        """Returns the parsers that read the command line; the loose one where there is none."""
        log = self.log
        parsed = [parser for parser in log.parsed if not parser.is_command]
        found = parsed or [
            parser for parser in log.parsers if not (parser.is_parent or parser.is_command)
        ]
        is_open = self.reader.escaped or not any(each.arguments or each.commands for each in found)
        return [*found, self.loose] if is_open else found

    def marked(self, *names: str) -> Iterator[tuple[Function, Made]]:
        """Yields the functions that have a decorator of these names, with it."""
        for function in self.reader.functions:
            for mark in function.marks:
                if mark.name in names:
                    yield function, mark

    def calls(self, *names: str) -> Iterator[Made]:
        """Yields the calls to functions of libraries with these dotted names."""
        return (made for made in self.reader.made if made.name in names)

    def find(self, name: str) -> Value:
        """Returns what the script calls by a name, dotted into classes."""
        first, *more = name.split(".")
        found = self.reader.main.get(first)
        for part in more:
            found = found.find(part) if isinstance(found, Class) else Unknown()
        return found


def _tells(node: ast.AST) -> bool:
    for each in ast.walk(node):
        name = getattr(each, "attr", None) or getattr(each, "id", None)
        if name in _TELLING:
            return True
    return False
