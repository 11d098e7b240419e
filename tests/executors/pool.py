"""A target of a few lines, and the hosts that run it: shared by the tests of the pool."""

from __future__ import annotations

import psutil

HEAD = """
import os, signal, sys

class Trial:
    def __init__(self, params):
        self.params = params

    def train(self, dataset, report):
        while self.params.get("waits"):
            report(0, loss=1.0)

    def validate(self, dataset):
        return os.getpid()
"""


def hosts() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if is_host(child)]


def is_host(process: psutil.Process) -> bool:
    try:
        return "tuner_gui.executors.host" in process.cmdline()
    except psutil.NoSuchProcess:  # gone, or going
        return False
