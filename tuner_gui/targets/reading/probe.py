"""Runs a script up to where it reads its command line, and writes down what that takes.

It is a program of its own, for any Python from 3.8: `python probe.py RESULT CALLS SCRIPT`. The
script runs as `__main__` without arguments; the first thing that its parser is asked to do ends it.
Standard library only; nothing of tuner-gui is imported.
"""

# ruff: noqa: UP006, UP035, UP045 - a Python that cannot say `list[int] | None` may run it

from __future__ import annotations

import argparse
import contextlib
import enum
import importlib
import itertools
import json
import os
import pathlib
import runpy
import sys
import threading
import traceback
from typing import Any, Callable, Dict, Iterable, Iterator, List, NoReturn, Optional, Tuple

_MOST_CHOICES = 2000
_ACTIONS = {
    "_StoreTrueAction": "store_true",
    "_StoreFalseAction": "store_false",
    "BooleanOptionalAction": "optional_bool",
    "_StoreConstAction": "store_const",
    "_AppendConstAction": "append_const",
    "_AppendAction": "append",
    "_ExtendAction": "extend",
    "_CountAction": "count",
    "_HelpAction": "help",
    "_VersionAction": "version",
}
_SAMPLES = ("true", "0.5", "1", "0", "10", "100", "a")
_BOOLEANS = (("True", "False"), ("true", "false"), ("1", "0"), ("yes", "no"))
_PATIENCE_S = 5.0
_CLICK_HOMES = ("click.core", "typer.core", "typer._click.core", "rich_click.rich_command")

_Entry = Dict[str, Any]


class Probe:
    """Writes down what the last command line takes that the script reads, and ends the process.

    Args:
        result: the file to write.
        calls: how often the script reads a command line, or a part of it.
    """

    def __init__(self, result: str, calls: int) -> None:
        self._result = pathlib.Path(result)
        self._calls = calls
        self._seen: List[argparse.ArgumentParser] = []

    def install(self) -> None:
        """Takes the place of what reads the command line."""
        original = argparse.ArgumentParser.parse_known_args
        probe = self

        def parse_args(parser: Any, *_args: Any, **_options: Any) -> NoReturn:
            probe.see(parser)
            probe.finish()

        def parse_known_args(parser: Any, _args: Any = None, namespace: Any = None) -> Any:
            probe.see(parser)
            probe.count()
            with _nothing_required(parser):  # there is more to come: go on without arguments
                try:
                    return original(parser, [], namespace)
                except SystemExit:
                    probe.finish()

        kind: Any = argparse.ArgumentParser
        kind.parse_args = kind.parse_intermixed_args = parse_args
        kind.parse_known_args = kind.parse_known_intermixed_args = parse_known_args
        for home in _CLICK_HOMES:
            try:
                module = importlib.import_module(home)
            except Exception:  # noqa: BLE001, S112 - not installed, or broken: the script will say
                continue
            for found in list(vars(module).values()):
                if isinstance(found, type) and "main" in vars(found):
                    found.main = self._click_main  # type: ignore[attr-defined]

    @property
    def _click_main(self) -> Callable[..., Any]:
        def click_main(command: Any, *_args: Any, **_options: Any) -> NoReturn:
            self._write({"library": "click", "entries": click_entries(command, ())})

        return click_main

    def see(self, parser: argparse.ArgumentParser) -> None:
        """Remembers a parser; it may grow until the end."""
        if not any(parser is each for each in self._seen):
            self._seen.append(parser)

    def count(self) -> None:
        """Ends with the last reading, or a while after one that may have been the last."""
        self._calls -= 1
        if self._calls <= 0:
            self.finish()
        timer = threading.Timer(_PATIENCE_S, self.finish)
        timer.daemon = True
        timer.start()

    def end(self, error: _Entry) -> NoReturn:
        """Ends after the script did: with what was seen so far, or what went wrong."""
        if self._seen:
            self.finish()
        self._write({"error": error})

    def finish(self) -> NoReturn:
        """Ends with what was seen."""
        entries = [entry for parser in self._seen for entry in argparse_entries(parser, ())]
        self._write({"library": "argparse", "entries": entries})

    def _write(self, document: _Entry) -> NoReturn:
        partial = self._result.with_suffix(".part")
        partial.write_text(json.dumps(document, default=repr), encoding="utf-8")
        partial.replace(self._result)
        os._exit(0)


