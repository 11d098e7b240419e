"""One value of a TOML file changed, by tomlkit; any thread."""

from __future__ import annotations

import re
import tomllib
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tuner_gui.exchange.patching.places import KeyPath


def parse(text: str) -> Any:
    """Returns the document as plain values.

    Raises:
        ValueError: it is none.
    """
    return tomllib.loads(text)


def put(text: str, place: KeyPath, value: Any) -> str:
    """Returns the text with a value changed or added.

    Raises:
        ValueError: tomlkit cannot read it or say the value.
        LookupError: there is no such place.
    """
    import tomlkit

    document = tomlkit.parse(text)
    group: Any = document
    depth = 0
    while depth < len(place) - 1 and place[depth] in group:
        group = group[place[depth]]
        depth += 1
    key, *deeper = place[depth:]
    if deeper or key not in group:
        for part in reversed(deeper):
            value = {part: value}
        _add(group, key, value)
    elif isinstance(value, list) and _fits(group[key], value):
        for index, item in enumerate(value):
            group[key][index] = item
    else:
        group[key] = value
    changed = tomlkit.dumps(document)
    is_windows = "\r\n" in text and not re.search(r"(?<!\r)\n", text)
    return re.sub(r"(?<!\r)\n", "\r\n", changed) if is_windows else changed


def _fits(old: Any, value: list[Any]) -> bool:
    """Says whether items can be changed one by one, so that the comments beside them stay."""
    if not isinstance(old, list) or len(old) != len(value):
        return False
    return not any(isinstance(item, list | MutableMapping) for item in [*old, *value])


def _add(group: Any, key: str, value: Any) -> None:
    """Adds a value after the last one: what follows that belongs to the next table."""
    import tomlkit
    from tomlkit.items import InlineTable, Table

    body = group.value.body if isinstance(group, Table) else []
    following: list[Any] = []
    if not isinstance(group, InlineTable) and not isinstance(value, dict):
        while body and body[-1][0] is None:
            following.insert(0, body.pop())
    group.append(key, tomlkit.item(value))
    body.extend(following)
