"""The options that a script reads from its command line, library by library; nothing is run."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.argparse_options import option_of, record_of
from tuner_gui.targets.reading.click_options import click_options, typer_options
from tuner_gui.targets.reading.field_options import (
    STYLES,
    option_of_field,
    options_of_class,
    options_of_fields,
)
from tuner_gui.targets.reading.fields import FieldRead, function_fields
from tuner_gui.targets.reading.guessing import Guess, bounds_of, choices_of
from tuner_gui.targets.reading.option import type_of_value
from tuner_gui.targets.reading.parsers import Fields, Parser
from tuner_gui.targets.reading.values import MISSING, Class, Function, Made, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuner_gui.targets.reading.option import Option, OptionType
    from tuner_gui.targets.reading.script import Script


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What a script reads from its command line.

    Args:
        style: the library that reads it.
        calls: how often the script reads it, or a part of it.
    """

    style: str
    options: tuple[Option, ...]
    notes: tuple[str, ...] = ()
    calls: int = 1


def read_command_line(script: Script) -> CommandLine | None:
    """Returns what the first library says with which the script reads its command line."""
    for reading in (_argparse, _click, _typer, _absl, _called, _configured):
        found = reading(script)
        if found is not None and found.options:
            return found
    return None


def once(options: Iterable[Option]) -> tuple[Option, ...]:
    """Returns options of which each name is there once in each command."""
    found: dict[tuple[str, tuple[str, ...]], Option] = {}
    for option in options:
        found.setdefault((option.name, option.command), option)
    return tuple(found.values())


def _argparse(script: Script) -> CommandLine:
    log = script.log
    roots = script.roots()
    options = once(option for root in roots for option in _of_parser(script, root, ()))
    notes = dict.fromkeys([*log.notes, *script.loose.log.notes])
    for escaped in dict.fromkeys(script.reader.escaped):
        notes[f"{escaped or 'A call'} may add arguments of its own: read it exactly."] = None
    for path in dict.fromkeys(log.foreign):
        notes[f"The options of {path} are not in the script: read it exactly."] = None
    style = next((root.style for root in roots if root.style), "argparse")
    return CommandLine(style, options, tuple(notes), max(1, log.calls))


def _of_parser(script: Script, parser: Parser, command: tuple[str, ...]) -> Iterator[Option]:
    reader = script.reader
    for each in parser.arguments:
        if isinstance(each, Fields):
            for option in options_of_class(reader, each.cls, each.style, each.prefix):
                yield replace(option, command=command)
            continue
        located = replace(each, command=command)
        found = option_of(record_of(reader, located, parser))
        if found is not None:
            yield found
    if parser.style == "tap" and parser.cls is not None:
        for option in options_of_class(reader, parser.cls, "tap"):
            yield replace(option, command=command)
    for name, inner in parser.commands.items():
        yield from _of_parser(script, inner, (*command, name))


def _commands(script: Script, library: str) -> list[tuple[Function, Made, tuple[str, ...]]]:
    """The functions that a library makes commands of, each with the words that call it."""
    found = []
    for function in script.reader.functions:
        for mark in function.marks:
            last = mark.name.rpartition(".")[2]
            is_of_library = mark.name.startswith(library) or mark.name.startswith("function.")
            if last in {"command", "callback", "group"} and is_of_library:
                found.append((function, mark, _words(function, mark, last)))
                break
    return found


def _words(function: Function, mark: Made, last: str) -> tuple[str, ...]:
    is_inner = isinstance(mark.receiver, Function | Made)
    if last == "callback" or not is_inner:
        return ()
    given = mark.call.get("name", 0)
    own = given if isinstance(given, str) else function.name.replace("_", "-").lower()
    receiver = mark.receiver
    if isinstance(receiver, Function):
        above = next((each for each in receiver.marks if each.name.endswith("group")), None)
        if above is not None:
            return (*_words(receiver, above, "group"), own)
    return (own,)


def _click(script: Script) -> CommandLine | None:
    commands = _commands(script, "click") or _commands(script, "rich_click")
    added = [made for made in script.reader.made if made.name == "function.add_command"]
    options: list[Option] = []
    for function, _, words in commands:
        is_added = any(function in made.call.args for made in added)
        own = (function.name.replace("_", "-").lower(),)
        options += click_options(script.reader, function, own if is_added and not words else words)
    return CommandLine("click", once(options)) if commands else None


def _typer(script: Script) -> CommandLine | None:
    commands = _commands(script, "typer")
    if commands:
        has_callback = any(mark.name.endswith("callback") for _, mark, _ in commands)
        is_alone = len(commands) == 1 and not has_callback
        options = [
            option
            for function, _, words in commands
            for option in typer_options(script.reader, function, () if is_alone else words)
        ]
        return CommandLine("typer", once(options))
    for made in script.calls("typer.run"):
        if made.call.args and isinstance(made.call.args[0], Function):
            return CommandLine("typer", once(typer_options(script.reader, made.call.args[0], ())))
    return None


