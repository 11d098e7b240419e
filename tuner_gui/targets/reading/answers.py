"""From what a script answered that was run up to its command line, to options; any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from tuner_gui.targets.reading.argparse_options import SEVERAL, ArgumentRecord, option_of
from tuner_gui.targets.reading.command_lines import once
from tuner_gui.targets.reading.converters import boolean_guess
from tuner_gui.targets.reading.guessing import Guess, choices_of
from tuner_gui.targets.reading.option import (
    Bounds,
    Option,
    OptionType,
    known_value,
    prefer_long,
    space_name,
    type_of_value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.reading.option import Passing

_TYPES = frozenset(get_args(OptionType))

_CLICK_TYPES: Mapping[str, OptionType] = {
    "integer": "int",
    "integer range": "int",
    "float": "float",
    "float range": "float",
    "boolean": "bool",
    "text": "text",
    "choice": "text",
    "path": "path",
    "file": "path",
    "filename": "path",
    "directory": "path",
}


def options_of_answer(answer: Mapping[str, Any], told: tuple[Option, ...]) -> tuple[Option, ...]:
    """Returns the options of an answer; what only the source tells is taken from there.

    Args:
        answer: what the probe wrote.
        told: the options as the source tells them.
    """
    of_entry = _click_option if answer["library"] == "click" else _argparse_option
    found = once(filter(None, map(of_entry, answer["entries"])))
    by_name = {(option.name, option.command): option for option in told}
    return tuple(_completed(each, by_name.get((each.name, each.command))) for each in found)


def _completed(option: Option, told: Option | None) -> Option:
    """A parser does not know the bounds that a converter keeps, nor what a form is for."""
    if told is None:
        return option
    return replace(
        option,
        bounds=option.bounds | told.bounds,
        is_log=told.is_log,
        is_off=told.is_off and option.default is None,
        type=option.type or told.type,
    )


def _type(text: object) -> OptionType:
    return text if text in _TYPES else ""  # type: ignore[return-value]


def _default(entry: Mapping[str, Any]) -> tuple[ParamValue] | None:
    return known_value(entry["default"]) if "default" in entry else None


def _argparse_option(entry: Mapping[str, Any]) -> Option | None:
    known = _default(entry)
    guess = Guess(_type(entry["type"]), choices_of(entry.get("type_choices")))
    if "fitting" in entry:
        guess = boolean_guess(entry["fitting"])
    guess = replace(
        guess,
        is_any_text_true=entry.get("is_any_text_true", guess.is_any_text_true),
        is_converted=entry["is_converted"],
    )
    return option_of(
        ArgumentRecord(
            names=tuple(entry["names"]),
            dest=entry["dest"],
            action=entry["action"],
            nargs=entry["nargs"],
            default=known[0] if known else None,
            has_default=known is not None and not entry["is_required"],
            default_type=_type(entry.get("default_type")),
            guess=guess,
            choices=choices_of(entry.get("choices")),
            has_unknown_choices=entry.get("has_unknown_choices", False),
            is_required=entry["is_required"],
            is_positional=entry["is_positional"],
            help=entry["help"],
            command=tuple(entry["command"]),
            group=entry["group"],
        )
    )


def _click_option(entry: Mapping[str, Any]) -> Option:
    known = _default(entry)
    kind = _CLICK_TYPES.get(entry["type"], "text" if entry.get("choices") else "")
    passing = _click_passing(entry)
    if passing in {"store_true", "optional_bool"}:
        kind, known = "bool", known if known and known[0] is not None else (False,)
    if passing == "store_true" and known == (True,) and entry["flag_value"] is False:
        passing = "store_false"
    obstacle = "It counts how often the flag is given." if entry["is_count"] else ""
    if entry["is_list"]:
        obstacle = SEVERAL
        kind = "list"
    elif entry["is_flag"] and passing == "value":
        obstacle = "The flag stands for one fixed value."
    elif passing == "store_true" and known == (True,):
        obstacle = "It is true with and without its flag."
    return Option(
        name=space_name(entry["name"]),
        type=kind or (type_of_value(known[0]) if known else ""),
        default=known[0] if known else None,
        has_default=known is not None and not entry["is_required"],
        choices=choices_of(entry.get("choices")),
        bounds=Bounds(
            entry.get("min"),
            entry.get("max"),
            entry.get("min_open", False),
            entry.get("max_open", False),
        ),
        flags=() if entry["is_argument"] else prefer_long(entry["names"]),
        off_flag=(entry["off_names"] or [""])[0],
        passing=passing,
        is_required=entry["is_required"],
        help=" ".join(entry["help"].split()),
        command=tuple(entry["command"]),
        obstacle=obstacle,
    )


def _click_passing(entry: Mapping[str, Any]) -> Passing:
    if entry["is_argument"]:
        return "positional"
    if entry["off_names"]:
        return "optional_bool"
    return "store_true" if entry["is_bool_flag"] else "value"
