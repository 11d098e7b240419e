"""From an argument of argparse, told or asked, to an option; any thread, nothing is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.converters import guess_converter
from tuner_gui.targets.reading.guessing import Guess, choices_of, plain
from tuner_gui.targets.reading.option import (
    Option,
    OptionType,
    known_value,
    prefer_long,
    space_name,
    type_of_value,
)
from tuner_gui.targets.reading.values import (
    MISSING,
    Class,
    EnumMember,
    Function,
    Named,
    Unknown,
    Value,
    is_known,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.reading.interpreter import Interpreter
    from tuner_gui.targets.reading.option import Passing
    from tuner_gui.targets.reading.parsers import Argument, Parser

SUPPRESS = "==SUPPRESS=="

SEVERAL = "It takes several values, which one parameter cannot give."


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentRecord:
    """An argument as argparse has it.

    Args:
        names: its flags, or the one name of a positional.
        action: store, store_true, store_false, optional_bool, store_const, append, count or other.
        choices: None where there are none, or where they are not known.
        has_unknown_choices: they are there, but only a run would tell them.
    """

    names: tuple[str, ...]
    dest: str
    action: str
    nargs: int | str | None = None
    default: ParamValue = None
    has_default: bool = True
    default_type: OptionType = ""
    guess: Guess = field(default_factory=Guess)
    choices: tuple[ParamValue, ...] | None = None
    has_unknown_choices: bool = False
    is_required: bool = False
    is_positional: bool = False
    help: str = ""
    command: tuple[str, ...] = ()
    is_off: bool = False
    group: int = 0


_PASSINGS: Mapping[str, Passing] = {
    "store_true": "store_true",
    "store_false": "store_false",
    "optional_bool": "optional_bool",
}

_OBSTACLES = {
    "append": SEVERAL,
    "extend": SEVERAL,
    "append_const": SEVERAL,
    "store_const": "The flag stands for one fixed value.",
    "count": "It counts how often the flag is given.",
}


def option_of(record: ArgumentRecord) -> Option | None:
    """Returns an argument as an option; None for --help and --version."""
    if record.action in {"help", "version"}:
        return None
    passing = _PASSINGS.get(record.action, "positional" if record.is_positional else "value")
    kind, default = _type(record, passing), record.default
    flags = () if record.is_positional else prefer_long(record.names)
    is_list = record.nargs not in {None, "?", 1} and passing in {"value", "positional"}
    is_known = record.has_default and default != SUPPRESS
    if passing in {"store_true", "store_false"} and default in {None, SUPPRESS}:
        default, is_known = passing == "store_false", True
    obstacle, caution = _told(record, kind, passing, default)
    return Option(
        name=space_name(record.dest),
        type="list" if is_list else kind,
        default=_as_text(default, record.guess) if is_known else None,
        has_default=is_known,
        choices=record.choices or record.guess.choices or record.guess.texts[::-1] or None,
        bounds=record.guess.bounds,
        flags=flags,
        off_flag=_off_flag(record.names) if passing == "optional_bool" else "",
        passing=passing,
        is_required=record.is_required,
        help=_help(record),
        command=record.command,
        obstacle=SEVERAL if is_list else obstacle,
        caution=caution,
        is_off=record.is_off,
        group=record.group,
    )


def _type(record: ArgumentRecord, passing: Passing) -> OptionType:
    if passing in {"store_true", "store_false", "optional_bool"}:
        return "bool"
    if record.action == "count":
        return "int"
    given = record.guess.type
    if given or record.choices:
        return given or (type_of_value(record.choices[0]) if record.choices else "")
    return record.default_type or type_of_value(record.default)


def _as_text(default: ParamValue, guess: Guess) -> ParamValue:
    """A default as it would be written where true and false are not."""
    if guess.texts and default in {True, False}:
        return guess.texts[0 if default else 1]
    return default


def _told(
    record: ArgumentRecord, kind: OptionType, passing: Passing, default: ParamValue
) -> tuple[str, str]:
    """What is in the way of varying it, and what to know if it is varied."""
    if passing in {"store_true", "store_false"}:
        settled = passing == "store_true"
        always = f"It is {str(settled).lower()} with and without its flag."
        return always if default is settled else "", ""
    if record.action in _OBSTACLES or passing == "optional_bool":
        return _OBSTACLES.get(record.action, ""), ""
    if record.choices or record.guess.choices:
        return "", ""
    return _told_of_value(record, kind)


def _told_of_value(record: ArgumentRecord, kind: OptionType) -> tuple[str, str]:
    if record.has_unknown_choices:
        return "Its choices are only known when the script runs: read it exactly.", ""
    if record.guess.is_any_text_true:
        return "Its type takes any text for true, so it cannot be switched off.", ""
    if record.guess.is_converted or kind not in {"bool", "int", "float"}:
        return "", ""
    if kind == "bool":
        return "It has no type, so any text counts as true.", ""
    return "", "It has no type: the script receives text."


def _off_flag(names: tuple[str, ...]) -> str:
    long = next((name for name in names if name.startswith("--")), "")
    return f"--no-{long[2:]}" if long else ""


def _help(record: ArgumentRecord) -> str:
    if record.help == SUPPRESS:
        return ""
    text = record.help.replace("%(default)s", str(record.default)).replace("%%", "%")
    return " ".join(text.replace("%(dest)s", record.dest).split())


def record_of(reader: Interpreter, argument: Argument, parser: Parser) -> ArgumentRecord:
    """Returns an argument that a script adds, from the call."""
    call = argument.call
    is_positional = not any(flag[:1] in set(parser.prefixes) for flag in argument.flags)
    dest = call.kwargs.get("dest")
    dest = dest if isinstance(dest, str) else _dest(argument.flags, is_positional=is_positional)
    nargs = call.kwargs.get("nargs")
    action = _action(call.kwargs.get("action"))
    default = parser.defaults.get(dest, call.kwargs.get("default"))
    choices = call.kwargs.get("choices")
    guess = guess_converter(reader, call.kwargs.get("type"), default)
    known = known_value(_default_text(default, guess))
    is_required = call.kwargs.get("required") is True
    if is_positional:
        is_required = nargs not in {"?", "*", "..."} and action == "store"
    help_text = call.kwargs.get("help")
    return ArgumentRecord(
        names=argument.flags,
        dest=dest,
        action=action,
        nargs=nargs if isinstance(nargs, int | str) else _odd_nargs(nargs),
        default=known[0] if known else None,
        has_default=known is not None and not call.is_open and not is_required,
        default_type=_like(default),
        guess=guess,
        choices=_written(choices_of(choices), choices, guess, call.kwargs.get("type")),
        has_unknown_choices=choices is not None and choices_of(choices) is None,
        is_required=is_required,
        is_positional=is_positional,
        help=str(help_text) if help_text and is_known(help_text) else "",
        command=argument.command,
        is_off="default" in call.kwargs and call.kwargs["default"] is None,
        group=argument.group,
    )


def _default_text(default: Value, guess: Guess) -> Value:
    """A default as the command line would write it."""
    if isinstance(default, EnumMember) and default.name in (guess.choices or ()):
        return default.name
    return plain(default)


def _written(
    found: tuple[ParamValue, ...] | None, choices: Value, guess: Guess, converter: Value
) -> tuple[ParamValue, ...] | None:
    """Choices as the command line writes them: members of an enumeration by what makes them."""
    if found is None or guess.choices is None:
        return found
    items = choices.enum_members().values() if isinstance(choices, Class) else choices
    members = [each for each in items if isinstance(each, EnumMember)]
    if members and isinstance(converter, Function) and members[0].name in guess.choices:
        return tuple(each.name for each in members)
    return found


def _dest(flags: tuple[str, ...], *, is_positional: bool) -> str:
    if is_positional:
        return flags[0] if flags else ""
    longs = [flag for flag in flags if len(flag) > 2 and flag[0] == flag[1]]
    chosen = longs[0] if longs else flags[0]
    return chosen.lstrip(chosen[0]).replace("-", "_")


def _action(value: Value) -> str:
    match value:
        case None:
            return "store"
        case str():
            return value
        case Named() if value.last == "BooleanOptionalAction":
            return "optional_bool"
        case _:
            return "store"


def _odd_nargs(value: Value) -> str | None:
    return "*" if isinstance(value, Named | Unknown) else None


def _like(default: Value) -> OptionType:
    if isinstance(default, Unknown):
        return default.like if default.like in {"int", "float", "bool", "text", "path"} else ""  # type: ignore[return-value]
    return "" if default is MISSING else type_of_value(plain(default))