_ABSL_TYPES: dict[str, OptionType] = {
    "DEFINE_float": "float",
    "DEFINE_integer": "int",
    "DEFINE_bool": "bool",
    "DEFINE_boolean": "bool",
    "DEFINE_string": "text",
    "DEFINE_enum": "text",
    "DEFINE_enum_class": "text",
    "DEFINE_list": "list",
    "DEFINE_multi_integer": "list",
    "DEFINE_multi_float": "list",
    "DEFINE_multi_string": "list",
}


def _absl(script: Script) -> CommandLine | None:
    options = []
    marked = (made for made in script.reader.made if made.name.endswith("as_required"))
    required = [made.call.get("flag_name", 0) for made in marked]
    for made in script.reader.made:
        last = made.name.rpartition(".")[2]
        name = made.call.get("name", 0)
        if last not in _ABSL_TYPES or not isinstance(name, str):
            continue
        is_enum = last.startswith("DEFINE_enum")
        guess = Guess(
            _ABSL_TYPES[last],
            choices_of(made.call.get("enum_values", 2)) if is_enum else None,
            bounds_of(made.call),
            _text(made.call.get("help", 3 if is_enum else 2)),
        )
        found = FieldRead(name, guess, made.call.get("default", 1, MISSING))
        option = option_of_field(found, replace(STYLES["tyro"], dashes=False, off="no"))
        is_required = made.call.kwargs.get("required") is True or name in required
        has_default = option.has_default and not is_required
        options.append(replace(option, is_required=is_required, has_default=has_default))
    return CommandLine("absl", once(options)) if options else None


def _text(value: Value) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


_CALLED = {
    "fire.Fire": "fire",
    "tyro.cli": "tyro",
    "simple_parsing.parse": "simple_parsing",
    "jsonargparse.CLI": "jsonargparse",
    "jsonargparse.auto_cli": "jsonargparse",
    "pyrallis.parse": "jsonargparse",
    "pyrallis.wrap": "jsonargparse",
    "draccus.parse": "jsonargparse",
    "draccus.wrap": "jsonargparse",
    "tap.tapify": "tap",
    "pydantic_settings.CliApp.run": "pydantic",
}
"""Functions that make a command line of a function or a class, with the style of its flags."""


def _called(script: Script) -> CommandLine | None:
    for made in script.calls(*_CALLED):
        style = _CALLED[made.name]
        subject = made.call.get("component", 0, made.call.kwargs.get("config_class"))
        if made.name.endswith("wrap"):
            subject = next((each for each, _ in script.marked(made.name)), None)
        options = tuple(_of_subject(script, subject, style))
        if options:
            return CommandLine(style, options)
    return None


def _configured(script: Script) -> CommandLine | None:
    """The plain values above `exec(open("configurator.py").read())`, which `--name=value` sets."""
    names: dict[str, None] = {}
    for node in script.tree.body:
        match node:
            case ast.Expr(value=ast.Call(func=ast.Name(id="exec")) as call):
                if "configurator" in ast.unparse(call):
                    return CommandLine("configurator", tuple(_of_globals(script, names)))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names[name] = None
    return None


def _of_globals(script: Script, names: Iterable[str]) -> Iterator[Option]:
    for name in names:
        value = script.reader.main.get(name)
        is_plain = isinstance(value, bool | int | float | str)
        if is_plain and not name.startswith("_"):
            found = FieldRead(name, Guess(type_of_value(value)), value)
            yield option_of_field(found, STYLES["fire"])


def _of_subject(script: Script, subject: Value, style: str) -> Iterator[Option]:
    reader = script.reader
    match subject:
        case Function():
            yield from _of_function(script, subject, style)
        case Class():
            start = subject.find("__init__")
            if isinstance(start, Function) and not subject.annotations:
                yield from _of_function(script, start, style)
            else:
                yield from options_of_class(reader, subject, style)
        case dict():
            for name, each in subject.items():
                for option in _of_subject(script, each, style):
                    yield replace(option, command=(str(name),))
        case None if style == "fire":
            yield from _of_subject(script, {each.name: each for each in reader.functions}, style)


def _of_function(script: Script, function: Function, style: str) -> Iterator[Option]:
    """Its parameters; those of the one class that it takes, where only that is taken."""
    fields = list(function_fields(script.reader, function))
    only = fields[0].nested if len(fields) == 1 else None
    if only is not None and style == "jsonargparse":
        yield from options_of_class(script.reader, only, style)
    else:
        yield from options_of_fields(script.reader, fields, style)
