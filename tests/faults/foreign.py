"""Sessions of somebody who means harm: all that they name leaves a canary when it is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CODE = """
import pathlib
pathlib.Path({canary!r}).touch()

class Model:
    def __init__(self, params): ...
    def train(self, dataset): ...
    def validate(self, dataset): return 1.0

def objective(x=1.0): return x

def make_pipeline(): ...
"""
NAMES = (
    "../../escaped",
    "/escaped",
    "~/escaped",
    "a/../../escaped",
    "escaped\x00",
    "..",
    "x" * 999,
)
VALUE = "../../escaped"
ABOVE = "{above}"
"""Stands for the folder above that of the session, as an absolute path."""

TARGETS: dict[str, dict[str, Any]] = {
    "class": {"kind": "class", "path": "evil.py:Model"},
    "class-above": {"kind": "class", "path": "../above.py:Model"},
    "class-linked": {"kind": "class", "path": "linked.py:Model"},
    "class-absolute": {"kind": "class", "path": f"{ABOVE}/above.py:Model"},
    "module": {"kind": "class", "path": "evil:Model"},
    "package": {"kind": "function", "path": "evils.inner:objective"},
    "function": {"kind": "function", "path": "evil.py:objective"},
    "pipeline": {"kind": "pipeline", "path": "evil.py:make_pipeline"},
    "command": {"kind": "command", "argv": ["touch", "canary"]},
    "script": {"kind": "command", "argv": ["{python}", "evil.py", "{config}", "{folder}"]},
    "script-above": {"kind": "command", "argv": ["{python}", "../above.py"]},
    "script-linked": {"kind": "command", "argv": ["{python}", "linked.py"]},
    "program-absolute": {"kind": "command", "argv": [f"{ABOVE}/theirs/evil.sh"]},
    "interpreter": {"kind": "command", "argv": ["{python}", "x"], "python": "evil.sh"},
    "shell": {"kind": "command", "argv": ["sh", "-c", "touch canary"], "cwd": ".."},
    "preloaded": {"kind": "command", "argv": ["./evil.sh"], "environment": {"PYTHONSTARTUP": "x"}},
}


def foreign_session(folder: Path, target: dict[str, Any], **config: Any) -> Path:
    """Writes a session with one finished trial, and what it names beside it."""
    folder.mkdir()
    code = CODE.format(canary=str(folder.parent / "canary"))
    (folder / "evil.py").write_text(code)
    (folder.parent / "above.py").write_text(code)
    (folder / "linked.py").symlink_to(folder / "evil.py")
    (folder / "evils").mkdir()
    for name in ("__init__.py", "inner.py"):
        (folder / "evils" / name).write_text(code)
    (folder / "evil.sh").write_text(f"#!/bin/sh\ntouch {folder.parent / 'canary'}\n")
    (folder / "evil.sh").chmod(0o755)
    path = folder / "foreign.tuner.json"
    text = json.dumps(_document(target, config))
    path.write_text(text.replace(ABOVE, str(folder.parent)))
    return path


def _document(target: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {"name": "x", "kind": "float", "low": 0, "high": 1},
        {"name": "where", "kind": "constant", "value": VALUE},
    ]
    trial = {
        "number": 0,
        "params": {"x": 0.5, "where": VALUE},
        "state": "complete",
        "metric": 1.0,
        "metrics": {"score": 1.0},
        "duration_ms": 1.0,
        "worker": "../../escaped",
    }
    return {
        "format_version": 1,
        "config": {
            "name": "foreign",
            "target": target,
            "dataset": {"kind": "none"},
            "objective": {"metric": "score", "direction": "maximize"},
            "space": {"revision": 1, "parameters": parameters},
            "strategy": {"kind": "random"},
            "budget": {"trials": 4, "concurrency": 1},
            "seed": 1,
        }
        | config,
        "environment": {},
        "trials": [trial],
        "notes": "",
    }


def entries(folder: Path) -> set[str]:
    """All that lies in a folder, at any depth."""
    return {str(each.relative_to(folder)) for each in folder.rglob("*")}
