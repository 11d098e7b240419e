"""The command line that passes a target's parameters, as a template; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tuner_gui.targets.reading.read_target import ReadParameter, ReadTarget

_PYTHON = "{python}"
_JOINED_STYLES = frozenset({"fire", "configurator"})
"""Libraries that want `--k=v`."""


def argv_of(read: ReadTarget, selected: Collection[str] | None = None) -> tuple[str, ...]:
    """Returns the template of the command that runs a script with its selected parameters.

    `{lr}` stands for a value, `{python}` for the interpreter. What the script requires is in it
    too. Empty where the target is not run as a command.

    Args:
        read: what was read.
        selected: names; those that are proposed by default.
    """
    names = set(read.selected if selected is None else selected)
    passed = [
        each
        for each in read.parameters
        if each.passing != "none"
        and (each.name in names or each.is_required)
        and read.command[: len(each.command)] == each.command
    ]
    if not read.path or not read.path.endswith(".py") or not _is_command(read):
        return ()
    words = [_PYTHON, _literal(read.path)]
    for depth in range(len(read.command) + 1):
        level = [each for each in passed if len(each.command) == depth]
        words += [read.command[depth - 1]] if depth else []
        words += [word for each in level for word in _words(each, read)]
        words += _positionals(read, depth, names)
    return tuple(words)


def _is_command(read: ReadTarget) -> bool:
    return any(each.passing != "none" for each in read.parameters)


def _words(parameter: ReadParameter, read: ReadTarget) -> Iterator[str]:
    name, flag = parameter.name, _literal(parameter.flag)
    match parameter.passing:
        case "store_true":
            yield f"{{{name}?{flag}}}"
        case "store_false":
            yield f"{{{name}?:{flag}}}"
        case "optional_bool":
            yield f"{{{name}?{flag}:{_literal(parameter.off_flag)}}}"
        case "override":
            yield f"{flag}={{{name}}}"
        case "value" if _is_joined(parameter, read):
            yield f"{flag}={{{name}}}"
        case "value":
            yield from (flag, f"{{{name}}}")


def _is_joined(parameter: ReadParameter, read: ReadTarget) -> bool:
    """A value that may begin with a dash is read as a flag where it stands alone."""
    is_short = not parameter.flag.startswith("--")
    if is_short and read.style == "click":
        return False
    can_be_negative = (parameter.low or 0) < 0
    has_dash = any(str(value).startswith("-") for value in parameter.values)
    return can_be_negative or has_dash or read.style in _JOINED_STYLES


def _positionals(read: ReadTarget, depth: int, names: Collection[str]) -> Iterator[str]:
    """The positional arguments of a level up to the last that has to be there."""
    level = [
        each
        for each in read.parameters
        if each.passing == "positional"
        and len(each.command) == depth
        and read.command[:depth] == each.command
    ]
    wanted = [place for place, each in enumerate(level) if each.name in names or each.is_required]
    for each in level[: max(wanted, default=-1) + 1]:
        is_varied = each.name in names or each.is_required
        yield f"{{{each.name}}}" if is_varied else _literal(str(each.default))


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
