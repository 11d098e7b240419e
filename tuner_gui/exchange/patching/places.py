"""Where a parameter stands in a configuration file; pure functions, any thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.exchange.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KeyPath: TypeAlias = tuple[str, ...]
"""The keys from the top of a document to a value."""

_DEEPEST = 64


def place_of(name: str, data: Mapping[Any, Any]) -> KeyPath:
    """Returns where a parameter stands, or where it belongs if the file does not have it.

    `optimizer.lr` stands at `lr` below `optimizer`, or at a key with the dot in it. Where the file
    has neither, the one place that ends so is meant, such as `train.optimizer.lr`; hyphens count
    as underscores then.

    Args:
        name: a dotted name.
        data: the document.

    Raises:
        ExportError: several places are meant, or a group stands where the value belongs.
    """
    parts = tuple(name.split("."))
    exact = next((path for path in (parts, (name,)) if _has(data, path)), None)
    if exact is not None:
        return _value_place(name, data, exact)
    all_paths = list(_paths(data))
    for spell in (str, _spelt):
        found = [path for path in all_paths if _ends_so(path, parts, spell)]
        if len(found) == 1:
            return _value_place(name, data, found[0])
        if found:
            places = ", ".join(".".join(path) for path in found[:3])
            raise ExportError(
                f"{name} may be any of {places}.", "Name the parameter like one of them."
            )
    return _new_place(name, data, parts)


def value_at(data: Mapping[Any, Any], path: KeyPath) -> Any:
    """Returns the value of an existing place."""
    value: Any = data
    for key in path:
        value = value[key]
    return value


def _has(data: Any, path: KeyPath) -> bool:
    for key in path:
        if not isinstance(data, Mapping) or key not in data:
            return False
        data = data[key]
    return True


def _value_place(name: str, data: Mapping[Any, Any], path: KeyPath) -> KeyPath:
    if isinstance(value_at(data, path), Mapping):
        raise ExportError(f"{name} is a group of the file, not a value.")
    return path


def _new_place(name: str, data: Mapping[Any, Any], parts: KeyPath) -> KeyPath:
    for length in range(1, len(parts)):
        if not _has(data, parts[:length]):
            break
        if not isinstance(value_at(data, parts[:length]), Mapping):
            group = ".".join(parts[:length])
            raise ExportError(f"{name} has no place: {group} is a value of the file, no group.")
    return parts


def _paths(data: Mapping[Any, Any], above: KeyPath = ()) -> Iterator[KeyPath]:
    for key, value in data.items():
        if not isinstance(key, str) or len(above) > _DEEPEST:
            continue
        if isinstance(value, Mapping):
            yield from _paths(value, (*above, key))
        else:
            yield (*above, key)


def _ends_so(path: KeyPath, parts: KeyPath, spell: Callable[[str], str]) -> bool:
    return [spell(key) for key in path[-len(parts) :]] == [spell(part) for part in parts]


def _spelt(key: str) -> str:
    return key.casefold().replace("-", "_")
