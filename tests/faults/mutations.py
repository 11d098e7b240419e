"""Damage to JSON: to its bytes, or to one of its values at any depth."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

LONGEST_S = 10.0
"""What one file may take, on a machine however busy."""

MOST_MEMORY = 500 * 2**20
LONGEST_SENTENCE = 200

DEPTHS = (30, 200, 990, 20_000)
VALUES: dict[str, list[bytes]] = {
    "wrong type": [
        *(b"null", b"true", b"0", b"-1", b"1.5", b"[]", b"{}", b'""', b'"text"', b'"\\u0000"'),
        *(b"[[[1]]]", b'{"kind": "float"}', b'["a", "b"]', b'"grid"', b'"../../escaped"'),
        *(b'"a\\nb"', b'"' + b"x" * 100_000 + b'"'),
    ],
    "deep nesting": [
        *(b"[" * depth + b"]" * depth for depth in DEPTHS),
        *(b'{"a":' * depth + b"1" + b"}" * depth for depth in DEPTHS),
        b"[" * 20_000,
    ],
    "huge number": [
        *(b"9" * 400, b"9" * 5_000, b"1e999", b"-1e999", b"1e308", b"-1e308", b"5e-324"),
        *(b"18446744073709551616", b"-9223372036854775809", b"9007199254740993"),
        b"1" + b"0" * 300 + b".5",
    ],
    "NaN": [b"NaN", b"Infinity", b"-Infinity", b'"nan"', b'"-inf"'],
    "lone surrogate": [b'"\\ud800"', b'"a\\udfff b"', b'"\xed\xa0\x80"'],
}
_HOLE = "\0 hole"
_MARK = json.dumps(_HOLE).encode()


def _values_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all that stands in a value."""
    match value:
        case dict():
            items = list(value.items())
        case list():
            items = list(enumerate(value))
        case _:
            return
    for key, inner in items:
        yield (*path, key)
        yield from _values_in(inner, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _written(value: Any, filling: bytes) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode().replace(_MARK, filling)


def _replaced(data: bytes, values: list[bytes], chance: random.Random) -> bytes:
    """One value, or one name, is another."""
    document = json.loads(data)
    *place, key = chance.choice(list(_values_in(document)))
    parent, filling = _at(document, tuple(place)), chance.choice(values)
    if filling.startswith(b'"') and isinstance(parent, dict) and chance.random() < 0.3:
        parent[_HOLE] = parent.pop(key)
    else:
        parent[key] = _HOLE
    return _written(document, filling)


def _with_a_key_twice(data: bytes, chance: random.Random) -> bytes:
    document = json.loads(data)
    paths = list(_values_in(document))
    values = [document, *(_at(document, path) for path in paths)]
    parent = chance.choice([each for each in values if isinstance(each, dict) and each])
    name = chance.choice(list(parent))
    parent[_HOLE] = deepcopy(_at(document, chance.choice(paths)))
    return _written(document, json.dumps(name).encode())


def _dropped(data: bytes, chance: random.Random) -> bytes:
    document = json.loads(data)
    *place, key = chance.choice(list(_values_in(document)))
    del _at(document, tuple(place))[key]
    return json.dumps(document).encode()


def _moved(data: bytes, chance: random.Random) -> bytes:
    """One value is a copy of another."""
    document = json.loads(data)
    paths = list(_values_in(document))
    *place, key = chance.choice(paths)
    _at(document, tuple(place))[key] = deepcopy(_at(document, chance.choice(paths)))
    return json.dumps(document).encode()


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice([1, 10, 200, len(data)]) :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[max(0, start - chance.choice([1, 50, 3_000])) :]


def _replacing(values: list[bytes]) -> Callable[[bytes, random.Random], bytes]:
    return lambda data, chance: _replaced(data, values, chance)


TO_BYTES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bit flip": _flipped,
    "cut": _cut,
    "doubled part": _doubled,
}
TO_VALUES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    **{harm: _replacing(values) for harm, values in VALUES.items()},
    "duplicate key": _with_a_key_twice,
    "missing part": _dropped,
    "moved part": _moved,
}
HARMS = (*TO_BYTES, *TO_VALUES)


def harmed(data: bytes, harm: str, chance: random.Random) -> bytes:
    """The text of one JSON value, damaged."""
    return (TO_BYTES | TO_VALUES)[harm](data, chance)


def harmed_lines(data: bytes, harm: str, chance: random.Random) -> bytes:
    """Lines of JSON, of which one is damaged; or the bytes of all."""
    if harm in TO_BYTES:
        return TO_BYTES[harm](data, chance)
    lines = data.splitlines()
    at = chance.randrange(len(lines)) if chance.random() < 0.7 else 0
    lines[at] = TO_VALUES[harm](lines[at], chance)
    return b"\n".join(lines) + b"\n"


class Memory:
    """The most memory that this process has held since it was made."""

    def __init__(self) -> None:
        if sys.platform == "linux":
            Path("/proc/self/clear_refs").write_text("5")
        self._before = self._peak()

    def grown(self) -> int:
        """By so many bytes."""
        return self._peak() - self._before

    def _peak(self) -> int:
        if sys.platform == "linux":
            status = Path("/proc/self/status").read_text().partition("VmHWM:")[2]
            return int(status.split()[0]) * 1024
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
