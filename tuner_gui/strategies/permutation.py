"""A seeded shuffle of 0 … size-1 by index: no list, any size, any position at once."""

from __future__ import annotations

from hashlib import blake2b

_ROUNDS = 4


class Permutation:
    """A Feistel network over the next even number of bits; values outside are walked on.

    Args:
        size: how many numbers are shuffled.
        seed: another seed, another order.
    """

    def __init__(self, size: int, seed: int) -> None:
        self._size = size
        self._half_bits = max(1, ((size - 1).bit_length() + 1) // 2)
        self._mask = (1 << self._half_bits) - 1
        self._seed = seed.to_bytes((seed.bit_length() + 8) // 8, "big", signed=True)

    def __getitem__(self, index: int) -> int:
        """Returns the number at a place of the shuffled order."""
        if not 0 <= index < self._size:
            raise IndexError(index)
        value = self._encrypt(index)
        while value >= self._size:  # about one in four is inside, or more: a short walk
            value = self._encrypt(value)
        return value

    def _encrypt(self, value: int) -> int:
        left, right = value >> self._half_bits, value & self._mask
        for turn in range(_ROUNDS):
            left, right = right, left ^ (self._scramble(turn, right) & self._mask)
        return (left << self._half_bits) | right

    def _scramble(self, turn: int, half: int) -> int:
        text = b"%d:%d:" % (turn, half)
        size = min(64, self._half_bits // 8 + 1)
        return int.from_bytes(blake2b(text + self._seed, digest_size=size).digest(), "big")
