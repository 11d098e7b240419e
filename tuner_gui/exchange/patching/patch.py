"""What changes in a configuration file, shown before it is written; any thread."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tuner_gui.core.nesting import flatten
from tuner_gui.exchange.best import write_export
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.patching import json_file, toml_file, yaml_file
from tuner_gui.exchange.patching.places import place_of, value_at
from tuner_gui.targets.parameter_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tuner_gui.core.nesting import Params
    from tuner_gui.exchange.patching.places import KeyPath

_LARGEST_BYTES = 4_000_000
_MOST_PARTS = 100_000
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class ConfigFormat:
    """A format of configuration files.

    Args:
        parse: returns the document as plain values; raises ValueError where it is none.
        put: returns the text with one value changed or added, and everything else as it was.
        has_none: it can say that there is no value.
    """

    parse: Callable[[str], Any]
    put: Callable[[str, KeyPath, Any], str]
    has_none: bool = True


_YAML = ConfigFormat(yaml_file.parse, yaml_file.put)
_JSON = ConfigFormat(json_file.parse, json_file.put)

CONFIG_FORMATS: Mapping[str, ConfigFormat] = {
    ".yaml": _YAML,
    ".yml": _YAML,
    ".toml": ConfigFormat(toml_file.parse, toml_file.put, has_none=False),
    ".json": _JSON,
    ".jsonc": _JSON,
}
"""The formats by how the names of their files end."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that changes.

    Args:
        name: the parameter.
        place: where it stands in the file, dotted.
        old: the value there; None of a new one.
        new: what it becomes.
        is_new: True where the file does not have it.
    """

    name: str
    place: str
    old: Any
    new: Any
    is_new: bool


@dataclass(frozen=True, slots=True)
class Patch:
    """A configuration file as it is and as it will be; nothing is written yet.

    Args:
        path: the file.
        before: its text.
        after: the text with the parameters of the trial.
        changes: what is different, in the order of the parameters.
        notes: what could not be done, one sentence each.
    """

    path: Path
    before: str
    after: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    def difference(self) -> str:
        """Returns the difference as `diff -u` shows it; empty where there is none."""
        lines = difflib.unified_diff(
            _lines(self.before), _lines(self.after), self.path.name, self.path.name, n=2
        )
        return "".join(f"{line.rstrip()}\n" if _is_head(line) else line for line in lines)


def patch_of(path: Path, params: Params) -> Patch:
    """Returns what becomes of a user's YAML, TOML or JSON file with the parameters in it.

    Comments, order and layout stay. A parameter is looked up by its dotted name; see `place_of`.
    One that the file does not have is added.

    Args:
        path: the file, whose name says the format.
        params: of the trial.

    Raises:
        ExportError: the file cannot be read, is of no such format, or a value cannot be changed
            without changing something else.
    """
    known = CONFIG_FORMATS.get(path.suffix.lower())
    if known is None:
        endings = ", ".join(CONFIG_FORMATS)
        raise ExportError(f"{path.name} is no configuration file.", f"Its name ends in {endings}.")
    before = _text_of(path)
    data = _parsed(known, before, path)
    after, changes, notes = before, [], []
    for name, given in flatten(params).items():
        value = plain(given)
        try:
            place = place_of(name, data)
        except ExportError as error:
            notes.append(str(error))
            continue
        if not known.has_none and _holds_none(value):
            notes.append(f"{name} is left as it is: TOML has no null.")
            continue
        is_new = not _is_there(data, place)
        old = None if is_new else value_at(data, place)
        if not is_new and _same(old, value):
            continue
        expected = _with_value(data, place, value)
        after = _put(known, after, place, value, expected=expected, path=path)
        data = expected
        changes.append(Change(name, ".".join(place), old, value, is_new))
    return Patch(path, before, after, tuple(changes), tuple(notes))


def write_patch(patch: Patch) -> None:
    """Writes the changed file, whole or not at all.

    Raises:
        ExportError: the file was changed meanwhile, or cannot be written.
    """
    if _text_of(patch.path) != patch.before:
        raise ExportError(f"{patch.path.name} was changed meanwhile.", "Look at it again.")
    write_export(patch.path, patch.after.encode())


def _put(
    known: ConfigFormat, text: str, place: KeyPath, value: Any, *, expected: Any, path: Path
) -> str:
    """Changes one value, and makes sure that nothing else has changed."""
    mark = _BOM if text.startswith(_BOM) else ""
    try:
        changed = mark + known.put(text.removeprefix(_BOM), place, value)
        is_right = _same(known.parse(changed.removeprefix(_BOM)), expected)
    except (ValueError, LookupError, RecursionError):
        is_right = False
    if not is_right:
        raise ExportError(
            f"{'.'.join(place)} in {path.name} cannot be changed without changing something else.",
            "Change it by hand.",
        )
    return changed


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ExportError(f"{path.name} is too large for a configuration file.")
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise ExportError(f"{path.name} is not text in UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExportError(f"{path} cannot be read: {reason}.") from error


def _parsed(known: ConfigFormat, text: str, path: Path) -> dict[Any, Any]:
    try:
        data = known.parse(text.removeprefix(_BOM))
    except RecursionError:
        raise ExportError(f"{path.name} is nested too deeply.") from None
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise ExportError(f"{path.name} cannot be read: {reason[:120]}.") from None
    if not isinstance(data, dict):
        raise ExportError(f"{path.name} holds no names and values.")
    if next(islice(_parts(data), _MOST_PARTS, None), None):
        raise ExportError(f"{path.name} is too large for a configuration file.")
    return data


def _parts(value: Any) -> Iterator[bool]:
    """One True for each part: aliases of aliases of YAML may stand for billions of them."""
    yield True
    items = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, Mapping | list):
        for item in items:
            yield from _parts(item)


def _is_there(data: Any, place: KeyPath) -> bool:
    try:
        value_at(data, place)
    except (LookupError, TypeError):
        return False
    return True


def _with_value(data: Any, place: KeyPath, value: Any) -> Any:
    """A copy with the value at its place; nothing in it is shared."""
    copy = plain(data)
    inner = copy
    for key in place[:-1]:
        inner = inner.setdefault(key, {})
    inner[place[-1]] = value
    return copy


def _holds_none(value: Any) -> bool:
    return value is None or (isinstance(value, list) and any(map(_holds_none, value)))


def _same(one: Any, other: Any) -> bool:
    """Equal, and of the same types: 1 is neither 1.0 nor true, but NaN is NaN."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def _lines(text: str) -> list[str]:
    """The lines as they are shown: each with an end."""
    return [f"{line}\n" for line in text.splitlines()]


def _is_head(line: str) -> bool:
    return line.startswith(("--- ", "+++ ", "@@ "))
