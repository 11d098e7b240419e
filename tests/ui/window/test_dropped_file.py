"""A dropped file is a script or another tool's search space, told by its content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tuner_gui.ui.window.dropped_file import Drop, is_session, meaning_of, sorted_drop

ARGPARSE = """
import argparse
param_grid = {"C": [1, 10]}
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
"""


@pytest.mark.parametrize(
    ("name", "text", "is_script"),
    [
        ("train.py", ARGPARSE, True),
        ("grid.py", 'param_grid = {"C": [1, 10]}', False),
        ("plain.py", "print(1)", True),
        ("broken.py", "def x(", True),
        ("sweep.yaml", "parameters:\n  lr: {min: one, max: 2}\n", False),
        ("settings.yaml", "lr: 0.01\nmodel: {depth: 3}\n", True),
        ("settings.toml", "lr = 0.01\n", True),
        ("broken.yaml", "a: [", False),
    ],
)
def test_that_content_tells_what_a_file_is(
    tmp_path: Path, name: str, text: str, is_script: bool
) -> None:
    (tmp_path / name).write_text(text)
    assert meaning_of(tmp_path / name).is_script is is_script


def test_that_sessions_are_told_from_other_files(tmp_path: Path) -> None:
    texts = {
        "a.tuner.json": "{",
        "b.json": '{"format_version": 1}',
        "space.json": '{"method": "grid"}',
        "c.py": "import this",
    }
    paths = [tmp_path / name for name in texts]
    for path in paths:
        path.write_text(texts[path.name])
    folder = tmp_path / "d.tuner.json"
    folder.mkdir()
    missing = tmp_path / "gone.tuner.json"
    drop = sorted_drop([*paths, folder, missing, paths[0]])
    assert drop == Drop((paths[0], paths[1]), (paths[2], paths[3], folder, missing))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_that_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert is_session(tmp_path / "pipe.json")
    assert not sorted_drop([tmp_path / "pipe.json"]).sessions
