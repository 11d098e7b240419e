"""A target that fails in 30 % of its space, in four ways; run by test_failing_sweeps."""

from __future__ import annotations

import ctypes
import time

WAYS = ("raise", "segfault", "hang", "memory")


def way_of(x: int) -> str | None:
    """How a trial fails, 3 of 40 in each way; None where it does not."""
    return WAYS[x % 40 // 3] if x % 40 < 12 else None


def act(x: int) -> None:
    match way_of(x):
        case "raise":
            raise ValueError("this part of the space is no good")
        case "segfault":
            ctypes.string_at(0)
        case "hang":
            time.sleep(60)
        case "memory":
            held = bytearray(b"x") * 400_000_000
            time.sleep(60)
            del held


class Failing:
    def __init__(self, params):
        self.x = params["x"]

    def train(self, dataset):
        act(self.x)

    def validate(self, dataset):
        return self.x
