"""From fields and parameters to options, as each library makes flags of them; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.argparse_options import SEVERAL
from tuner_gui.targets.reading.fields import FieldRead, class_fields, is_unknown
from tuner_gui.targets.reading.guessing import plain
from tuner_gui.targets.reading.option import (
    Option,
    distinct,
    known_value,
    space_name,
    type_of_value,
)
from tuner_gui.targets.reading.values import MISSING, Unknown, like_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.reading.interpreter import Interpreter
    from tuner_gui.targets.reading.option import OptionType, Passing
    from tuner_gui.targets.reading.values import Class

_MOST_NESTED = 5


@dataclass(frozen=True, slots=True)
class FieldStyle:
    """How a library passes a field.

    Args:
        dashes: underscores become dashes.
        bool_passing: how a boolean is given; `flip` is a flag that turns the default around.
        off: what stands before the name where an `optional_bool` is switched off.
        has_prefix: a nested field has the name of its holder before its own.
        has_flags: the command line passes it at all.
    """

    dashes: bool = False
    bool_passing: Passing | str = "value"
    off: str = "no-"
    has_prefix: bool = True
    has_flags: bool = True


STYLES: Mapping[str, FieldStyle] = {
    "transformers": FieldStyle(has_prefix=False),
    "simple_parsing": FieldStyle(has_prefix=False),
    "tap": FieldStyle(bool_passing="flip"),
    "tyro": FieldStyle(dashes=True, bool_passing="optional_bool"),
    "fire": FieldStyle(),
    "jsonargparse": FieldStyle(),
    "pydantic": FieldStyle(),
    "typer": FieldStyle(dashes=True, bool_passing="optional_bool"),
    "none": FieldStyle(has_flags=False),
}


def options_of_class(
    reader: Interpreter, cls: Class, style: str, prefix: str = "", depth: int = 0
) -> Iterator[Option]:
    """Yields the options that the fields of a class become; a nested class has dotted names."""
    if depth >= _MOST_NESTED:
        return
    yield from options_of_fields(reader, class_fields(reader, cls), style, prefix, depth)


def options_of_fields(
    reader: Interpreter, fields: Iterable[FieldRead], style: str, prefix: str = "", depth: int = 0
) -> Iterator[Option]:
    """Yields the options that fields become."""
    for each in fields:
        if each.nested is not None:
            inner = f"{prefix}{each.name}." if STYLES[style].has_prefix else ""
            yield from options_of_class(reader, each.nested, style, inner, depth + 1)
        else:
            yield option_of_field(each, STYLES[style], prefix)


def option_of_field(found: FieldRead, style: FieldStyle, prefix: str = "") -> Option:
    """Returns the option that one field becomes."""
    known = None if found.default is MISSING else known_value(plain(found.default))
    kind = found.guess.type or _type_of_default(found)
    name = f"{prefix}{found.name}"
    flag = f"--{name.replace('_', '-') if style.dashes else name}" if style.has_flags else ""
    passing = _passing(style, kind, known[0] if known else None)
    return Option(
        name=space_name(name),
        type=kind,
        default=known[0] if known else None,
        has_default=known is not None,
        choices=_choices(found, style),
        bounds=found.guess.bounds,
        flags=(flag,) if flag else (),
        off_flag=_off_flag(flag, style) if passing == "optional_bool" else "",
        passing=passing,
        is_required=found.default is MISSING,
        help=found.guess.help,
        obstacle=SEVERAL if kind == "list" else "",
        is_log=found.guess.is_log,
        is_off=found.default is None,
    )


def _off_flag(flag: str, style: FieldStyle) -> str:
    """`--no-flag`, and of a nested one `--group.no-flag`."""
    group, dot, name = flag.removeprefix("--").rpartition(".")
    return f"--{group}{dot}{style.off}{name}"


def _choices(found: FieldRead, style: FieldStyle) -> tuple[ParamValue, ...] | None:
    """The listed values; None is one of them where no command line has to write it."""
    listed = found.guess.choices
    if listed is None or style.has_flags or not found.guess.has_none:
        return listed
    return distinct((*listed, None))


def _passing(style: FieldStyle, kind: OptionType, default: object) -> Passing:
    if not style.has_flags:
        return "none"
    match kind, style.bool_passing:
        case "bool", "optional_bool":
            return "optional_bool"
        case "bool", "flip":
            return "store_false" if default is True else "store_true"
        case _:
            return "value"


def _type_of_default(found: FieldRead) -> OptionType:
    if isinstance(found.default, Unknown):
        like = like_of(found.default)
        return like if like in {"int", "float", "bool", "text", "path"} else ""  # type: ignore[return-value]
    if found.default is MISSING or is_unknown(found.default):
        return ""
    return type_of_value(plain(found.default))
