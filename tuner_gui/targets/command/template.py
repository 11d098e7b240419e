"""The template of a command line, and what becomes of it with a trial's values; pure, any thread.

Never through a shell: an element of the template is one argument or none, whatever its value.
A value that begins with a dash may be taken for an option by the program's own parser: write
`--name={value}` as one element then, not as two.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.nesting import flatten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.values import ParamValue

RESERVED = frozenset({"config", "folder", "python"})
"""Placeholders that are no parameters."""

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_OPTION = re.compile(r"--?[^\d=-][^=]*")


@dataclass(frozen=True, slots=True)
class Value:
    """`{name}`: a parameter's value, or one of the reserved."""

    name: str


@dataclass(frozen=True, slots=True)
class Switch:
    """`{name?on:off}`: one text or the other."""

    name: str
    on: str
    off: str


Piece: TypeAlias = str | Value | Switch


@lru_cache(maxsize=1024)
def pieces_of(element: str) -> tuple[Piece, ...]:
    """Returns the pieces of an element of a template.

    Raises:
        TrainFailure: a brace has no partner, or there is no name between them.
    """
    pieces: list[Piece] = []
    end = 0
    for match in _TOKEN.finditer(element):
        pieces.append(element[end : match.start()])
        end = match.end()
        token = match[0]
        if token in {"{{", "}}"}:
            pieces.append(token[0])
        elif match[1] is None:
            hint = "Write {{ or }} where a brace is meant."
            raise TrainFailure(f"The command has a lone {token} in “{element}”.", hint)
        else:
            pieces.append(_placeholder(match[1], element))
    pieces.append(element[end:])
    return tuple(piece for piece in pieces if piece != "")


def _placeholder(text: str, element: str) -> Piece:
    name, question, texts = text.partition("?")
    if not name.strip():
        hint = "Put the name of a parameter between the braces, or write {{ for a brace."
        raise TrainFailure(f"The placeholder {{{text}}} in “{element}” names nothing.", hint)
    if not question:
        return Value(name)
    on, _, off = texts.partition(":")
    return Switch(name, on, off)


def names_in(elements: Iterable[str]) -> set[str]:
    """Returns the names of all placeholders.

    Raises:
        TrainFailure: an element is no template.
    """
    pieces = (piece for element in elements for piece in pieces_of(element))
    return {piece.name for piece in pieces if not isinstance(piece, str)}


def expand_argv(argv: Sequence[str], params: Params, reserved: Mapping[str, str]) -> list[str]:
    """Returns the arguments for a trial.

    An element with an inactive parameter is left out. Where such an element is nothing but
    `{name}`, the option just before it goes too. So does an element of which a switch left nothing.

    Args:
        argv: the template.
        params: of the trial; a parameter that is not among them is inactive.
        reserved: what the placeholders stand for that are no parameters.

    Raises:
        TrainFailure: an element is no template, or a switch stands for no true or false.
    """
    flat = flatten(params)
    words: list[str] = []
    option: str | None = None  # the last word, where it is an option that waits for its value
    for element in argv:
        pieces = pieces_of(element)
        text = _expanded(pieces, flat, reserved)
        if text is not None:
            words.append(text)
        elif option is not None and len(pieces) == 1 and isinstance(pieces[0], Value):
            words.pop()
        option = text if text is not None and _is_option(pieces) else None
    return words


def expand(text: str, params: Params, reserved: Mapping[str, str]) -> str | None:
    """Returns a text with its placeholders filled in; None where it belongs to an inactive one.

    Raises:
        TrainFailure: the text is no template, or a switch stands for no true or false.
    """
    pieces = pieces_of(text)
    return _expanded(pieces, flatten(params), reserved) if pieces else ""


def _is_option(pieces: Sequence[Piece]) -> bool:
    return all(isinstance(piece, str) for piece in pieces) and bool(
        _OPTION.fullmatch("".join(map(str, pieces)))
    )


def _expanded(pieces: Sequence[Piece], flat: FlatParams, reserved: Mapping[str, str]) -> str | None:
    if not pieces:
        return ""
    texts = [
        piece if isinstance(piece, str) else _filled(piece, flat, reserved) for piece in pieces
    ]
    if None in texts:
        return None
    joined = "".join(map(str, texts))
    is_switched_off = not joined and any(isinstance(piece, Switch) for piece in pieces)
    return None if is_switched_off else joined


def _filled(piece: Value | Switch, flat: FlatParams, reserved: Mapping[str, str]) -> str | None:
    if piece.name in reserved and isinstance(piece, Value):
        return reserved[piece.name]
    if piece.name not in flat:
        return None
    value = flat[piece.name]
    if isinstance(piece, Value):
        return value_text(value)
    if not isinstance(value, bool):
        raise TrainFailure(
            f"The placeholder {{{piece.name}?…}} needs true or false; {piece.name} is {value!r}.",
            f"Write {{{piece.name}}} for the value itself.",
        )
    return piece.on if value else piece.off


def value_text(value: ParamValue) -> str:
    """Returns a value as an argument: text as it is, the rest as Python writes it.

    A list becomes JSON, which Python's own literals, YAML and Hydra read too.
    """
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else repr(value)
