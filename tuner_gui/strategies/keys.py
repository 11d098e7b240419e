"""Parameters as 64-bit keys, and a set of millions of keys in little memory. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.values import freeze_value

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.values import ParamValue

_BITS = 64
_SPARE = 64
"""Slots after the last home, so that a walk from there needs no wrapping round."""
_MASK = (1 << _BITS) - 1
_MINUS_ONE = ("minus", 1)
"""Python has the same hash for -1 and -2."""


def params_key(params: Params) -> int:
    """Returns a key above 0: of the same names and values the same, whatever their order.

    1 and 1.0 are the same value, True is another. Two of a million keys are alike by chance once
    in 40 million times.
    """
    items: list[tuple[str, Hashable]] = []
    _list_items(params, "", items)
    items.sort(key=itemgetter(0))
    return hash(tuple(items)) & _MASK or 1


def _list_items(params: Params, prefix: str, items: list[tuple[str, Hashable]]) -> None:
    """Lists dotted names and values; this runs for each trial, so it is short of calls."""
    for name, value in params.items():
        kind = type(value)
        if kind is float or kind is int:
            items.append((prefix + name, value if value != -1 else _MINUS_ONE))
        elif kind is str or value is None:
            items.append((prefix + name, value))
        elif isinstance(value, Mapping):
            _list_items(value, f"{prefix}{name}.", items)
        else:
            items.append((prefix + name, _hashable(value)))


def _hashable(value: ParamValue) -> Hashable:
    if isinstance(value, tuple | list):
        return tuple(map(_hashable, value))
    frozen = freeze_value(value)
    if isinstance(frozen, bool):
        return ("bool", frozen)
    return _MINUS_ONE if frozen == -1 else frozen


class KeySet:
    """Keys above 0 that look random; 12 to 24 bytes each.

    A table with open slots: a key's home are its first bits, and it lies there or in the next
    slots without a gap. As the home grows with the key, a larger table is filled by sorting.
    """

    def __init__(self, bits: int = 10) -> None:
        self._count = 0
        self._lay_out(np.empty(0, np.uint64), bits)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: int) -> bool:
        return self._table[self._slot_of(key)] == key

    def add(self, key: int) -> bool:
        """Adds a key; says whether it is new."""
        slot = self._slot_of(key)
        if self._table[slot] == key:
            return False
        self._table[slot] = key
        self._count += 1
        is_crowded = self._count * 3 > 2 << self._bits
        if is_crowded or slot >= len(self._table) - 2:
            keys = self._slots[self._slots > 0]
            keys.sort()
            self._lay_out(keys, self._bits + 1)
        return True

    def _slot_of(self, key: int) -> int:
        """Returns the slot where the key lies, or the empty one where it belongs."""
        table, slot = self._table, key >> (_BITS - self._bits)
        while (found := table[slot]) and found != key:
            slot += 1
        return slot

    def _lay_out(self, keys: NDArray[np.uint64], bits: int) -> None:
        """Makes a table of 2^bits homes with these sorted keys."""
        homes = (keys >> np.uint64(_BITS - bits)).astype(np.int64)
        order = np.arange(len(keys))
        slots = order + np.maximum.accumulate(homes - order)
        end = int(slots[-1]) if len(slots) else 0
        self._bits = bits
        self._slots = np.zeros(max((1 << bits), end) + _SPARE, np.uint64)
        self._slots[slots] = keys
        self._table = self._slots.data  # its items are plain numbers, and quick to read
