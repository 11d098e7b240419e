"""Each trial's own seed, from the sweep's seed and the trial's number."""

from __future__ import annotations

_MASK = 2**64 - 1


def trial_seed(sweep_seed: int, number: int) -> int:
    """Returns a seed in [0, 2**32), well mixed (the finaliser of splitmix64)."""
    mixed = (sweep_seed * 0x9E3779B97F4A7C15 + (number + 1) * 0xD1B54A32D192ED03) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return (mixed ^ (mixed >> 31)) >> 32
