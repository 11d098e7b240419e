"""Options of click and typer, told from decorators and signatures; any thread, nothing is run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.argparse_options import SEVERAL
from tuner_gui.targets.reading.converters import guess_converter
from tuner_gui.targets.reading.field_options import STYLES, option_of_field
from tuner_gui.targets.reading.fields import FieldRead, function_fields
from tuner_gui.targets.reading.guessing import Guess, bounds_of, choices_of, guess_annotation, plain
from tuner_gui.targets.reading.option import (
    Option,
    known_value,
    prefer_long,
    space_name,
    type_of_value,
)
from tuner_gui.targets.reading.values import MISSING, Call, Function, Made, Named, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.targets.reading.interpreter import Interpreter
    from tuner_gui.targets.reading.option import Passing

_COUNTED = "It counts how often the flag is given."


def click_options(
    reader: Interpreter, function: Function, command: tuple[str, ...]
) -> Iterator[Option]:
    """Yields the options and arguments that click's decorators give a function."""
    for mark in reversed(function.marks):
        last = mark.name.rpartition(".")[2]
        if last in {"option", "argument"} and mark.name.startswith(("click", "rich_click")):
            option = _click_option(reader, mark.call, is_argument=last == "argument")
            yield replace(option, command=command)


def _click_option(reader: Interpreter, call: Call, *, is_argument: bool) -> Option:
    declared = [text for text in call.args if isinstance(text, str)]
    name, flags, off_flags = _declared(declared, is_argument=is_argument)
    default = call.kwargs.get("default", MISSING)
    if isinstance(default, Function):
        default = reader.call(default, Call())
    known = None if default is MISSING else known_value(plain(default))
    guess = _click_type(reader, call.kwargs.get("type"))
    kind = guess.type or (type_of_value(known[0]) if known else "")
    obstacle = _click_obstacle(call)
    kind = "list" if obstacle == SEVERAL else kind
    passing = _click_passing(call, kind, off_flags, is_argument=is_argument)
    if passing in {"store_true", "store_false", "optional_bool"}:
        kind = "bool"
        known = known or (False,)
    if call.kwargs.get("count") is True:
        kind, known = "int", known or (0,)
    is_demanded = is_argument and default is MISSING and call.kwargs.get("nargs") != -1
    is_required = call.kwargs.get("required", is_demanded) is True
    text = call.kwargs.get("help")
    return Option(
        name=space_name(name),
        type=kind,
        default=known[0] if known else None,
        has_default=not is_required and (known is not None or default is MISSING),
        choices=guess.choices,
        bounds=guess.bounds,
        flags=() if is_argument else prefer_long(flags),
        off_flag=off_flags[0] if off_flags else "",
        passing=passing,
        is_required=is_required,
        help=" ".join(text.split()) if isinstance(text, str) else "",
        is_off=default is None,
        obstacle=obstacle or _settled(passing, known),
    )


def _click_passing(call: Call, kind: str, off_flags: list[str], *, is_argument: bool) -> Passing:
    is_flag = call.kwargs.get("is_flag") is True
    if is_argument:
        return "positional"
    if off_flags:
        return "optional_bool"
    if is_flag and "flag_value" not in call.kwargs and kind in {"", "bool"}:
        return "store_true"
    return "value"


def _settled(passing: Passing, default: tuple[object] | None) -> str:
    is_settled = passing == "store_true" and default == (True,)
    return "It is true with and without its flag." if is_settled else ""


def _click_obstacle(call: Call) -> str:
    if call.kwargs.get("count") is True:
        return _COUNTED
    if call.kwargs.get("multiple") is True or call.kwargs.get("nargs", 1) != 1:
        return SEVERAL
    if "flag_value" in call.kwargs:
        return "The flag stands for one fixed value."
    return ""


def _click_type(reader: Interpreter, value: Value) -> Guess:
    if isinstance(value, Made | Named):
        name = value.name if isinstance(value, Made) else value.path
        match name.rpartition(".")[2]:
            case "Choice" if isinstance(value, Made):
                listed = value.call.get("choices", 0)
                return Guess("text", choices_of(listed))
            case "IntRange" | "FloatRange" as last:
                guess = Guess("int" if last == "IntRange" else "float")
                if isinstance(value, Made):
                    ends = dict(zip(("min", "max"), value.call.args, strict=False))
                    call = replace(value.call, kwargs=ends | value.call.kwargs)
                    guess = replace(guess, bounds=bounds_of(call))
                return guess
            case "Path" | "File":
                return Guess("path")
            case "INT" | "FLOAT" | "STRING" | "BOOL" as last:
                return guess_annotation(Named(last.lower().replace("string", "str")))
    guess = guess_converter(reader, value)
    return replace(guess, is_any_text_true=False)  # click reads true and false


def _declared(declared: list[str], *, is_argument: bool) -> tuple[str, list[str], list[str]]:
    """The name, the flags and the flags that switch off, as click takes them from its texts."""
    name = next((text for text in declared if text[:1].isalnum() or text[:1] == "_"), "")
    if is_argument:
        return name.lower().replace("-", "_"), [], []
    flags, off_flags = [], []
    for text in declared:
        if text == name:
            continue
        on, slash, off = text.partition("/")
        if slash:
            off_flags.append(off.strip())
        if on.strip():
            flags.append(on.strip())
    if not name and flags:
        dashed = sorted(flags, key=lambda flag: -(len(flag) - len(flag.lstrip("-"))))
        name = dashed[0].lstrip("-").replace("-", "_").lower()
    return name, flags, off_flags


def typer_options(
    reader: Interpreter, function: Function, command: tuple[str, ...]
) -> Iterator[Option]:
    """Yields the options and arguments that typer makes of a function's parameters."""
    for each in function_fields(reader, function):
        option = option_of_field(each, STYLES["typer"])
        described = each.described
        is_argument = described.name.endswith("Argument") if described else each.default is MISSING
        if is_argument:
            option = replace(option, passing="positional", flags=(), off_flag="")
        elif described is not None:
            option = _with_own_flags(option, _own_flags(each, described))
        yield replace(option, command=command)


def _own_flags(found: FieldRead, described: Made) -> list[str]:
    """The flags that `typer.Option` names; its first value is a default outside Annotated."""
    texts = [text for text in described.call.args if isinstance(text, str)]
    if described.call.args and described.call.args[0] == found.default:
        texts = texts[1:] if isinstance(found.default, str) else texts
    return [text for text in texts if text.startswith("-")]


def _with_own_flags(option: Option, declared: list[str]) -> Option:
    if not declared:
        return option
    _, flags, off_flags = _declared(declared, is_argument=False)
    if option.type != "bool":
        return replace(option, flags=prefer_long(flags))
    if off_flags:
        return replace(option, flags=prefer_long(flags), off_flag=off_flags[0])
    return replace(
        option,
        flags=prefer_long(flags),
        off_flag="",
        passing="store_true",
        obstacle=_settled("store_true", (option.default,)),
    )
