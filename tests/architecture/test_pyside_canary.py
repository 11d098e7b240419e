"""The canary for PySide6: a version that drops references to None ends a 3.11 interpreter.

PySide6 6.12 loses one reference to None in each void call and one to True in each emit. From Python
3.12 on both are immortal, and the counts cannot move.
"""

from __future__ import annotations

import json
import subprocess
import sys

CALLS = 100  # few enough to survive a PySide6 that loses one reference with each
TOLERANCE = 20

PROGRAM = f"""
import json, os, sys
from PySide6.QtCore import QObject, Signal

class Caller(QObject):
    called = Signal(object)

caller = Caller()
caller.called.connect(caller.setObjectName)

def lost(value, act):
    act()
    before = sys.getrefcount(value)
    for _ in range({CALLS}):
        act()
    return before - sys.getrefcount(value)

print(json.dumps({{
    "None in a void call": lost(None, lambda: caller.setObjectName("name")),
    "True in an emit": lost(True, lambda: caller.called.emit("name")),
    "None in an emit": lost(None, lambda: caller.called.emit("name")),
}}), flush=True)
os._exit(0)  # the way out could be the call too many
"""


def test_that_calls_into_qt_lose_no_reference_to_none_or_true() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, f"the interpreter died: {done.stderr}"
    lost = json.loads(done.stdout)
    assert {what: count for what, count in lost.items() if abs(count) > TOLERANCE} == {}
