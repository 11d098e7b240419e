"""Reads a text as JSON, as YAML or as a Python literal into plain values; any thread.

Nothing in the text is run, nothing that it names is opened, and no text is large or deep enough to
take more than a few seconds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NoReturn

from tuner_gui.exchange.spaces.faults import SpaceFault, inside, shortened
from tuner_gui.exchange.spaces.python_source import read_python

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_BYTES = 1_000_000
DEEPEST = 40

_TOO_DEEP = "is nested too deeply."


@dataclass(frozen=True, slots=True)
class Document:
    """The value in a file.

    Args:
        value: dicts, lists and scalars; of Python also kinds of parameters.
        name: the variable that holds it, in a Python file.
    """

    value: Any
    name: str = ""


def text_of(path: Path) -> str:
    """Returns the text in a file.

    Raises:
        SpaceFault: it cannot be read, or is no text of a sensible size.
    """
    try:
        if path.exists() and not path.is_file():
            raise SpaceFault("", "this is a folder or a device, not a file.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise SpaceFault("", f"the file has more than {MOST_BYTES:,} bytes.")
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise SpaceFault("", "there is no such file.") from None
    except UnicodeDecodeError:
        raise SpaceFault("", "the file is not text in UTF-8.") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise SpaceFault("", f"the file cannot be read: {reason}.") from None


def read_document(text: str, file_name: str) -> Document:
    """Returns the value in a text: JSON if it can be that, else Python, else YAML.

    A dict of Python is YAML too, but says something else there.

    Raises:
        SpaceFault: it is none of these.
    """
    if not text.strip():
        raise SpaceFault("", "the file is empty.")
    ending = PurePath(file_name).suffix.lower()
    if ending != ".py":
        try:
            return Document(_checked(_json(text)))
        except json.JSONDecodeError as error:
            if ending == ".json":
                problem = f"line {error.lineno} is not JSON: {error.msg}."
                raise SpaceFault("", problem) from None
    found = read_python(text, is_required=ending == ".py")
    if found is not None:
        return Document(_checked(found.value), found.name)
    from tuner_gui.exchange.spaces.yaml_reading import read_yaml

    return Document(_checked(read_yaml(text)))


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except RecursionError:
        raise SpaceFault("", f"the file {_TOO_DEEP}") from None
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number of more digits than Python reads
        raise SpaceFault("", "the file has a number of thousands of digits.") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise SpaceFault(shortened(name, 60), "stands there twice in one object.")
            seen.add(name)
    return found


def _no_number(word: str) -> NoReturn:
    raise SpaceFault("", f"the file has the value {word}, which is not a number.")


def _checked(value: Any) -> Any:
    """The value, unless it is nested too deeply for those who read it."""
    level = [("", value)] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        level = [
            (inside(place, key), inner)
            for place, outer in level
            for key, inner in _parts(outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return value
    raise SpaceFault(level[0][0], _TOO_DEEP)


def _parts(value: Any) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)
