"""The draft of a command target: every text as typed, and what it says. No Qt; any thread."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import ValidationError

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import CommandSpec, MetricRules
from tuner_gui.targets.command.line_text import command_text, read_command_text
from tuner_gui.targets.command.template import names_in
from tuner_gui.ui.setup.command_words import coverage_of, unknown_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

ConfigFormat: TypeAlias = Literal["json", "yaml", "toml"]

NO_RULES = MetricRules()

_HOW_TO_WRITE = "Write the program and its arguments, such as {python} train.py --lr {lr}."


@dataclass(frozen=True, slots=True)
class CommandDraft:
    """What the fields of a command say.

    Args:
        text: the command in one line.
        environment: one `NAME=value` a line.
        config_format: of the file `{config}`.
        python: the interpreter; empty for the one that runs this program.
        metrics: set in a dialog of their own.
    """

    text: str = ""
    cwd: str = ""
    environment: str = ""
    config_format: ConfigFormat = "json"
    python: str = ""
    metrics: MetricRules = NO_RULES

    @classmethod
    def of(cls, spec: CommandSpec) -> CommandDraft:
        """Returns the draft that reads as this command."""
        return cls(
            text=command_text(spec.argv),
            cwd=spec.cwd,
            environment=environment_text(spec.environment),
            config_format=spec.config_format,
            python=spec.python,
            metrics=spec.metrics,
        )

    @property
    def label(self) -> str:
        """What the command is called; empty while it cannot be read."""
        with suppress(TuningError, ValidationError):
            return CommandSpec(argv=read_command_text(self.text)).label
        return ""

    @property
    def placeholders(self) -> set[str]:
        """The names in braces, as far as the command can be read."""
        found: set[str] = set()
        for read in (self._words, self._values):
            with suppress(TuningError):
                found |= names_in(read())
        return found

    def _words(self) -> Iterable[str]:
        return read_command_text(self.text)

    def _values(self) -> Iterable[str]:
        return read_environment(self.environment).values()


@dataclass(frozen=True, slots=True)
class CommandReading:
    """What a draft says.

    Args:
        spec: None where it says no command.
        problems: one sentence a field.
        unreadable: the fields of which the text is not in the spec.
        unpassed: the parameters that nothing passes; worth knowing, no problem.
    """

    spec: CommandSpec | None
    problems: dict[str, str]
    unreadable: frozenset[str] = frozenset()
    unpassed: tuple[str, ...] = ()


def read_command(
    draft: CommandDraft, base: CommandSpec | None, parameters: Collection[str] | None
) -> CommandReading:
    """Returns what a draft says.

    Args:
        draft: the texts as typed.
        base: from which a text that cannot be read is kept.
        parameters: the names of the space; None where those are not known just now.
    """
    problems: dict[str, str] = {}
    unreadable: set[str] = set()
    argv = _argv(draft.text, problems, unreadable)
    if "command" in unreadable and base is not None:
        argv = base.argv
    environment = {} if base is None else dict(base.environment)
    if draft.environment != environment_text(environment):
        try:
            environment = read_environment(draft.environment)
        except TuningError as error:
            problems["command_environment"] = str(error)
            unreadable.add("command_environment")
    if not argv:
        return CommandReading(None, problems, frozenset(unreadable))
    spec = CommandSpec(
        argv=argv,
        cwd=draft.cwd,
        environment=environment,
        config_format=draft.config_format,
        python=draft.python,
        metrics=draft.metrics,
    )
    unpassed = _check_names(spec, parameters, problems)
    return CommandReading(spec, problems, frozenset(unreadable), unpassed)


def _argv(text: str, problems: dict[str, str], unreadable: set[str]) -> tuple[str, ...]:
    try:
        argv = read_command_text(text)
    except TuningError as error:
        problems["command"] = str(error)
        unreadable.add("command")
        return ()
    if not argv:
        problems["command"] = f"Write the command to run. {_HOW_TO_WRITE}"
    elif not argv[0].strip():
        problems["command"] = f"The command begins with nothing. {_HOW_TO_WRITE}"
        unreadable.add("command")
        return ()
    return argv


def _check_names(
    spec: CommandSpec, parameters: Collection[str] | None, problems: dict[str, str]
) -> tuple[str, ...]:
    """Notes what is wrong with the placeholders; returns the parameters that nothing passes."""
    unpassed: tuple[str, ...] = ()
    known = () if parameters is None else parameters
    try:
        coverage = coverage_of((*spec.argv, *spec.environment.values(), spec.metrics.file), known)
        ours = set(coverage_of(spec.argv, known).unknown)
    except TuningError as error:
        problems.setdefault("command", str(error))
        return ()
    if parameters is not None and "command" not in problems:
        for name in coverage.unknown:
            field = "command" if name in ours else "command_environment"
            problems.setdefault(field, unknown_words(name, parameters))
        unpassed = coverage.unpassed
    return unpassed


def environment_text(environment: Mapping[str, str]) -> str:
    """Returns `NAME=value` lines; a value that would be read otherwise stands there as JSON."""
    lines = []
    for name, value in environment.items():
        is_plain = value == value.strip() and "\n" not in value and value[:1] != '"'
        lines.append(f"{name}={value if is_plain else json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines)


def read_environment(text: str) -> dict[str, str]:
    """Returns the variables of lines.

    Raises:
        TuningError: a line sets none, or one is set twice.
    """
    found: dict[str, str] = {}
    for line in filter(str.strip, text.split("\n")):
        name, equals, value = line.partition("=")
        name = name.strip()
        if not equals or not name or "\0" in name:
            raise TuningError(f"“{line.strip()}” sets no variable.", "Write NAME=value.")
        if name in found:
            raise TuningError(f"{name} is set twice.", "Keep one of the lines.")
        found[name] = _read_value(value.strip())
    return found


def _read_value(text: str) -> str:
    if text[:1] != '"':
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str) else text
