"""Parameters as text for a command line, an environment or a call; pure functions, any thread."""

from __future__ import annotations

import json
import keyword
import re
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tuner_gui.core.nesting import flatten
from tuner_gui.exchange.errors import ExportError
from tuner_gui.targets.command.interpreters import interpreter_of
from tuner_gui.targets.command.preparation import filled_argv, used_names
from tuner_gui.targets.command.template import names_in, value_text
from tuner_gui.targets.parameter_text import commented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import CommandSpec
    from tuner_gui.core.values import ParamValue

_WORDS = frozenset({"true", "false", "null", "nan", "inf"})
_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HYDRA_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_][A-Za-z0-9_-]*)*")
_PLAIN_IN_ENV = re.compile(r"[A-Za-z0-9_./:@%+,-]+")
_REPLACED_IN_ENV = re.compile(r"\$\{[^}]*\}")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def keyword_text(params: Params) -> str:
    """Returns the parameters as they stand between the brackets of a Python call.

    A group is a dict; a name that is no Python name is given by `**{…}`.
    """
    return "".join(f"{keyword_argument(name, value)}\n" for name, value in params.items()) or "\n"


def keyword_argument(name: str, value: ParamValue | Params) -> str:
    """Returns one of them, with the comma."""
    shown = _plain_repr(value)
    is_name = name.isidentifier() and not keyword.iskeyword(name)
    return f"{name}={shown}," if is_name else f"**{{{name!r}: {shown}}},"


def _plain_repr(value: ParamValue | Params) -> str:
    if isinstance(value, Mapping):
        inner = (f"{name!r}: {_plain_repr(item)}" for name, item in value.items())
        return f"{{{', '.join(inner)}}}"
    return repr(value)


def argument_text(params: Params) -> str:
    """Returns the parameters as options for a POSIX shell, such as `--lr=0.01 --amp --no-cache`.

    Each stands in one word, so that a value which begins with a dash is none of its own. True and
    false are flags, as argparse's BooleanOptionalAction and click take them; lists are JSON.

    Raises:
        ExportError: a value or a name cannot be an argument.
    """
    words = (_shell_word(name, _argument(name, value)) for name, value in flatten(params).items())
    return " ".join(words) + "\n"


def command_arguments(spec: CommandSpec, params: Params) -> str | None:
    """Returns the arguments of a command as its template has them, without program and script.

    None where they would not say the parameters: the command takes them by a file or by variables.

    Raises:
        ExportError: a value cannot be an argument.
        TrainFailure: the template is none.
    """
    if used_names(spec) & {"config", "folder"} or not names_in(spec.argv) & set(flatten(params)):
        return None
    words = filled_argv(spec, params, {"python": interpreter_of(spec)})
    first = 1
    if spec.argv[0] == "{python}":
        first = 3 if spec.argv[1:2] == ("-m",) else 2
    return shlex.join(words[first:]) + "\n"


def _argument(name: str, value: ParamValue) -> str:
    if isinstance(value, bool):
        return f"--{name}" if value else f"--no-{name}"
    return f"--{name}={value_text(value)}"


def override_text(params: Params) -> str:
    """Returns the parameters as Hydra overrides for a POSIX shell, such as `optimizer.lr=0.01`.

    Raises:
        ExportError: Hydra cannot be told a name.
    """
    flat = flatten(params)
    for name in flat:
        if not _HYDRA_KEY.fullmatch(name):
            raise ExportError(
                f"Hydra takes no key {name}.",
                "Rename the parameter, with letters, digits, - and _, or choose another format.",
            )
    words = (_shell_word(name, f"{name}={_hydra(value)}") for name, value in flat.items())
    return " ".join(words) + "\n"


def _hydra(value: ParamValue) -> str:
    if isinstance(value, tuple):
        return f"[{','.join(map(_hydra, value))}]"
    if isinstance(value, str):
        return value if _is_plain(value) else _hydra_quoted(value)
    return json.dumps(value)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN_WORD.fullmatch(text)) and text.lower() not in _WORDS


def _hydra_quoted(text: str) -> str:
    """In single quotes; backslashes count only before a quote, and before what is looked up."""
    text = re.sub(r"(\\*)\$\{", r"\1\1\\${", text)
    text = re.sub(r"(\\*)'", r"\1\1\\'", text)
    text = re.sub(r"(\\+)\Z", r"\1\1", text)
    return f"'{text}'"


def _shell_word(name: str, word: str) -> str:
    if "\0" in word:
        raise ExportError(f"{name} holds a zero byte, which no argument can.")
    return shlex.quote(word)


def env_text(params: Params, comments: Sequence[str]) -> str:
    """Returns the parameters as a .env file: names in capitals, groups joined by `__`.

    True and false are small, a missing value is empty, lists are JSON.

    Raises:
        ExportError: two parameters would have the same name, or a value cannot be said.
    """
    lines = []
    names: dict[str, str] = {}
    for name, value in flatten(params).items():
        variable = env_name(name)
        if variable in names:
            raise ExportError(
                f"{names[variable]} and {name} would both be the variable {variable}.",
                "Choose another format, such as YAML.",
            )
        names[variable] = name
        lines.append(f"{variable}={_env_value(name, value)}\n")
    return commented(comments) + "".join(lines)


def env_name(name: str) -> str:
    """Returns the variable of a parameter: `optimizer.lr` is OPTIMIZER__LR."""
    variable = re.sub(r"[^A-Za-z0-9]", "_", name.replace(".", "__")).upper()
    return f"_{variable}" if variable[:1].isdigit() else variable


def _env_value(name: str, value: ParamValue) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if "\0" in text:
        raise ExportError(f"{name} holds a zero byte, which no variable can.")
    if match := _REPLACED_IN_ENV.search(text):
        raise ExportError(
            f"{name} holds {match[0]}, which readers of .env files replace.",
            "Choose another format, such as YAML.",
        )
    if _PLAIN_IN_ENV.fullmatch(text):
        return text
    if text.isprintable() and not set(text) & {"'", "\\"}:
        return f"'{text}'"  # a shell replaces nothing in these
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'