@contextlib.contextmanager
def _nothing_required(parser: argparse.ArgumentParser) -> Iterator[None]:
    demanding: List[Any] = [*parser._actions, *parser._mutually_exclusive_groups]  # noqa: SLF001
    before = [each.required for each in demanding]
    for each in demanding:
        each.required = False
    try:
        yield
    finally:
        for each, is_required in zip(demanding, before):  # noqa: B905 - not before Python 3.10
            each.required = is_required


def argparse_entries(parser: argparse.ArgumentParser, command: Tuple[str, ...]) -> List[_Entry]:
    """Returns what a parser and its sub-parsers take."""
    entries: List[_Entry] = []
    groups: Dict[int, int] = {}
    for group in parser._mutually_exclusive_groups:  # noqa: SLF001 - argparse has no public way
        members = group._group_actions  # noqa: SLF001
        groups.update({id(action): id(group) for action in members})
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            named: Dict[int, str] = {}
            for name, inner in action.choices.items():
                if named.setdefault(id(inner), name) == name:
                    entries += argparse_entries(inner, (*command, name))
        else:
            entry = _argument(parser, action, command)
            entries.append({**entry, "group": groups.get(id(action), 0)})
    return entries


def _argument(
    parser: argparse.ArgumentParser,
    action: argparse.Action,
    command: Tuple[str, ...],
) -> _Entry:
    names = [kind.__name__ for kind in type(action).__mro__]
    found = next((_ACTIONS[name] for name in names if name in _ACTIONS), "store")
    text = str(action.help or "")
    flags = list(action.option_strings)
    if found == "optional_bool":
        flags = [flag for flag in flags if not flag.startswith("--no-")] or flags
        text = text.replace(" (default: %(default)s)", "")
    entry = {
        "names": flags or [action.dest],
        "dest": action.dest,
        "action": found,
        "nargs": action.nargs if found in {"store", "append", "extend"} else None,
        "is_required": bool(action.required),
        "is_positional": not flags,
        "help": text,
        "command": list(command),
    }
    convert = getattr(action, "type", None)
    default = parser.get_default(action.dest)
    entry.update(_default(action.default if default is None else default, convert))
    entry.update(_type_of(convert, action.default), is_converted=convert is not None)
    entry.update(_choices(action.choices, convert))
    return entry


def _default(value: Any, convert: Any) -> _Entry:
    plain = _choice(value, convert)
    return {"default": plain[0]} if plain else {"default_type": _name_of(value)}


def _plain(value: Any) -> List[Any]:
    """A value that JSON has, in a list; an empty list for any other."""
    if isinstance(value, enum.Enum):
        value = value.value
    if callable(getattr(value, "item", None)) and getattr(value, "shape", None) == ():
        value = value.item()
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=str)
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return []
    return [value]


def _name_of(value: Any) -> str:
    if isinstance(value, pathlib.PurePath):
        return "path"
    for kind, name in ((bool, "bool"), (int, "int"), (float, "float"), (str, "text")):
        if isinstance(value, kind):
            return name
    return "list" if isinstance(value, (list, tuple, dict, set)) else ""


def _type_of(convert: Any, default: Any) -> _Entry:
    names = {None: "", int: "int", float: "float", str: "text", bool: "bool"}
    if convert is None or (isinstance(convert, type) and convert in names):
        return {"type": names[convert], "is_any_text_true": convert is bool}
    if isinstance(convert, type) and issubclass(convert, enum.Enum):
        values = [_plain(each) for each in convert]
        return {"type": "text", "type_choices": [each[0] for each in values if each]}
    if isinstance(convert, argparse.FileType):
        return {"type": "path"}
    own = [] if default is None else [str(default)]
    for sample in (*own, *_SAMPLES):
        converted = _converted(convert, sample)
        if converted is not None and isinstance(converted[0], bool):
            return {"type": "bool", "fitting": [_fits(convert, *pair) for pair in _BOOLEANS]}
        if converted is not None and converted[0] is not None:
            name = _name_of(converted[0])
            is_other = name in {"int", "float"} and _converted(convert, "10") not in (None, (10,))
            is_other = is_other and not (sample in own and converted[0] == default)
            return {"type": "text" if is_other else name}
    return {"type": ""}


