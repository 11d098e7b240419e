"""Parsers of argparse as a script makes them, told from its calls; any thread, nothing is run."""

from __future__ import annotations

from dataclasses import dataclass, field

from tuner_gui.targets.reading.values import MISSING, Call, Class, Receiver, Unknown, Value


@dataclass(slots=True)
class Argument:
    """One `add_argument`.

    Args:
        flags: the texts before the keywords.
        call: the call as it stands.
        group: arguments of one group, if not 0, exclude each other.
        command: the words of its sub-command.
    """

    flags: tuple[str, ...]
    call: Call
    group: int = 0
    command: tuple[str, ...] = ()


@dataclass(slots=True)
class Fields:
    """The fields of a class that a parser takes as arguments.

    Args:
        style: how the fields become flags, as in `field_styles`.
        prefix: what stands before each name.
    """

    cls: Class
    style: str
    prefix: str = ""
    command: tuple[str, ...] = ()


@dataclass(slots=True)
class Log:
    """What a script does with parsers.

    Attributes:
        parsers: all of them, in the order in which they are made.
        parsed: those that are asked to parse, in that order.
        notes: what could not be told.
        foreign: classes of libraries whose fields a parser takes.
        calls: how often one is asked to parse.
        groups: how many groups there are whose arguments exclude each other.
    """

    parsers: list[Parser] = field(default_factory=list)
    parsed: list[Parser] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    calls: int = 0
    groups: int = 0

    def next_group(self) -> int:
        """Returns the number of a new group of arguments that exclude each other."""
        self.groups += 1
        return self.groups


_ADDING = frozenset({"add_argument", "add_option", "add", "add_arg"})
_GROUPING = frozenset({"add_argument_group", "add_mutually_exclusive_group", "add_option_group"})
_TAKING = frozenset({"add_arguments", "add_class_arguments", "add_dataclass_arguments"})
_PARSING = frozenset(
    {"parse_args", "parse_intermixed_args", "parse_args_into_dataclasses", "parse_dict"}
    | {"parse_known_args", "parse_known_intermixed_args"}
)


class Parser(Receiver):
    """An `ArgumentParser`, its groups included.

    Attributes:
        arguments: what was added, in order.
        defaults: those set with `set_defaults`.
        commands: its sub-parsers by name.
        is_parent: its arguments were taken over by another one.
    """

    def __init__(self, log: Log, call: Call, style: str = "") -> None:
        super().__init__()
        self.log = log
        self.style = style
        self.arguments: list[Argument | Fields] = []
        self.defaults: dict[str, Value] = {}
        self.commands: dict[str, Parser] = {}
        self.is_parent = False
        self.is_command = False
        self._set_up(call)
        log.parsers.append(self)

    def _set_up(self, call: Call) -> None:
        prefixes = call.kwargs.get("prefix_chars", "-")
        self.prefixes = prefixes if isinstance(prefixes, str) else "-"
        parents = call.kwargs.get("parents", ())
        if isinstance(parents, Unknown):
            self.log.notes.append(
                f"Line {call.line} takes over parents that only a run would tell."
            )
            return
        for parent in parents if isinstance(parents, list | tuple) else ():
            if isinstance(parent, Parser):
                parent.is_parent = True
                self.arguments += parent.arguments
                self.defaults |= parent.defaults

    def receive(self, name: str, call: Call) -> Value:
        """Answers a call of one of the parser's methods."""
        if name in _ADDING:
            self.add(call)
        elif name in _PARSING:
            return self._parse(name)
        elif name in _GROUPING:
            is_exclusive = name == "add_mutually_exclusive_group"
            return Group(self, self.log.next_group() if is_exclusive else 0)
        elif name in _TAKING:
            self._add_fields(call)
        elif name == "add_subparsers":
            return Subparsers(self)
        elif name == "set_defaults":
            self._set_defaults(call)
        elif name == "__init__":
            self._set_up(call)
        return Unknown()

    def _parse(self, name: str) -> Value:
        self.log.calls += 1
        if self not in self.log.parsed:
            self.log.parsed.append(self)
        return (Unknown(), Unknown(like="list")) if "known" in name else Unknown()

    def add(self, call: Call, group: int = 0) -> None:
        """Adds an argument, perhaps to a group of which only one can be given."""
        flags = tuple(flag for flag in call.args if isinstance(flag, str))
        if len(flags) < len(call.args) or (not flags and "dest" not in call.kwargs):
            self.log.notes.append(
                f"Line {call.line} adds an argument whose name only a run would tell."
            )
        if flags or "dest" in call.kwargs:
            self.arguments.append(Argument(flags, call, group))

    def _add_fields(self, call: Call) -> None:
        """Takes the fields of a class, as simple-parsing and jsonargparse do."""
        cls = call.get("dataclass", 0, call.kwargs.get("theclass"))
        if isinstance(cls, Class):
            nested = call.kwargs.get("nested_key", "")
            prefix = f"{nested}." if isinstance(nested, str) and nested else ""
            self.arguments.append(Fields(cls, self.style or "simple_parsing", prefix))

    def _set_defaults(self, call: Call) -> None:
        values = dict(call.kwargs)
        for each in call.args:
            values |= each if isinstance(each, dict) else {}
        self.defaults |= values
        if call.is_open:
            self.log.notes.append(f"Line {call.line} sets defaults that only a run would tell.")

    def take(self, classes: Value) -> None:
        """Takes the fields of one or several classes, as HfArgumentParser does."""
        for cls in classes if isinstance(classes, list | tuple) else [classes]:
            if isinstance(cls, Class):
                self.arguments.append(Fields(cls, self.style))
                self.log.foreign += [
                    path for path in cls.foreign_bases() if path.startswith("transformers.")
                ]
            elif getattr(cls, "path", ""):
                self.log.foreign.append(cls.path)


class Group(Receiver):
    """A group of a parser: what is added to it is the parser's."""

    def __init__(self, parser: Parser, number: int) -> None:
        super().__init__()
        self._parser = parser
        self._number = number

    def receive(self, name: str, call: Call) -> Value:
        """Answers a call."""
        if name in _ADDING:
            self._parser.add(call, self._number)
            return Unknown()
        if name in _GROUPING and self._number:
            return self
        return self._parser.receive(name, call)


class Subparsers(Receiver):
    """The sub-commands of a parser."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self._parser = parser

    def receive(self, name: str, call: Call) -> Value:
        """Answers a call; `add_parser` returns a new parser."""
        if name != "add_parser":
            return Unknown()
        parser = Parser(self._parser.log, call, self._parser.style)
        parser.is_command = True
        title = call.get("name", 0, MISSING)
        if isinstance(title, str):
            self._parser.commands[title] = parser
        else:
            self._parser.log.notes.append(
                f"Line {call.line} adds a sub-command whose name only a run would tell."
            )
        return parser
