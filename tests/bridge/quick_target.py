"""A class target that trial hosts load by path; quick, slow or failing as its parameters say."""

from __future__ import annotations

import time


class Quick:
    def __init__(self, params):
        self.params = params

    def train(self, dataset, report=None):
        if self.params.get("fails"):
            raise ValueError("asked to fail")
        seconds = self.params.get("seconds", 0)
        until = time.monotonic() + seconds
        step = 0
        while time.monotonic() < until:
            time.sleep(0.01)
            step += 1
            report(step, loss=1 / step)

    def validate(self, dataset):
        print("scored", self.params["x"])
        return float(self.params["x"])