def _fits(convert: Callable[[str], Any], on: str, off: str) -> bool:
    return _converted(convert, on) == (True,) and _converted(convert, off) == (False,)


def _converted(convert: Callable[[str], Any], text: str) -> Optional[Tuple[Any]]:
    try:
        return (convert(text),)
    except BaseException:  # noqa: BLE001 - argparse's own errors, or SystemExit
        return None


def _choices(choices: Optional[Iterable[Any]], convert: Any) -> _Entry:
    if choices is None:
        return {}
    listed = list(itertools.islice(choices, _MOST_CHOICES + 1))
    plain = [_choice(each, convert) for each in listed]
    if len(listed) > _MOST_CHOICES or not all(plain):
        return {"has_unknown_choices": True}
    return {"choices": [each[0] for each in plain]}


def _choice(value: Any, convert: Any) -> List[Any]:
    """A choice as the command line writes it: the text that is converted to it."""
    if isinstance(value, enum.Enum) and callable(convert):
        for text in (value.value, value.name):
            if _converted(convert, text) == (value,):
                return [text]
    return _plain(value)


def click_entries(command: Any, words: Tuple[str, ...]) -> List[_Entry]:
    """Returns what a command of click or typer and its sub-commands take."""
    entries = [_parameter(each, words) for each in command.params]
    for name, each in (getattr(command, "commands", None) or {}).items():
        entries += click_entries(each, (*words, name))
    return [entry for entry in entries if entry]


def _parameter(parameter: Any, words: Tuple[str, ...]) -> _Entry:
    if getattr(parameter, "is_eager", False) and not getattr(parameter, "expose_value", True):
        return {}  # --help and --version
    kind = parameter.type
    default = parameter.default
    if callable(default):
        made = _converted(lambda _: default(), "")
        default = made[0] if made else None
    is_unset = default is None or type(default).__name__ == "Sentinel"
    entry = {
        "name": parameter.name,
        "names": list(parameter.opts),
        "off_names": list(parameter.secondary_opts),
        "is_argument": getattr(parameter, "param_type_name", "") == "argument",
        "is_required": bool(parameter.required),
        "is_flag": bool(getattr(parameter, "is_flag", False)),
        "is_bool_flag": bool(getattr(parameter, "is_bool_flag", False)),
        "flag_value": (_plain(getattr(parameter, "flag_value", None)) or [None])[0],
        "is_count": bool(getattr(parameter, "count", False)),
        "is_list": bool(getattr(parameter, "multiple", False)) or parameter.nargs != 1,
        "help": str(getattr(parameter, "help", None) or ""),
        "type": kind.name,
        "command": list(words),
    }
    for name in ("min", "max", "min_open", "max_open"):
        if getattr(kind, name, None) is not None:
            entry[name] = getattr(kind, name)
    if getattr(kind, "choices", None) is not None:
        entry.update(_choices(kind.choices, None))
    entry.update({"default": None} if is_unset else _default(default, None))
    return entry


def main(result: str, calls: str, script: str) -> None:
    """Runs the script."""
    probe = Probe(result, int(calls))
    sys.argv[:] = [script]
    sys.path[0] = str(pathlib.Path(script).parent)
    probe.install()
    try:
        runpy.run_path(script, run_name="__main__")
    except ModuleNotFoundError as error:
        probe.end({"kind": "missing", "module": error.name or "", "line": _line(error, script)})
    except SyntaxError as error:
        file = pathlib.Path(error.filename or script).name
        probe.end({"kind": "syntax", "line": error.lineno, "message": error.msg, "file": file})
    except SystemExit as error:
        probe.end({"kind": "exit", "code": repr(error.code)})
    except BaseException as error:  # noqa: BLE001 - whatever the script raises
        said = traceback.format_exception_only(type(error), error)[-1].strip()
        probe.end({"kind": "raised", "message": said, "line": _line(error, script)})
    probe.end({"kind": "end"})


def _line(error: BaseException, script: str) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == script]
    return (lines[-1] or 0) if lines else 0


if __name__ == "__main__":
    main(*sys.argv[1:4])
